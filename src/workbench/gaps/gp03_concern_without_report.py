"""GP03: a concern that one agency recorded, with no report of it found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from workbench.gaps.concerns import (
    CHILDRENS_SERVICES,
    POLICE,
    RISK_TOPICS,
    SERIOUS,
    child_expected,
    is_concern,
)
from workbench.gaps.entry import Entry
from workbench.gaps.incidents import group_incidents, is_one_event, runs
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import together, topics_words
from workbench.gaps.working_days import days_after
from workbench.vocabulary.sentences import counted, listed


@detector(
    "GP03",
    "concern-without-report",
    "Concern recorded, no report found",
    question="What was in the practitioner's mind about whether to report, and what guidance or "
    "consultation was available to them?",
    standards=("WA-012", "WA-010", "EN-011"),
    caveats=(
        "It may have been shared by word of mouth in a joint visit or meeting.",
        "The agency may have reported the same concern days before.",
        "An allocated social worker may have been present.",
        "The topic may be too broad for what was seen: giving advice is not a concern.",
    ),
)
def concern_without_report(
    records: Records, *, working_days: int = 2, days_before: int = 14, run_days: int = 28
) -> Iterator[Answer]:
    """Find concerns with no report by the agency that recorded them.

    Looks for: an injury, domestic abuse with a child there, drug use, home conditions, sexual harm or
    exploitation, or something a child said, that somebody saw or was told; with neither children's
    services nor police told, and no report by the agency from ``days_before`` the entry to
    ``working_days`` after it. Rows on one topic with at most ``run_days`` between them are one
    point; so is one incident that several agencies recorded.
    Could also mean: it was passed on by word of mouth, or known to the social worker already.
    Cannot see: a concern that carries neither a code nor a word of the lists.
    """
    unreported: list[Entry] = []
    for entry in records.kept(_concerns):
        if not entry.dated:
            yield LeftOut((entry,), UNDATED)
            continue
        until = records.working_days_after(entry.last, working_days)
        by = _reported(records, entry, days_before, until)
        if by:
            yield Answered((entry,), (by,))
        elif records.ends_before(until, (entry.agency,)):
            yield LeftOut((entry,), NEAR_THE_END)
        else:
            unreported.append(entry)
    incidents = group_incidents(entry for entry in unreported if is_one_event(entry))
    observations = [entry for entry in unreported if not is_one_event(entry)]
    for group in (*incidents, *runs(observations, days=run_days)):
        yield _found(records, group, working_days)


def _concerns(records: Records) -> list[Entry]:
    return [entry for entry in records.select(topics=RISK_TOPICS) if _in_question(records, entry)]


def _in_question(records: Records, entry: Entry) -> bool:
    """True for a concern of a service whose part would be to pass it on."""
    services = records.services
    own = services.type_of(entry.agency)
    if own == CHILDRENS_SERVICES or services.any_of(entry.heard_from, CHILDRENS_SERVICES, POLICE):
        return False
    if own == POLICE and entry.significance not in SERIOUS:
        return False  # a run of incidents held by the police is GP06's
    return is_concern(records, entry) and child_expected(records, entry.last)


def _reported(records: Records, entry: Entry, days_before: int, until: date) -> Entry | None:
    """Return the row that shows that children's services or police were told, or None."""
    types = (
        (CHILDRENS_SERVICES,)
        if records.services.type_of(entry.agency) == POLICE
        else (CHILDRENS_SERVICES, POLICE)
    )
    if records.told(entry, *types):
        return entry
    since = days_after(entry.first, -days_before)
    for other in records.window(since, until, agencies=(entry.agency,)):
        after = other.dated and other.last >= entry.first
        alike = other.shares_topics(entry) and other.shares_people(entry)
        if other.kind == "report_sent" and (after or alike):
            return other
        if other.id != entry.id and alike and records.told(other, *types):
            return other
    return None


def _found(records: Records, group: Sequence[Entry], working_days: int) -> Found:
    services = records.services
    agencies = list(dict.fromkeys(entry.agency for entry in group))
    topics = [topic for topic in RISK_TOPICS if any(topic in entry.topics for entry in group)]
    first, last = group[0], group[-1]
    until = records.working_days_after(max(entry.last for entry in group), working_days)
    why = (
        f"{listed(map(services.label, agencies))} recorded {topics_words(topics)} in "
        f"{counted(len(group), 'entry', 'entries')} {together(group)}. "
        f"No entry shows children's services or police told, and no report was found within "
        f"{counted(working_days, 'working day')}."
    )
    earlier = _reported_before(records, first)
    if earlier:
        why += f" Something like it had been reported before, in {earlier.id}."
    if len(agencies) > 1:
        why += f" The same incident stands in the records of {len(agencies)} agencies."
    born = records.case.born.earliest
    standards = (
        ("WA-010",)
        if born and last.last < born
        else ("EN-011",)
        if "physical_injury" in topics
        else ("WA-012",)
    )
    return Found(
        tuple(group),
        why,
        ask=(*agencies, CHILDRENS_SERVICES),
        searched=(first.first, until),
        standards=standards,
        strength="stronger" if earlier else "usual",
    )


def _reported_before(records: Records, entry: Entry) -> Entry | None:
    """Return a report by the same agency on the same topic in the year before, or None."""
    since = days_after(entry.first, -365)
    for report in records.window(
        since, entry.first, kinds=("report_sent",), agencies=(entry.agency,), undated=False
    ):
        if report.at < entry.at and report.shares_topics(entry):
            return report
    return None
