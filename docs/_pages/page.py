"""One page: what a pattern looks for, what it leans on, and its example, as Markdown."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from docs._pages.examples import Example, Searched
from docs._pages.lanes import Mark, lanes
from docs._pages.words import cell, settings_table, standards_table, with_numbers
from workbench.chronology import Case
from workbench.gaps import Pattern
from workbench.gaps.pattern import HEADS
from workbench.gaps.wording import span_words
from workbench.pages.views import agency_label, code_label
from workbench.standards import standards
from workbench.vocabulary.sentences import counted, listed

CODES = (
    ("kind", ""), ("told", "told: "), ("heard_from", "heard from: "), ("topics", "about: "),
    ("child_seen", "child: "), ("whose_account", ""), ("outcome", "outcome: "), ("significance", "graded: "),
    ("mode", "how: "),
)  # fmt: skip
"""The codes that a table shows beside an entry's words, each with what stands before it."""


def markdown(pattern: Pattern, example: Example, others: Sequence[Pattern]) -> str:
    """Return the page of a pattern."""
    return "\n".join(
        [
            f"# {pattern.pattern} {pattern.title}",
            "",
            f"> {pattern.question}",
            "",
            with_numbers(pattern.definition, pattern.settings),
            "",
            *(f"- **{head}:** {with_numbers(pattern.said(head), pattern.settings)}" for head in HEADS),
            "",
            "## What would make it a false alarm",
            "",
            *(f"- {cell(caveat)}" for caveat in pattern.caveats),
            "",
            "## An example",
            "",
            *_example(pattern, example),
            "",
            "## Guidance it leans on",
            "",
            *_guidance(pattern),
            "",
            "## Settings",
            "",
            *settings_table(pattern),
            "",
            "---",
            "",
            _foot(pattern, others),
            "",
        ]
    )


def drawing(pattern: Pattern, example: Example) -> str:
    """Return the lanes of a pattern's example as SVG."""
    case, [gap] = example.spoken.case, example.spoken.gaps
    rows = _rows(case)
    marks = [
        Mark(number, row["agency"], _day(row["earliest"]), _day(row["latest"]), row["id"] in gap.events)
        for number, row in enumerate(rows, 1)
    ]
    cited = [f"{mark.number}" for mark in marks if mark.cited]
    are = "is" if len(cited) == 1 else "are"
    told = f"{_whose(case)} on a time axis. {listed(cited)} {are} cited. {gap.why}"
    labels = {slug: agency.label for slug, agency in case.agencies.items()}
    order = dict.fromkeys(row["agency"] for row in rows)
    return lanes(
        marks,
        labels={slug: labels[slug] for slug in order},
        window=example.spoken.window,
        title=f"{pattern.pattern}: {pattern.title}",
        told=told,
    )


def _example(pattern: Pattern, example: Example) -> list[str]:
    case, [gap] = example.spoken.case, example.spoken.gaps
    alone = "" if gap.title == pattern.title else f" Its title is “{gap.title}”."
    none = "none of the standards below speaks of these entries." if pattern.standards else "none."
    guidance = cell(gap.standard) or none
    return [
        f"Invented: {_whose(case)}. Filled marks are the entries that the pattern cites.",
        "",
        f"![{cell(gap.title)}: the lanes of {_whose(case)}]({pattern.pattern}.svg)",
        "",
        *_numbered(case, gap.events),
        "",
        f"**What the pattern says.**{alone}",
        "",
        f"> {cell(gap.why)}",
        "",
        f"**Guidance cited:** {guidance}",
        "",
        *([f"**What could be looked at:** {cell(gap.coverage)}", ""] if gap.coverage else []),
        "### A near miss",
        "",
        *_near_miss(example),
    ]


def _near_miss(example: Example) -> list[str]:
    before, case = example.spoken.case, example.quiet.case
    new = set(case.entries.index) - set(before.entries.index) if example.added else set(case.entries.index)
    more = f"The same case with {'one more entry' if len(new) == 1 else f'{len(new)} more entries'}"
    return [
        f"{more if example.added else 'Another case'}: {cell(example.near_miss)}.",
        "",
        *_table(case, new),
        "",
        f"**Finds nothing:** {_quiet_words(example.quiet, new)}",
    ]


def _quiet_words(quiet: Searched, new: set[str]) -> str:
    """Say why nothing was found: what answered, what could not be judged, or that there was nothing to ask.

    Where entries were added it is these that make the difference, and they are named.
    """
    answers = quiet.looked_at["answers"]
    by_new = [{**one, "by": [id for id in one["by"] if id in new]} for one in answers]
    answered = [_answer(quiet.case, one) for one in by_new if one["by"] and one["events"][0] not in new]
    answered = answered or [_answer(quiet.case, answer) for answer in answers]
    if answered:
        return f"{'; '.join(dict.fromkeys(answered))}."
    left = [f"{cell(why)}" for why in quiet.looked_at["left_out"]]
    return f"{'; '.join(left)}." if left else "nothing of what it looks for is there."


def _answer(case: Case, answer: Any) -> str:
    asked = _these(case, answer["events"][:1])
    by = [id for id in answer["by"] if id != answer["events"][0]]
    if not by:
        return f"what it asks after stands in the entry of {asked} itself"
    return f"{asked} is answered by {_these(case, by)}"


def _these(case: Case, ids: Iterable[str]) -> str:
    rows = {row["id"]: row for row in _rows(case)}
    shown = [rows[id] for id in ids]
    return listed(f"{agency_label(case, row['agency'])} ({_dated(row)})" for row in shown)


def _numbered(case: Case, cited: Sequence[str]) -> list[str]:
    """Return the entries with the numbers that the drawing has."""
    rows = [
        f"| {f'**{number}**' if row['id'] in cited else number} {_table_row(case, row)}"
        for number, row in enumerate(_rows(case), 1)
    ]
    return ["| | entry | date | as it was written | codes |", "|---|---|---|---|---|", *rows]


def _table(case: Case, only: set[str]) -> list[str]:
    rows = [_table_row(case, row) for row in _rows(case) if row["id"] in only]
    return ["| entry | date | as it was written | codes |", "|---|---|---|---|", *rows]


def _table_row(case: Case, row: dict[str, Any]) -> str:
    return f"| `{row['id']}` | {_dated(row)} | {cell(row['event'])} | {cell(_codes(case, row))} |"


def _codes(case: Case, row: dict[str, Any]) -> str:
    parts = []
    for field, before in CODES:
        value = row[field]
        values = (value,) if isinstance(value, str) else tuple(value)
        words = listed(code_label(case, field, one) for one in values if one)
        if words:
            parts.append(f"{before}{words}")
    return "; ".join(parts)


def _rows(case: Case) -> list[dict[str, Any]]:
    return [{"id": id, **row} for id, row in case.entries.to_dict("index").items()]


def _dated(row: dict[str, Any]) -> str:
    return span_words(_day(row["earliest"]), _day(row["latest"]))


def _day(value: Any) -> date:
    return value.date()


def _whose(case: Case) -> str:
    labels = [agency.label for agency in case.agencies.values()]
    return f"{counted(len(case.entries), 'entry', 'entries')} of {listed(labels)}"


def _guidance(pattern: Pattern) -> list[str]:
    if not pattern.standards:
        return ["None. It reads the records only, or what the other patterns found."]
    rules = standards()
    return standards_table([rules[id] for id in pattern.standards])


def _foot(pattern: Pattern, others: Sequence[Pattern]) -> str:
    at = [other.pattern for other in others].index(pattern.pattern)
    near = [others[place].pattern for place in (at - 1, at + 1) if 0 <= place < len(others)]
    file = Path(inspect.getsourcefile(pattern.search) or "").name
    return " · ".join(
        [
            "[All patterns](README.md)",
            *(f"[{code}]({code}.md)" for code in near),
            f"the code: [{file}](../../src/workbench/gaps/{file})",
            "written by `python docs/pattern_pages.py`, not by hand",
        ]
    )
