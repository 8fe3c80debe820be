"""GP05b: a report closed with no action, and no offer of other help on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.gaps.closed_contacts import Contact, closed_contacts
from workbench.gaps.concerns import CHILDRENS_SERVICES
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.unbroken import few, unbroken
from workbench.gaps.wording import span_of, together
from workbench.gaps.words import names
from workbench.vocabulary.sentences import counted, listed

HELPING = ("early-help", "third-sector")
WORKING_WITH = (
    "visit_child", "care_support_meeting", "core_group", "plan_made_or_changed", "assessment_completed",
    "lac_review",
)  # fmt: skip
ROWS_CITED = 6


@detector(
    "GP05b",
    "no-action-without-offer",
    "Report closed with no action and no offer of other help",
    question="When nothing more was to be done at the front door, what other help did the family know of, "
    "and who told them?",
    standards=("WA-007",),
    caveats=(
        "Other help may have been offered in a call that is not in the timeline.",
        "Whoever made the report may have passed the advice on.",
        "Most single reports lead to no work, and not every family needs more.",
        "The family may have had help already.",
    ),
)
def no_action_without_offer(
    records: Records, *, working_days: int = 10, months: int = 12, taken_on_working_days: int = 5
) -> Iterator[Answer]:
    """Find reports closed with no action, with no early help or other support offered on record.

    Looks for: a report that ended with no further action or as information only, and no entry within
    ``working_days`` that speaks of support or advice, tells an early help or voluntary service, or shows
    children's services at work with the family. Reports that their agency graded low are not asked
    about. Those with at most ``months`` between them are one point.
    Could also mean: the family was told by whoever made the report.
    Cannot see: leaflets, calls and conversations that nobody wrote down.
    """
    teams = records.services.of_type(CHILDRENS_SERVICES)
    silent: dict[str, Contact] = {}
    for contact in closed_contacts(records, taken_on_working_days=taken_on_working_days):
        entry = contact.entry
        if contact.outcome == "advice_given" or any(row.significance == "low" for row in contact.rows):
            continue
        if not entry.dated:
            yield LeftOut((entry,), UNDATED)
            continue
        until = records.working_days_after(max(row.last for row in contact.rows), working_days)
        by = _offer(records, contact, working_days, teams)
        if by:
            yield Answered((entry,), (by,))
        elif not teams:
            yield Unknown((entry,), CHILDRENS_SERVICES)
        elif records.ends_before(until, teams):
            yield LeftOut((entry,), NEAR_THE_END)
        else:
            silent[entry.id] = contact
    for run in unbroken((contact.entry for contact in silent.values()), number=2, months=months):
        yield _found(records, [silent[entry.id] for entry in run], teams, working_days)


def _offer(records: Records, contact: Contact, working_days: int, teams: tuple[str, ...]) -> Entry | None:
    """Return the row that shows other help offered, or somebody at work with the family already."""
    services = records.services
    for row in contact.rows:
        if _offers(records, row):
            return row
    dated = [row for row in contact.rows if row.dated]
    since, last = dated[0].first, max(row.last for row in dated)
    until = records.working_days_after(last, working_days)
    own = {row.id for row in contact.rows}
    makers = [slug for token in contact.makers for slug in services.receivers(token)]
    for entry in records.window(since, until, agencies=(*teams, *makers)):
        if entry.id in own or not records.family.could_share_child(entry, contact.entry):
            continue
        at_work = entry.agency in teams and entry.kind in WORKING_WITH
        about_it = entry.agency in teams or _is_about(records, entry, contact)
        if entry.could_follow(contact.entry) and (at_work or (about_it and _offers(records, entry))):
            return entry
    helping = services.of_type(*HELPING)
    return (
        next(iter(records.window(since, until, agencies=helping, undated=False)), None) if helping else None
    )


def _is_about(records: Records, entry: Entry, contact: Contact) -> bool:
    """True if an entry of the report's maker could be about the report, and not about its everyday work."""
    if records.services.any_of(entry.heard_from, CHILDRENS_SERVICES):
        return True
    topics = {topic for row in contact.rows for topic in row.topics}
    return not topics.isdisjoint(entry.topics) or (not entry.topics and entry.outcome != "advice_given")


def _offers(records: Records, row: Entry) -> bool:
    return (
        row.outcome == "advice_given"
        or records.services.any_of(row.told, *HELPING)
        or names("support_offered", row.text)
    )


def _found(records: Records, silent: Sequence[Contact], teams: tuple[str, ...], working_days: int) -> Found:
    services = records.services
    rows = [contact.entry for contact in silent]
    makers = list(dict.fromkeys(services.label(token) for contact in silent for token in contact.makers))
    since, until = span_of(rows)
    why = (
        f"{counted(len(rows), 'report')}{f' from {listed(makers)}' if makers else ''} {together(rows)} "
        f"{'is' if len(rows) == 1 else 'are'} recorded as closed with no action or as information only. No "
        f"entry within {counted(working_days, 'working day')} speaks of early help, advice or other support, "
        "on either side."
    )
    cited = few(rows, ROWS_CITED)
    if len(cited) < len(rows):
        why += f" {len(cited)} of the {len(rows)} are cited."
    until = records.working_days_after(until, working_days) if until else None
    return Found(
        cited, why, ask=teams, searched=(since, until), strength="weaker" if len(rows) == 1 else "usual"
    )
