"""PP4: two services that were with the family together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.gaps.entry import Entry
from workbench.gaps.pattern import Answer, Found, LeftOut, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import together
from workbench.gaps.words import names
from workbench.vocabulary import agency_type_of
from workbench.vocabulary.sentences import counted, listed

CONTACTS = ("visit_child", "health_contact", "contact_adult", "")
FACE_TO_FACE = ("visit_child", "health_contact")
REMOTE = ("phone", "virtual")
NOBODY_NAMED = "no second service is named"
READ_ON = 60
"""So many letters after "joint visit with" can name the other service."""
ROWS_CITED = 4


@detector(
    "PP4",
    "joint-work",
    "Joint work",
    question="What did being there together make possible, and what had made it easy to arrange?",
    caveats=(
        "Two services may have come on the same day one after the other.",
        "Which service was there may be inferred from the words of one of them.",
    ),
)
def joint_work(records: Records) -> Iterator[Answer]:
    """Find contacts with the family at which two services were present.

    Looks for: a visit or appointment whose words say that it was joint and not only planned, with a second service named;
    or the rows of two services about the same visit on the same day. Two services are one point, with
    every such contact counted. Meetings of professionals are none.
    Could also mean: the two came one after the other.
    Cannot see: a second service that neither row names.
    """
    together_with: dict[tuple[str, str], dict[str, Entry]] = {}
    contacts: dict[tuple[str, str], set[str]] = {}
    for entry in records.select(kinds=CONTACTS):
        others = _same_visit(records, entry)
        said = names("joint_contact", entry.text) and not names("joint_not_made", entry.text)
        tokens = [other.agency for other in others] or (_named(records, entry) if said else [])
        if said and not tokens:
            yield LeftOut((entry,), NOBODY_NAMED)
        for token in tokens:
            both = sorted((entry.agency, token))
            rows = together_with.setdefault((both[0], both[1]), {})
            rows.update({row.id: row for row in (entry, *(o for o in others if o.agency == token))})
            day = f"{entry.first} {entry.last}"
            contacts.setdefault((both[0], both[1]), set()).add(day)
    for both, rows in together_with.items():
        yield _found(records, both, sorted(rows.values(), key=lambda row: row.at), len(contacts[both]))


def _same_visit(records: Records, entry: Entry) -> list[Entry]:
    """Return the other services' rows about the same visit, on the same exact day."""
    if entry.kind not in FACE_TO_FACE or entry.mode in REMOTE or entry.first != entry.last:
        return []
    ids = (*entry.paired_with, *entry.same_as)
    return [
        other
        for other in map(records.by_id, ids)
        if other is not None
        and other.agency != entry.agency
        and other.kind in FACE_TO_FACE
        and other.mode not in REMOTE
        and (other.first, other.last) == (entry.first, entry.last)
    ]


def _named(records: Records, entry: Entry) -> list[str]:
    """Return the services that a joint contact was held with, as far as codes or words say."""
    services = records.services
    found = [token for token in (*entry.told, *entry.heard_from) if token != entry.agency]
    if not found:
        _, _, after = entry.text.partition(" with ")
        type_ = agency_type_of(after[:READ_ON]) if after else "other"
        found = [] if type_ in ("other", services.type_of(entry.agency)) else [type_]
    slugs = [next(iter(services.receivers(token)), token) for token in found]
    return list(dict.fromkeys(slugs))


def _found(records: Records, both: tuple[str, str], rows: Sequence[Entry], contacts: int) -> Found:
    labels = listed(records.services.label(token) for token in both)
    by = listed(sorted({records.services.label(row.agency) for row in rows}))
    why = (
        f"{labels} were with the family together in {counted(contacts, 'contact')} {together(rows)}, "
        f"as {counted(len(rows), 'row')} of {by} {'shows' if len(rows) == 1 else 'show'}."
    )
    if len(rows) > ROWS_CITED:
        why += f" {ROWS_CITED} of the {len(rows)} are cited."
    others = tuple(token for token in both if token in records.case.agencies)
    return Found(tuple(rows[:ROWS_CITED]), why, agencies=others)
