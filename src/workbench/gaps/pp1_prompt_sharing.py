"""PP1: information that was passed on and acted on within a working day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from workbench.gaps.concerns import ABOUT_EVENTS, CHILDRENS_SERVICES, REPORTS, SERIOUS, is_news
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import UNDATED, Answer, Found, LeftOut, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import kind_words, when
from workbench.gaps.words import names
from workbench.vocabulary.sentences import counted, listed

ACTS = (
    "strategy_discussion", "s47_enquiry", "cp_medical", "legal_event", "assessment_decided",
    "information_request",
)  # fmt: skip
CONTACTS = ("visit_child", "contact_adult", "health_contact")
ACTING = ("accepted", "assessment_decided", "assessment_started", "arrested")
NOT_SHOWN = "no record of a receipt with an action within the time"
CHAINS_CITED = 2
_Chain = tuple[Entry, ...]


@detector(
    "PP1",
    "prompt-sharing",
    "Prompt sharing",
    question="What made it possible to pass this on and act on it so soon, and what would make that usual?",
    standards=("WA-004", "SC-001"),
    caveats=(
        "Two rows that seem to belong together may be about different things.",
        "A prompt response says nothing of what came of it.",
    ),
)
def prompt_sharing(records: Records, *, working_days: int = 1) -> Iterator[Answer]:
    """Find information that another service received and acted on within ``working_days``.

    Looks for: a report or an observation of which another service was told, that service's own row
    about it, and by it an enquiry, a decision to act, a visit or a contact about the same, all certain
    to lie within ``working_days``. Two services are one point, with how much was passed between them.
    Could also mean: the contact was planned before.
    Cannot see: what was done and not written down; how full the information was.
    """
    passed: dict[tuple[str, str], int] = {}
    chains: dict[tuple[str, str], list[_Chain]] = {}
    for entry in records.select():
        if not entry.told or not _is_information(entry):
            continue
        if not entry.dated:
            yield LeftOut((entry,), UNDATED)
            continue
        for receiver in _receivers(records, entry):
            ends = (entry.agency, receiver)
            passed[ends] = passed.get(ends, 0) + 1
            chain = _chain(records, entry, receiver, records.working_days_after(entry.first, working_days))
            if chain:
                chains.setdefault(ends, []).append(chain)
            else:
                yield LeftOut((entry,), NOT_SHOWN)
    for ends, found in chains.items():
        yield _found(records, ends, found, passed[ends], working_days)


def _is_information(entry: Entry) -> bool:
    serious = entry.significance in SERIOUS and entry.kind not in ABOUT_EVENTS
    return entry.kind in ("report_sent", "information_shared") or serious or is_news(entry)


def _receivers(records: Records, entry: Entry) -> list[str]:
    tokens = (slug for token in entry.told for slug in records.services.receivers(token))
    return [slug for slug in dict.fromkeys(tokens) if slug != entry.agency]


def _chain(records: Records, entry: Entry, receiver: str, due: date) -> _Chain:
    """Return the row, its receipt and the row that acts on it; () where one is not on record in time."""
    own = [other for other in records.pairs_of(entry) if other.agency == receiver]
    later = [
        other
        for other in records.window(entry.first, due, agencies=(receiver,), undated=False)
        if other.last <= due
    ]
    heard = [other for other in later if records.services.reaches(other.heard_from, entry.agency)]
    receipt = next(
        (other for other in (*own, *heard) if other.dated and entry.last <= other.last <= due), None
    )
    if receipt is None:
        return ()
    if receipt.outcome in ACTING or receipt.kind in (*ACTS, *CONTACTS):
        return entry, receipt
    acted = next((other for other in later if _acts(entry, receipt, other)), None)
    return (entry, receipt, acted) if acted else ()


def _acts(entry: Entry, receipt: Entry, other: Entry) -> bool:
    """True if a row of the receiver could only be what it did next about the same people or topic."""
    if not other.could_follow(receipt) or other.kind in REPORTS:
        return False
    if other.kind in ACTS or other.outcome in ACTING:
        return other.shares_people(entry)
    about_it = other.shares_topics(entry) or (not other.topics and names("because_of_report", other.text))
    return other.kind in CONTACTS and other.shares_people(entry) and about_it


def _found(
    records: Records, ends: tuple[str, str], chains: Sequence[_Chain], passed: int, working_days: int
) -> Found:
    sender, receiver = map(records.services.label, ends)
    cited = chains[:CHAINS_CITED]
    told = [
        f"{first.id} ({kind_words(first)}) {when(first)}, acted on in {acted.id} {when(acted)}"
        for first, *_, acted in cited
    ]
    why = (
        f"{counted(len(chains), 'piece')} of information from {sender} to {receiver}, of {passed} passed on, "
        f"{'was' if len(chains) == 1 else 'were'} received and acted on within "
        f"{counted(working_days, 'working day')}: {listed(told)}."
    )
    standards = ("WA-004", "SC-001") if records.services.type_of(ends[1]) == CHILDRENS_SERVICES else ()
    return Found(tuple(dict.fromkeys(row for chain in cited for row in chain)), why, standards=standards)
