"""Everything that people decided about a case, beside what the agencies sent.

coding.csv     codes that were confirmed or corrected
columns.csv    what the headings of a timeline mean
dates.csv      what a date as written means
glossary.csv   whom or what a word stands for
intervals.csv  from when to when a status, involvement, household or coverage held
points.csv     what became of a point to explore, as an older version of the workbench kept it

Each is a file of decisions (`workbench.case.decisions_file`): added to, never
rewritten, with who and when on every line. points.csv is only read: what became
of a point is in the journal, which takes over what the file says
(`workbench.enquiry.decisions`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from workbench.case.decision_history import History
from workbench.case.decision_lines import NOTHING, Decision, Form, problem_in
from workbench.case.decisions_file import append_decisions
from workbench.case.model import Problem, in_short

CODING = Form("coding.csv", ("agency", "entry", "row", "field"), "codes", ("row",))
COLUMNS = Form("columns.csv", ("agency", "heading"), "field")
DATES = Form("dates.csv", ("agency", "entry", "row", "text"), "meaning", ("row", "text"))
GLOSSARY = Form("glossary.csv", ("word",), "means")
INTERVALS = Form("intervals.csv", ("sort", "name", "whose", "known_by", "row"), "dates", ("row",))
POINTS = Form("points.csv", ("pattern", "settings", "rows", "content", "reason"), "state", ("reason",))
FORMS = (CODING, COLUMNS, DATES, GLOSSARY, POINTS, INTERVALS)

CodingKey = tuple[str, str, str]
"""Agency, key of the entry (`workbench.intake.identity`), field."""

PointKey = tuple[str, str, str, str]
"""Pattern, its settings, the rows it rests on, and what stands in them.

If one of them changes, it is another point: rows alone would not do, since a corrected timeline
can put another entry into the same row.
"""

STATES = ("to explore", "explained", "not relevant", "to the learning event", "learning point")
"""What points.csv can say of a point to explore."""


@dataclass(frozen=True)
class Answers:
    """What counts now, of all that people decided about one case."""

    codings: Mapping[CodingKey, Decision] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By agency: heading -> the field that somebody chose, "" for none."""
    dates: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(agency, key of the entry) -> the date that somebody gave, "" where nobody knows it."""
    glossary: Mapping[str, str] = field(default_factory=dict)
    """A word as written -> "person:ID", "agency:slug", or "" where it means nobody."""
    intervals: Mapping[tuple[str, ...], Decision] = field(default_factory=dict)
    """(sort, name, whose, known by) -> the dates that somebody gave an interval; see
    `workbench.chronology.intervals`."""
    points: Mapping[PointKey, Decision] = field(default_factory=dict)
    """What points.csv says became of a point; its reason is the decision's only note."""
    problems: tuple[Problem, ...] = ()


def read_answers(folder: Path) -> Answers:
    """Return what people decided about the case in a folder; what cannot be used is in ``problems``."""
    codings, columns, dates, glossary, points, intervals = (History.read(folder, form) for form in FORMS)
    by_agency: dict[str, dict[str, str]] = {}
    for (agency, heading), one in columns.now.items():
        by_agency.setdefault(agency, {})[heading] = _said(one)
    decided, unknown = _points(points)
    return Answers(
        codings={(agency, entry, name): one for (agency, entry, name), one in codings.now.items()},
        columns=by_agency,
        dates={(agency, entry): _said(one) for (agency, entry), one in dates.now.items()},
        glossary={word: _said(one) for (word,), one in glossary.now.items()},
        intervals=intervals.now,
        points=decided,
        problems=(
            *(
                problem
                for history in (codings, columns, dates, glossary, points, intervals)
                for problem in history.problems
            ),
            *unknown,
        ),
    )


def _points(history: History) -> tuple[dict[PointKey, Decision], list[Problem]]:
    """Return what became of points, and a problem for each state that there is not."""
    decided: dict[PointKey, Decision] = {}
    unknown: list[Problem] = []
    for (pattern, settings, rows, content), one in history.now.items():
        if one.value in STATES:
            decided[(pattern, settings, rows, content)] = one
        else:
            problem = f'There is no state "{in_short(one.value)}"; the line was not used.'
            remedy = f"States: {', '.join(STATES)}."
            unknown.append(problem_in(POINTS, one.line, problem, remedy, column=POINTS.value))
    return decided, unknown


def _said(one: Decision) -> str:
    return "" if one.value == NOTHING else one.value


def codes_in(one: Decision) -> tuple[str, ...]:
    """Return the codes that a line of coding.csv holds, none where it says that there are none."""
    return tuple(code for part in one.value.split(";") if (code := part.strip()) and code != NOTHING)


class Coding(NamedTuple):
    """The codes that somebody confirms for one field of one entry."""

    agency: str
    entry: str
    """The key of the entry."""
    row: int
    field: str
    codes: Sequence[str] | None
    """Empty where there is nothing to code; None takes back what was decided before."""


def confirm_codes(folder: Path, codings: Iterable[Coding], *, who: str) -> list[Decision]:
    """Keep codes as confirmed, all as one step; raise CaseError where they could not be saved."""
    lines = [
        Decision(
            (one.agency, one.entry, one.field), _kept(one.codes and "; ".join(one.codes)), (str(one.row),)
        )
        for one in codings
    ]
    return append_decisions(folder, CODING, lines, who=who)


def choose_columns(folder: Path, agency: str, fields: Mapping[str, str | None], *, who: str) -> None:
    """Keep what the headings of an agency's timeline mean: "" nothing, None as it was found."""
    lines = [Decision((agency, heading), _kept(meant)) for heading, meant in fields.items()]
    append_decisions(folder, COLUMNS, lines, who=who)


class DateGiven(NamedTuple):
    """What somebody says that an entry's date means."""

    agency: str
    entry: str
    row: int
    text: str
    """The date as the agency wrote it."""
    meaning: str | None
    """A date as it can be read, "" where nobody knows it; None takes back what was given before."""


def give_dates(folder: Path, dates: Iterable[DateGiven], *, who: str) -> None:
    """Keep the dates that somebody gave for entries."""
    lines = [Decision((one.agency, one.entry), _kept(one.meaning), (str(one.row), one.text)) for one in dates]
    append_decisions(folder, DATES, lines, who=who)


def explain_words(folder: Path, words: Mapping[str, str | None], *, who: str) -> None:
    """Keep what words stand for in this case: "" nobody, None takes back what was said before."""
    lines = [Decision((word,), _kept(means)) for word, means in words.items()]
    append_decisions(folder, GLOSSARY, lines, who=who)


class IntervalGiven(NamedTuple):
    """From when to when somebody says that an interval held."""

    sort: str
    name: str
    whose: str
    """Ids of people with semicolons between, or the agency."""
    known_by: str
    """The entry that shows its beginning ("police k1f3..."), or its first day ("from 2018-10-01")."""
    row: str
    """The entry as people find it ("police:14"), or ""."""
    dates: str | None
    """"from 1 October 2018 until March 2019", "" where there was none; None takes back what was said."""


def give_intervals(folder: Path, given: Iterable[IntervalGiven], *, who: str) -> list[Decision]:
    """Keep what somebody says of intervals, all as one step."""
    lines = [
        Decision((one.sort, one.name, one.whose, one.known_by), _kept(one.dates), (one.row,)) for one in given
    ]
    return append_decisions(folder, INTERVALS, lines, who=who)


def _kept(meant: Sequence[str] | None) -> str:
    return "" if meant is None else str(meant or NOTHING)
