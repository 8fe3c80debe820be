"""PP2: an expected response that is on record, with the time that it took."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.gaps.answers import Answers, working_days_taken
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import Answer, Answered, Found, LeftOut, Pattern, Unknown, detector
from workbench.gaps.records import Records
from workbench.standards import Rule
from workbench.vocabulary.sentences import counted, listed

NO_INTERVAL = "the response stands in the same row, has no date, or is later than the standard names"
_Timed = tuple[Answered, tuple[int, int]]


@detector(
    "PP2",
    "response-in-time",
    "Expected response found in time",
    question="What made this response possible at the time, and what would make it usual?",
    caveats=(
        "That a response is on record says that it came, not what it changed.",
        "The standard cited may have been written after the events.",
        "Two records that seem to belong together may be about different things.",
    ),
    reads_answers=True,
)
def response_in_time(records: Records, answers: Answers, *, rows_cited: int = 3) -> Iterator[Answer]:
    """Find expected responses that are on record, with their intervals.

    Looks for: what the other patterns of this run asked after and found in time, where guidance
    expects it and both dates are known. One pattern and standard is one point, with how many were
    looked for and how many found; the first ``rows_cited`` of them are cited.
    Could also mean: the two records are about different things.
    Cannot see: responses that no pattern looks for, and what a response changed.
    """
    for pattern, given in answers:
        if pattern.positive:
            continue
        by_standard: dict[tuple[str, ...], list[Answered]] = {}
        for answer in given:
            if isinstance(answer, Answered):
                by_standard.setdefault(_standards(pattern, answer), []).append(answer)
        for ids, found in by_standard.items():
            yield from _of_one(records, pattern, ids, found, given, rows_cited)


def _standards(pattern: Pattern, answer: Answered) -> tuple[str, ...]:
    """Return the standards of an answer: its pattern's where it names none, () where none speaks of it."""
    return pattern.standards if answer.standards is None else answer.standards


def _of_one(
    records: Records,
    pattern: Pattern,
    ids: tuple[str, ...],
    found: Sequence[Answered],
    given: Sequence[Answer],
    rows_cited: int,
) -> Iterator[Answer]:
    """Yield what was found in time for one standard of a pattern, as one point."""
    timed: list[_Timed] = []
    for answer in found:
        rule = records.rule(ids, answer.entries[-1].earliest) if ids else None
        taken = working_days_taken(records, answer)
        if rule is None:
            continue
        if taken is not None and _meets(rule, answer, taken):
            timed.append((answer, taken))
        else:
            yield LeftOut(answer.entries, NO_INTERVAL)
    if timed:
        timed.sort(key=lambda one: one[0].entries[0].at)
        yield _found(pattern, ids, timed, len(found), given, rows_cited)


def _meets(rule: Rule, answer: Answered, taken: tuple[int, int]) -> bool:
    """True if a response came within the standard's figure, also at the longest; or if it has none."""
    standard = rule.standard
    if standard.within is None or standard.within < 0:
        return True
    if standard.unit == "working_days":
        return taken[1] <= standard.within
    if standard.unit == "calendar_days":
        by = _response(answer)
        return (by.last - answer.entries[-1].first).days <= standard.within
    return True


def _response(answer: Answered) -> Entry:
    """Return the row that is the response, of an answer whose response is another row."""
    return next(entry for entry in answer.by if entry not in answer.entries)


def _found(
    pattern: Pattern,
    ids: tuple[str, ...],
    timed: Sequence[_Timed],
    answered: int,
    given: Sequence[Answer],
    rows_cited: int,
) -> Found:
    cited = timed[:rows_cited]
    intervals = [
        f"{answer.entries[-1].id} to {_response(answer).id} ({_days_words(*taken)})"
        for answer, taken in cited
    ]
    asked = sum(isinstance(answer, Found) for answer in given)
    unknown = sum(isinstance(answer, Unknown) for answer in given)
    why = (
        f'"{pattern.title}" ({pattern.pattern}) found the expected response on record '
        f"{counted(answered, 'time')}, {len(timed)} of them with its interval: {listed(intervals)}"
        f"{f', and {len(timed) - len(cited)} more' if len(timed) > len(cited) else ''}. "
        f"Beside them the same pattern has {counted(asked, 'point')} to explore"
        f"{f' and {unknown} not known' if unknown else ''}."
    )
    entries = dict.fromkeys(entry for answer, _ in cited for entry in (answer.entries[-1], _response(answer)))
    return Found(tuple(entries), why, standards=ids)


def _days_words(least: int, most: int) -> str:
    """Return an interval as it stands in a sentence: "the same day", "2 working days"."""
    if most == 0:
        return "within the same working day"
    return counted(most, "working day") if least == most else f"{least} to {most} working days"
