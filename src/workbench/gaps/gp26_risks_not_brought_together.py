"""GP26: different risks on record in different places, and no discussion that names them together."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from workbench.gaps.concerns import CHILDRENS_SERVICES, MEETINGS, REPORTS, SERIOUS, is_news
from workbench.gaps.entry import Entry
from workbench.gaps.household import Household
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import together, when
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after
from workbench.vocabulary.sentences import counted, listed

RISKS = {
    "domestic_abuse": "domestic abuse",
    "substance_use": "substance or alcohol use",
    "alcohol": "substance or alcohol use",
    "mental_health_parent": "a parent's mental health",
    "mental_health_child": "the child's mental health",
    "neglect_home_conditions": "neglect or home conditions",
    "physical_injury": "physical injury",
    "sexual_harm": "sexual harm or exploitation",
    "exploitation": "sexual harm or exploitation",
    "missing": "missing episodes",
    "offending": "offending",
}
"""Topics, and what they count as: two that a discussion would take as one are one."""
OWN_KINDS = (
    "police_incident", "domestic_abuse_assessment", "mental_health_event", "missing_episode",
    "exploitation_event", "injury_or_symptom", *REPORTS,
)  # fmt: skip
"""Kinds whose topics are what the entry is about, and not mentioned in passing."""
MOST_IN_ONE_ROW = 3
"""A row with more risks sums a history up; it does not tell of each of them."""
WIDEST_DAYS = 92
TOO_VAGUE = "the date is too vague to say what else was known"
OF_EARLIER_YEARS = (
    "registration_change", "placement_event", "legal_event", "exploitation_event",
    "domestic_abuse_assessment",
)  # fmt: skip
"""Kinds that are history where they are about somebody else than the child, before its birth."""
SPARSE_TIMES = 2
HISTORY_CITED = 4
MENTAL_HEALTH = ("mental_health_parent", "mental_health_child")
LEAST_LETTERS = 40
"""A shorter row about an assessment says that there was one, not what was in it."""


@detector(
    "GP26",
    "risks-not-brought-together",
    "Co-occurring and historical risk not brought together",
    question="If everything known that week had been on one page, what would the group have talked about?",
    standards=("WA-006", "WA-031"),
    caveats=(
        "Adversity is no prediction, and having been in care is not itself a risk.",
        "A topic may come from a passing mention.",
        "A meeting may have spoken of more than its row names.",
    ),
)
def risks_not_brought_together(
    records: Records, *, risks: int = 3, days: int = 180, working_days: int = 10
) -> Iterator[Answer]:
    """Find different risks that several agencies recorded and no discussion names together.

    Looks for: at least ``risks`` different risks around one family within ``days``, in the rows of two or
    more agencies, and in the same time no meeting or joint assessment that names two of them; and
    something known of earlier years, by another agency or in old files, that the next assessment does not
    name. Too near the end is what
    was complete less than ``working_days`` before it. Stretches that follow each other are one point.
    Could also mean: a meeting spoke of them and its row does not say so.
    Cannot see: risks that carry no code; what a discussion was about beyond its codes.
    """
    told: list[Entry] = []
    household = Household(records)
    for entry in records.select(topics=RISKS):
        if not _tells(household, entry):
            continue
        if not entry.dated:
            yield LeftOut((entry,), UNDATED)
        elif (entry.last - entry.first).days > WIDEST_DAYS:
            yield LeftOut((entry,), TOO_VAGUE)
        else:
            told.append(entry)
    found: list[Sequence[Entry]] = []
    for stretch in _stretches(told, risks, days):
        answer = _answer(records, stretch, days, working_days)
        if answer is None:
            found.append(stretch)
        else:
            yield answer
    yield from _points(records, found, days)
    if not found and told and all(entry.kind_state != "stated" for entry in told):
        # A table with a few rows a year holds what came together further apart.
        wide = days * SPARSE_TIMES
        stretches = list(_stretches(told, risks, wide))
        unanswered = [one for one in stretches if _answer(records, one, wide, working_days) is None]
        for point in _points(records, unanswered, wide):
            yield replace(point, strength="weaker", caveats=(f"The rows lie up to {wide} days apart.",))
    yield from _history(records)


def _groups(entry: Entry) -> set[str]:
    return {RISKS[topic] for topic in entry.topics if topic in RISKS}


def _tells(household: Household, entry: Entry) -> bool:
    """True if an entry is about a risk in the child's household, and not a sum of many."""
    if len(_groups(entry)) > MOST_IN_ONE_ROW or not (
        entry.kind in OWN_KINDS or is_news(entry) or _seen_for_it(entry)
    ):
        return False
    return not entry.people or not entry.dated or household.concerns(entry.people, entry.first)


def _seen_for_it(entry: Entry) -> bool:
    """True for a health contact whose words are of illness or treatment, and not of a mood in passing."""
    ill = not set(MENTAL_HEALTH).isdisjoint(entry.topics) and names("mentally_ill", entry.text)
    return entry.kind == "health_contact" and entry.significance != "low" and ill


def _stretches(told: Sequence[Entry], risks: int, days: int) -> Iterator[list[Entry]]:
    """Yield the rows of each stretch in which enough different risks came together.

    After a stretch the next begins ``days`` after its first row: a year of the same risks is two
    stretches, not a hundred.
    """
    inside: deque[Entry] = deque()
    groups: Counter[str] = Counter()
    closed = date.min
    for entry in sorted(told, key=lambda e: (e.first, e.at)):
        if entry.first <= closed:
            continue
        inside.append(entry)
        groups.update(_groups(entry))
        while (entry.last - inside[0].first).days > days:
            groups.subtract(_groups(inside.popleft()))
        if sum(number > 0 for number in groups.values()) >= risks and len({e.agency for e in inside}) > 1:
            yield _telling(list(inside))
            closed = days_after(inside[0].first, days)
            inside.clear()
            groups.clear()


def _telling(inside: Sequence[Entry]) -> list[Entry]:
    """Return the last row for each risk, from two agencies at least, in order."""
    rows: dict[str, Entry] = {}
    for entry in inside:
        rows.update(dict.fromkeys(_groups(entry), entry))
    chosen = set(rows.values())
    if len({entry.agency for entry in chosen}) < 2:
        other = next(e for e in reversed(inside) if e.agency not in {c.agency for c in chosen})
        chosen.add(other)
    return sorted(chosen, key=lambda entry: entry.at)


def _span(stretch: Sequence[Entry], days: int) -> tuple[date, date]:
    first = min(entry.first for entry in stretch)
    return first, days_after(first, days)


def _named(stretch: Sequence[Entry]) -> set[str]:
    return set().union(*map(_groups, stretch))


def _answer(records: Records, stretch: Sequence[Entry], days: int, working_days: int) -> Answer | None:
    """Return what became of a stretch where it is no point; None where it is one."""
    since, until = _span(stretch, days)
    together_in = [e for e in _discussions(records, since, until) if len(_groups(e) & _named(stretch)) > 1]
    teams = records.services.of_type(CHILDRENS_SERVICES)
    complete = max(entry.last for entry in stretch)
    if together_in:
        return Answered(tuple(stretch), (together_in[0],))
    if not teams:
        return Unknown(tuple(stretch), CHILDRENS_SERVICES)
    if records.ends_before(records.working_days_after(complete, working_days), teams):
        return LeftOut(tuple(stretch), NEAR_THE_END)
    return None


def _discussions(records: Records, since: date, until: date) -> list[Entry]:
    """Return what could bring several agencies' knowledge together, of a stretch of days."""
    rows = records.window(
        since, until, kinds=(*MEETINGS, "assessment_completed", "domestic_abuse_assessment")
    )
    return [
        row
        for row in rows
        if row.kind in MEETINGS
        or (row.kind == "assessment_completed" and (row.told or row.heard_from))
        or "marac" in row.text
    ]


def _points(records: Records, found: Sequence[Sequence[Entry]], days: int) -> Iterator[Found]:
    """Yield one point for stretches that follow each other."""
    chains: list[list[Sequence[Entry]]] = []
    for stretch in found:
        if chains and _span(stretch, days)[0] <= days_after(_span(chains[-1][-1], days)[1], days):
            chains[-1].append(stretch)
        else:
            chains.append([stretch])
    for chain in chains:
        yield _found(records, chain, days)


def _found(records: Records, chain: Sequence[Sequence[Entry]], days: int) -> Found:
    stretch = chain[0]
    since, until = _span(stretch, days)[0], _span(chain[-1], days)[1]
    label = records.services.label
    agencies = list(dict.fromkeys(entry.agency for entry in stretch))
    risks = [risk for risk in dict.fromkeys(RISKS.values()) if risk in _named(stretch)]
    meetings = _discussions(records, since, until)
    why = (
        f"{listed(risks)[0].upper()}{listed(risks)[1:]} stand in the rows of {listed(map(label, agencies))} "
        f"{together(stretch)}. {_meetings_words(len(meetings))}"
    )
    if len(chain) > 1:
        later = counted(len(chain) - 1, "later stretch", "later stretches")
        why += f" The same holds for {later} of {days} days."
    return Found(
        tuple(stretch),
        why,
        ask=(CHILDRENS_SERVICES, *agencies),
        searched=(since, until),
        strength="weaker" if any(not meeting.topics for meeting in meetings) else "usual",
    )


def _meetings_words(meetings: int) -> str:
    if not meetings:
        return "No meeting of agencies and no joint assessment was found in the same time."
    if meetings == 1:
        return "The 1 meeting or joint assessment of the same time does not name two of them."
    return f"Of the {meetings} meetings and joint assessments of the same time none names two of them."


def _history(records: Records) -> Iterator[Answer]:
    """Compare what was known of earlier years with the next assessment: one point for an assessment."""
    known = [row for row in map(records.entry, range(len(records))) if _is_history(records, row)]
    assessments = [
        row
        for row in records.select(
            kinds=("assessment_completed",), agencies=records.services.of_type(CHILDRENS_SERVICES)
        )
        if row.dated and (records.names_child(row) or not records.family.children_in(row))
    ]
    by_assessment: dict[str, list[Entry]] = {}
    for row in known:
        following = next((one for one in assessments if one.first > row.last), None)
        if following is None or len(following.text) < LEAST_LETTERS:
            continue
        if names("history", following.text):
            yield Answered((row,), (following,))
        else:
            by_assessment.setdefault(following.id, []).append(row)
    if by_assessment:
        # The first assessment is the one to read; that later ones do not name it either follows from it.
        first = next(one for one in assessments if one.id in by_assessment)
        yield _history_found(records, by_assessment[first.id], first)


def _is_history(records: Records, row: Entry) -> bool:
    """True for what tells of a parent's childhood, of another child, or of harm done, before the case."""
    if not row.dated or row.scope == "after" or row.kind == "assessment_completed":
        return False
    own = records.services.type_of(row.agency) == CHILDRENS_SERVICES
    if not own and records.told(row, CHILDRENS_SERVICES):
        return False
    from_old_files = "record" in row.whose_account or names("old_files", row.text)
    if (not own or from_old_files) and names("history", row.text):
        return records.family.concerns_home(row) or row.kind in OF_EARLIER_YEARS
    born = records.case.born.earliest
    of_others = bool(row.people) and not records.names_child(row)
    if row.kind in OF_EARLIER_YEARS and row.scope == "before" and row.significance in SERIOUS:
        return True  # what a child went through before the years under review is history, too
    return row.kind in OF_EARLIER_YEARS and of_others and born is not None and row.last < born


def _history_found(records: Records, known: Sequence[Entry], assessment: Entry) -> Found:
    label = records.services.label
    cited = tuple(known[:HISTORY_CITED])
    why = (
        f"{listed(dict.fromkeys(label(row.agency) for row in known))} "
        f"{'records' if len({row.agency for row in known}) == 1 else 'record'} something of earlier years in "
        f"{counted(len(known), 'entry', 'entries')} {together(known)}. The next assessment, "
        f"{assessment.id} {when(assessment)}, does not name it."
    )
    return Found(
        (*cited, assessment), why, ask=(assessment.agency,), searched=(known[0].first, assessment.last),
        strength="weaker", title="Known history not named in the next assessment",
    )  # fmt: skip
