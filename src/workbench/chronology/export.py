"""The chronology and the check as the plain structures that other programs read."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from workbench.case import Problem, When
from workbench.chronology.age import age_text
from workbench.chronology.case import Case

_LISTS = (
    "told", "heard_from", "people", "topics", "whose_account", "paired_with", "same_as", "suggested",
    "planned",
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
        "line": int(row["line"]),
        "earliest": earliest.isoformat() if earliest else None,
        "latest": latest.isoformat() if latest else None,
        "time": row["clock"] or row["time"],
        "end_date_text": row["end_date"],
        **{name: row[name] for name in _TEXTS},
        **{name: list(row[name]) for name in _LISTS},
        "because": dict(row["because"]),
        "age": age_text(born, earliest, latest),
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
    files = []
    problems: dict[str, list[Problem]] = {}
    for problem in case.problems:
        problems.setdefault(problem.file, []).append(problem)
    for timeline in case.timelines:
        own = case.entries.loc[case.entries["agency"] == timeline.agency]
        undated = list(own["scope"]).count("undated")
        files.append(
            {
                "file": timeline.file,
                "agency": timeline.agency,
                "rows": timeline.rows,
                "entries": len(timeline),
                "dated": len(timeline) - undated,
                "assumed": sum(map(bool, own["assumption"])),
                "undated": undated,
                "columns": dict(timeline.columns),
                "above": list(timeline.above),
                "problems": [_problem(problem) for problem in problems.get(timeline.file, ())],
            }
        )
    names = {timeline.file for timeline in case.timelines}
    return {
        "case": case.folder.title,
        "files": files,
        "problems": problems_as_json(p for p in case.problems if p.file not in names),
    }


def problems_as_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems with the file that each is in."""
    return [{"file": problem.file, **_problem(problem)} for problem in problems]


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "row": problem.row,
        "column": problem.column,
        "problem": problem.problem,
        "remedy": problem.remedy,
    }
