"""PP8: preventive advice that was given again and fitted to the contact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.gaps.entry import Entry
from workbench.gaps.pattern import UNDATED, Answer, Found, LeftOut, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import together
from workbench.gaps.words import names
from workbench.vocabulary.sentences import counted, listed

SUBJECTS = {
    "advice_sleep": "safe sleep", "advice_crying": "a crying baby", "advice_smoke": "smoke",
    "advice_home": "safety at home", "advice_online": "safety online",
    "advice_relationships": "the effects of conflict and abuse at home",
}  # fmt: skip
"""The lists of words for each subject, and how it stands in a sentence."""
AT_CONTACTS = (
    "health_contact",
    "visit_child",
    "contact_adult",
    "routine_enquiry",
    "education_event",
    "handover_transfer",
    "accommodation_event",
    "",
)
ROWS_CITED = 6


@detector(
    "PP8",
    "preventive-advice-repeated",
    "Preventive advice repeated",
    question="How was this advice made to fit the family each time, and what helped the family to use it?",
    caveats=(
        "A row may come from a checklist that is filled in at every contact.",
        "Advice on record does not show how it was understood.",
    ),
)
def preventive_advice_repeated(records: Records, *, contacts: int = 3) -> Iterator[Answer]:
    """Find advice that prevents harm and was given at several contacts.

    Looks for: one subject of preventive advice, such as safe sleep or a crying baby, at ``contacts`` or
    more contacts on different days. One subject is one point, with the services that gave it.
    Could also mean: a checklist filled in at every contact.
    Cannot see: what was said, and how it was adapted; entries without a date.
    """
    given: dict[str, list[Entry]] = {}
    for entry in records.select(kinds=AT_CONTACTS):
        for subject in SUBJECTS:
            if names(subject, entry.text):
                if entry.dated:
                    given.setdefault(subject, []).append(entry)
                else:
                    yield LeftOut((entry,), UNDATED)
    for subject, rows in given.items():
        if len({(row.first, row.last) for row in rows}) >= contacts:
            yield _found(records, SUBJECTS[subject], rows)


def _found(records: Records, subject: str, rows: Sequence[Entry]) -> Found:
    services = list(dict.fromkeys(records.services.label(row.agency) for row in rows))
    ways = list(dict.fromkeys(row.mode for row in rows if row.mode))
    why = (
        f"Advice on {subject} stands in {counted(len(rows), 'row')} {together(rows)}, given by "
        f"{listed(services)}"
        f"{f', in contacts of different kinds ({listed(ways)})' if len(ways) > 1 else ''}."
    )
    if len(rows) > ROWS_CITED:
        why += f" {ROWS_CITED} of the {len(rows)} are cited."
    return Found(tuple(rows[:ROWS_CITED]), why)
