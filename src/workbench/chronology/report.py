"""What was read of each file, and what is left to ask the agency that sent it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from workbench.case import Problem
from workbench.chronology.case import Case
from workbench.chronology.dating import DateQuestion
from workbench.chronology.elsewhere import ToldElsewhere, told_elsewhere
from workbench.chronology.months import Stretch, months_without_entries
from workbench.intake import Timeline
from workbench.intake.columns import Match, not_understood
from workbench.intake.dates import spelled


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was read of one agency's file. Entries are named by their number, as in "police:14"."""

    file: str
    format: str
    """What the file is, in plain words: "Word document"."""
    agency: str
    label: str
    rows: int
    entries: int
    dated: int
    assumed: int
    """Entries whose date was read with an assumption."""
    undated: int
    columns: Mapping[str, str]
    """Heading -> field, "" where it is kept beside the entries."""
    matches: Mapping[str, Match]
    """For the headings that were understood: how surely, and by which known heading."""
    above: tuple[str, ...]
    """What stands above the headings and round the tables."""
    has_source: bool
    """Whether the table has a column for the source of information."""
    without_source: tuple[int, ...]
    silent: tuple[Stretch, ...]
    """The months of the period reviewed in which no entry can lie."""
    date_questions: tuple[DateQuestion, ...]
    told_elsewhere: tuple[ToldElsewhere, ...]
    problems: tuple[Problem, ...]

    @property
    def not_understood(self) -> tuple[str, ...]:
        """The headings of which it is not known what their columns hold; of "Worker" it is."""
        return not_understood(self.columns)

    @property
    def months_without_entries(self) -> tuple[str, ...]:
        """The silent stretches in words: "March to May 2018"."""
        return tuple(spelled(first, last) for first, last in self.silent)


def file_reports(case: Case) -> list[FileReport]:
    """Return the report of every file of a case, in the order of the files."""
    own: dict[str, pd.DataFrame] = {str(slug): own for slug, own in case.entries.groupby("agency")}
    problems: dict[str, list[Problem]] = {}
    for problem in case.problems:
        problems.setdefault(problem.file, []).append(problem)
    elsewhere = told_elsewhere(case)
    none = case.entries.head(0)
    return [
        _report(
            case,
            timeline,
            own.get(timeline.agency, none),
            problems.get(timeline.file, ()),
            elsewhere.get(timeline.agency, ()),
        )
        for timeline in case.timelines
    ]


def _report(
    case: Case,
    timeline: Timeline,
    own: pd.DataFrame,
    problems: Sequence[Problem],
    elsewhere: tuple[ToldElsewhere, ...],
) -> FileReport:
    undated = list(own["scope"]).count("undated")
    sources = timeline.fields.get("source")
    unsourced = [row for row, text in enumerate(sources or (), start=1) if not text.strip()]
    silent = months_without_entries(own, case.period) if case.period else ()
    return FileReport(
        file=timeline.file,
        format=timeline.format,
        agency=timeline.agency,
        label=case.agencies[timeline.agency].label,
        rows=timeline.rows,
        entries=len(timeline),
        dated=len(timeline) - undated,
        assumed=sum(map(bool, own["assumption"])),
        undated=undated,
        columns=timeline.columns,
        matches=timeline.matches,
        above=timeline.above,
        has_source=sources is not None,
        without_source=tuple(unsourced if sources is not None else range(1, len(timeline) + 1)),
        silent=silent if len(timeline) else (),
        date_questions=tuple(q for q in case.date_questions if q.agency == timeline.agency),
        told_elsewhere=elsewhere,
        problems=tuple(problems),
    )
