"""Changes in a family that call for a fresh look: which sort of change an entry tells of."""

from __future__ import annotations

from workbench.gaps.entry import Entry
from workbench.gaps.words import names

SORTS = {
    "change_pregnancy": "a pregnancy",
    "change_birth": "a birth",
    "change_new_partner": "a new partner",
    "change_separation": "a separation",
    "change_reconciliation": "a reconciliation",
    "change_move": "a move or the loss of a home",
    "change_money": "the loss of work or income, or debt",
    "change_release": "a release from custody",
    "change_bereavement": "a bereavement",
    "change_school": "an exclusion or change of school",
    "change_placement": "a change of placement",
    "change_of_age": "turning 16 or 18",
}
"""The lists of words for each sort of change, and how it stands in a sentence."""
ORDINARY = frozenset(
    ["change_pregnancy", "change_birth", "change_move", "change_money", "change_school", "change_of_age"]
)
"""Changes of any family's life, which are material where there is a concern."""
OPPOSITE = {"change_separation": "change_reconciliation", "change_reconciliation": "change_separation"}
_OF_KIND = {
    "life_event": tuple(sort for sort in SORTS if sort != "change_placement"),
    "accommodation_event": ("change_move", "change_money", "change_separation", "change_new_partner"),
    "education_event": ("change_school",),
    "placement_event": (),
    **dict.fromkeys(
        ("contact_adult", "visit_child", "health_contact", "police_incident", ""),
        ("change_new_partner", "change_reconciliation", "change_separation"),
    ),
}
"""For each kind, the sorts that its entries can tell of."""
KINDS = tuple(_OF_KIND)


def changes(entry: Entry) -> tuple[str, ...]:
    """Return the sorts of change that an entry tells of, () where it tells of none."""
    if entry.kind == "placement_event":
        return ("change_placement",)
    return tuple(sort for sort in _OF_KIND.get(entry.kind, ()) if names(sort, entry.text))
