"""The chronology and the check as the plain structures that other programs read."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

import pandas as pd

from workbench.case import Problem, When
from workbench.chronology.age import age_text
from workbench.chronology.case import Case
from workbench.chronology.dating import DateQuestion
from workbench.chronology.report import FileReport, file_reports

_LISTS = (
    "told", "heard_from", "people", "topics", "whose_account", "paired_with", "same_as", "suggested",
    "confirmed", "planned",
)  # fmt: skip
_TEXTS = (
    "agency", "file", "edtf", "date_text", "precision", "assumption", "source", "event", "response",
    "comment", "kind", "kind_state", "child_seen", "outcome", "significance", "mode", "service",
    "reference", "scope",
)  # fmt: skip


def as_day(value: Any) -> date | None:
    """Return a table's time stamp as a date, None for an open end."""
    stamp = pd.Timestamp(value)
    return stamp.date() if isinstance(stamp, pd.Timestamp) else None


def entry_as_json(case: Case, id: str) -> dict[str, Any]:
    """Return one entry with the design's field names; dates as "YYYY-MM-DD" or None."""
    return _entry(id, case.entries.loc[id].to_dict(), case.born)


def _entry(id: str, row: Mapping[Hashable, Any], born: When) -> dict[str, Any]:
    earliest, latest = as_day(row["earliest"]), as_day(row["latest"])
    return {
        "id": id,
        "row": int(row["row"]),
        "part": row["part"],
        "line": int(row["line"]),
        "earliest": earliest.isoformat() if earliest else None,
        "latest": latest.isoformat() if latest else None,
        "time": row["clock"] or row["time"],
        "end_date_text": row["end_date"],
        **{name: row[name] for name in _TEXTS},
        **{name: list(row[name]) for name in _LISTS},
        "because": dict(row["because"]),
        "age": age_text(born, earliest, latest, written=row["date_text"]),
        "others": dict(row["others"]),
    }


def select(
    case: Case, *, since: date | None = None, until: date | None = None, agency: str | None = None
) -> pd.DataFrame:
    """Return the entries that could fall in a window; undated ones stay unless a window is given."""
    entries = case.entries
    keep = pd.Series(True, index=entries.index)
    if since or until:
        keep &= entries["scope"] != "undated"
    if since:
        keep &= ~(entries["latest"] < pd.Timestamp(since))
    if until:
        keep &= ~(entries["earliest"] > pd.Timestamp(until))
    if agency:
        keep &= entries["agency"] == agency
    return entries.loc[keep]


def chronology_as_json(
    case: Case, *, since: date | None = None, until: date | None = None, agency: str | None = None
) -> dict[str, Any]:
    """Return the merged chronology in order, as the design's JSON."""
    chosen = select(case, since=since, until=until, agency=agency)
    rows = zip(chosen.index, chosen.to_dict("records"), strict=True)
    inside = set(chosen.index)
    return {
        "entries": [_entry(id, row, case.born) for id, row in rows],
        "of": len(case.entries),
        "contradictions": [
            {"ids": list(one.ids), "field": one.field, "values": list(one.values), "why": one.why}
            for one in case.contradictions
            if not inside.isdisjoint(one.ids)
        ],
    }


def check_as_json(case: Case) -> dict[str, Any]:
    """Return per file what was read and what was not."""
    names = {timeline.file for timeline in case.timelines}
    return {
        "case": case.folder.title,
        "files": [_file(report) for report in file_reports(case)],
        "problems": problems_as_json(p for p in case.problems if p.file not in names),
    }


def _file(report: FileReport) -> dict[str, Any]:
    return {
        "file": report.file,
        "format": report.format,
        "agency": report.agency,
        "rows": report.rows,
        "entries": report.entries,
        "dated": report.dated,
        "assumed": report.assumed,
        "undated": report.undated,
        "columns": dict(report.columns),
        "matches": {heading: asdict(match) for heading, match in report.matches.items()},
        "above": list(report.above),
        "without_source": len(report.without_source),
        "months_without_entries": list(report.months_without_entries),
        "date_questions": [_date_question(question) for question in report.date_questions],
        "problems": [_problem(problem) for problem in report.problems],
    }


def _date_question(question: DateQuestion) -> dict[str, Any]:
    return {
        name: getattr(question, name)
        for name in ("row", "part", "line", "column", "text", "read_as", "likely", "why")
    }


def problems_as_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems with the file that each is in."""
    return [{"file": problem.file, **_problem(problem)} for problem in problems]


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "part": problem.part,
        "row": problem.row,
        "column": problem.column,
        "problem": problem.problem,
        "remedy": problem.remedy,
    }
