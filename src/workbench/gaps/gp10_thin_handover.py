"""GP10: responsibility that moved with no handover on record, or only one by word of mouth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from workbench.chronology.intervals import REGISTERED, STATUS
from workbench.gaps.concerns import ABOUT_EVENTS, RISK_TOPICS, SERIOUS, is_news
from workbench.gaps.entry import Entry
from workbench.gaps.handovers import Transfer, said_how, transfers
from workbench.gaps.pattern import NEAR_THE_END, Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import together, topics_words
from workbench.gaps.words import names
from workbench.vocabulary.sentences import counted, listed

RISKS = frozenset(RISK_TOPICS)
ROWS_CITED = 6
SENT_CITED = 2
BY_VOICE = ("phone", "virtual")


@detector(
    "GP10",
    "thin-handover",
    "Thin handover or transfer",
    question="What did the incoming practitioner know on day one, and what helped or hindered a fuller "
    "handover?",
    standards=("WA-040", "WA-045", "WA-046", "WA-047", "WA-090"),
    caveats=(
        "Both may work in one electronic record.",
        "A joint visit may have served as the handover.",
        "Short cover is no transfer.",
        "When work moved is taken from the first and last entries of each side.",
    ),
)
def thin_handover(
    records: Records,
    *,
    days: int = 10,
    topics_days: int = 90,
    idle_working_days: int = 5,
    receipt_working_days: int = 10,
) -> Iterator[Answer]:
    """Find moves of responsibility with no handover on record, or with one narrower than what was known.

    Looks for: a change of worker, team or service, from handover entries and from the times at which each
    was at work; and within ``days`` of it no handover on record, or one by word of mouth only; risks in
    the sender's last ``topics_days`` of which the receiver has nothing within ``receipt_working_days``;
    and more than ``idle_working_days`` between the two. For a registered child that moved to another
    area, the conference there. Changes of one role in one team are one point.
    Could also mean: both work in one record, or a visit together was the handover.
    Cannot see: what was said, and changes that no entry tells of.
    """
    by_parties: dict[tuple[str, str, str], list[tuple[Transfer, list[str], list[Entry]]]] = {}
    for transfer in transfers(records):
        lacking, rows = _lacking(
            records, transfer, days, topics_days, idle_working_days, receipt_working_days
        )
        until = records.working_days_after(transfer.until, receipt_working_days)
        receivers = records.services.receivers(transfer.receiver)
        if not lacking:
            yield Answered(transfer.rows, tuple(said_how(records, transfer, days)))
        elif not receivers:
            yield Unknown(transfer.rows, transfer.receiver)
        elif records.ends_before(until, receivers):
            yield LeftOut(transfer.rows, NEAR_THE_END)
        else:
            key = (transfer.sender, transfer.receiver, transfer.role)
            by_parties.setdefault(key, []).append((transfer, lacking, rows))
    for own in by_parties.values():
        yield _found(records, own, days, receipt_working_days)
    yield from _came_without(records)


def _came_without(records: Records) -> Iterator[Answer]:
    """Yield the rows that say themselves that work or a child came without what was known; one a service."""
    by_agency: dict[str, list[Entry]] = {}
    for row in records.select():
        if row.dated and names("nothing_handed_over", row.text):
            by_agency.setdefault(row.agency, []).append(row)
    for agency, rows in by_agency.items():
        many = "says" if len(rows) == 1 else "say"
        why = (
            f"{counted(len(rows), 'entry', 'entries')} of {records.services.label(agency)} {together(rows)} "
            f"{many} that it took over without papers or a handover."
        )
        since, until = rows[0].first, max(row.last for row in rows)
        yield Found(tuple(rows[:ROWS_CITED]), why, ask=(agency,), searched=(since, until), standards=())


def _lacking(
    records: Records, transfer: Transfer, days: int, topics_days: int, idle_days: int, receipt_days: int
) -> tuple[list[str], list[Entry]]:
    """Return what is not on record of a handover, in words, and the sender's rows that it concerns."""
    how = said_how(records, transfer, days)
    held = [] if transfer.inside else _held(records, transfer, topics_days)
    risks, rows = _not_received(records, transfer, how, held, topics_days, receipt_days)
    routine = records.services.type_of(transfer.sender) == "midwifery" and not held
    found: list[str] = []
    if not how and not routine:
        found.append(f"no handover is recorded within {days} days of it")
    elif how and all(_by_voice(row) for row in how) and not _written(how):
        found.append("the handover on record is by word of mouth only")
    if risks and (found or len(risks) > 1 or any(row.significance in SERIOUS for row in rows)):
        label = records.services.label(transfer.receiver)
        found.append(f"{label} has nothing on {topics_words(risks)} within {receipt_days} working days")
    if transfer.idle and (found or transfer.inside):
        between = records.working_days_between(*transfer.idle)
        if between > idle_days:
            found.append(f"{between} working days lie between the end of the one and the start of the other")
    return [*found, *_across_border(records, transfer)], rows


def _by_voice(row: Entry) -> bool:
    return row.mode in BY_VOICE or names("by_word_of_mouth", row.text) or names("by_text", row.text)


def _written(how: Sequence[Entry]) -> bool:
    """True if one of the entries also tells of something in writing, or of a visit together."""
    return any(names("in_writing", row.text) for row in how)


def _held(records: Records, transfer: Transfer, topics_days: int) -> list[Entry]:
    """Return the sender's rows of the last weeks on a risk, other than slight ones."""
    if transfer.sender not in records.case.agencies:
        return []
    since = transfer.since - timedelta(days=topics_days)
    return [
        row
        for row in records.window(since, transfer.until, agencies=(transfer.sender,), undated=False)
        if row.first >= since
        and not RISKS.isdisjoint(row.topics)
        and row.kind not in ABOUT_EVENTS
        and row.significance != "low"
        and (row.significance in SERIOUS or is_news(row) or row.outcome != "advice_given")
    ]


def _not_received(
    records: Records,
    transfer: Transfer,
    how: Sequence[Entry],
    held: Sequence[Entry],
    topics_days: int,
    receipt_days: int,
) -> tuple[list[str], list[Entry]]:
    """Return the risks that the sender held and the receiver's first entries do not name, with their rows."""
    until = records.working_days_after(transfer.until, receipt_days)
    files = records.services.receivers(transfer.receiver)
    first = records.window(transfer.since, until, agencies=files) if held else []
    if not first:
        return [], []
    handed_over = [row for row in (*how, *transfer.rows) if row in how or row.agency in files]
    known = {topic for row in (*first, *handed_over) for topic in row.topics}
    before = records.window(transfer.since - timedelta(days=topics_days), transfer.since, agencies=files)
    known |= {topic for row in before for topic in row.topics}
    rows = [row for row in held if not known.issuperset(_risks(row))]
    named = {topic for row in rows for topic in _risks(row)} - known
    return [topic for topic in RISK_TOPICS if topic in named], rows


def _risks(row: Entry) -> set[str]:
    return {topic for topic in row.topics if topic in RISKS}


def _across_border(records: Records, transfer: Transfer) -> list[str]:
    """Return what is not on record where a registered child moved to another area."""
    rows = [row for row in transfer.rows if names("moved_area", row.text)]
    registered = records.intervals.between(transfer.since, transfer.until, STATUS, name=REGISTERED)
    rule = records.rule(("WA-046",), transfer.since)
    if not rows or not registered or rule is None or rule.standard.within is None:
        return []
    until = records.working_days_after(transfer.until, rule.standard.within)
    kinds = ("conference_initial", "conference_review")
    if records.window(transfer.since, until, kinds=kinds):
        return []
    return [f"no conference in the new area is recorded within {rule.standard.within} working days"]


def _found(
    records: Records,
    moves: Sequence[tuple[Transfer, list[str], list[Entry]]],
    days: int,
    receipt_days: int,
) -> Found:
    services, (first, _, _) = records.services, moves[0]
    rows = list(dict.fromkeys(row for transfer, _, _ in moves for row in transfer.rows))
    held = list(dict.fromkeys(row for _, _, rows_held in moves for row in rows_held))
    if first.inside:
        many = counted(len(moves), f"change of {first.role}", f"changes of {first.role}")
        what = f"{services.label(first.sender)} records {many} {together(rows)}"
    else:
        parties = f"from {services.label(first.sender)} to {services.label(first.receiver)}"
        what = f"Work moved {parties} {together(rows)}"
    lacking = list(dict.fromkeys(words for _, own, _ in moves for words in own))
    none_or_by_voice = any("handover" in words for words in lacking)
    why = f"{what}; {listed(lacking)}."
    if held:
        why += f" The sender held it in {listed(row.id for row in held[:ROWS_CITED])}."
    since = min(transfer.since for transfer, _, _ in moves) - timedelta(days=days)
    until: date = records.working_days_after(max(transfer.until for transfer, _, _ in moves), receipt_days)
    return Found(
        (*rows[: ROWS_CITED - SENT_CITED], *held[-SENT_CITED:]),
        why,
        ask=tuple(dict.fromkeys((first.sender, first.receiver))),
        searched=(since, until),
        standards=_standards(records, moves),
        # A handover that is on record may have said what the receiver's first entries do not name.
        strength="weaker" if not none_or_by_voice else "stronger" if held or len(moves) > 1 else "usual",
    )


def _standards(records: Records, moves: Sequence[tuple[Transfer, list[str], list[Entry]]]) -> tuple[str, ...]:
    first = moves[0][0]
    if any("conference in the new area" in words for _, own, _ in moves for words in own):
        return ("WA-046",)
    if records.services.type_of(first.sender) == "midwifery":
        return ("WA-090",)
    registered = records.intervals.between(first.since, first.until, STATUS, name=REGISTERED)
    return ("WA-040",) if registered else ()
