"""PP6: something out of the ordinary, noticed and passed on by a service on the edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.gaps.concerns import ABOUT_EVENTS
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import Answer, Found, LeftOut, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import together, topics_words
from workbench.gaps.words import names
from workbench.vocabulary.sentences import counted, listed

EDGE = (
    "gp", "hospital", "ambulance", "health-other", "housing", "adult-services", "mental-health",
    "substance-misuse", "probation", "third-sector", "registrar", "education-welfare", "other",
)  # fmt: skip
"""Services whose work is with somebody or something else, and who met the child on the way."""
KEPT = "nobody else is shown as told"
ROWS_CITED = 4


@detector(
    "PP6",
    "curiosity",
    "Curiosity",
    question="What made this stand out to a service on the edge, and what made it easy to pass on?",
    standards=("WA-006",),
    caveats=(
        "How unusual something was is inferred from a few words.",
        "The service may have been closer to the child than its type suggests.",
    ),
)
def curiosity(records: Records) -> Iterator[Answer]:
    """Find something unusual that a service on the edge noticed and passed on.

    Looks for: a row of a service whose work is not with the child (general practice, hospital,
    housing, ambulance, adults' services) with a word for something noticed or out of the ordinary, and
    another service told of it. One service is one point.
    Could also mean: a usual form of words.
    Cannot see: curiosity that the row does not put into words.
    """
    for agency in records.services.of_type(*EDGE):
        noticed: list[Entry] = []
        passed_on: list[Entry] = []
        for entry in records.select(agencies=(agency,)):
            if entry.kind in ABOUT_EVENTS or not names("curiosity", entry.text):
                continue
            noticed.append(entry)
            if _told(entry):
                passed_on.append(entry)
            else:
                yield LeftOut((entry,), KEPT)
        if passed_on:
            yield _found(records, agency, passed_on, len(noticed))


def _told(entry: Entry) -> bool:
    return any(token != entry.agency for token in entry.told) or (
        entry.kind == "report_sent" or bool(entry.paired_with)
    )


def _found(records: Records, agency: str, rows: Sequence[Entry], noticed: int) -> Found:
    label = records.services.label
    told = listed(map(label, dict.fromkeys(t for row in rows for t in row.told if t != agency)))
    topics = topics_words(tuple(dict.fromkeys(topic for row in rows for topic in row.topics)))
    why = (
        f"{label(agency)} noticed something out of the ordinary in {counted(len(rows), 'row')} "
        f"{together(rows)}"
        f"{f', on {topics}' if topics else ''}, and passed it on{f' to {told}' if told else ''}; "
        f"{counted(noticed, 'row')} of its timeline {'speaks' if noticed == 1 else 'speak'} of something "
        "noticed."
    )
    return Found(tuple(rows[:ROWS_CITED]), why)
