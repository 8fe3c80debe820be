"""What the grid shows, as plain values for the browser: rows, offers, progress, and changed entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

import numpy as np

from workbench.case.answers import codes_in
from workbench.case.decision_lines import Decision
from workbench.chronology import Case
from workbench.chronology.carried import Waiting
from workbench.coding.own_words import AS_WRITTEN
from workbench.coding.suggest import SEVERAL
from workbench.intake.dates import long_day
from workbench.pages.confirm_codes import CONFIRMED, FIELDS, LABELS, STATED, SUGGESTED, CodeGrid
from workbench.pages.views import agency_label, code_label, rows_of, when_in_words
from workbench.vocabulary.sentences import counted

TEXTS = (("event", ""), ("response", "Response"), ("comment", "Comment"))
MOST_WORDS = 400
"""Words of a cell within which a change is looked for; longer ones are shown whole."""


def choices(case: Case, known: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return for each field its name, whether it holds several codes, and the codes to choose from."""
    return {
        field: {
            "label": LABELS[field],
            "several": field in SEVERAL,
            "codes": [{"code": code, "label": code_label(case, field, code)} for code in known[field]],
        }
        for field in FIELDS
    }


def rows(grid: CodeGrid, places: np.ndarray) -> list[dict[str, Any]]:
    """Return the entries at some places with their words and codes."""
    found = []
    for place, row in zip(map(int, places), rows_of(grid.case.entries.iloc[places]), strict=True):
        found.append(
            {
                "id": row["id"],
                "when": when_in_words(row),
                "agency": agency_label(grid.case, row["agency"]),
                "line": f"{row['file']}{row['part'] and ', ' + row['part']}, row {row['line']}",
                "texts": [*_as_written(row), *_texts(row)],
                "cells": [cell(grid, place, field, row["because"]) for field in FIELDS],
                "waiting": len(grid.waiting_at(place)),
            }
        )
    return found


def _texts(row: Mapping[str, Any]) -> list[dict[str, str]]:
    return [{"name": label, "text": row[name]} for name, label in TEXTS if row[name].strip()]


def _as_written(row: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the agency's own words under a coded heading, which suggest codes as its other words do."""
    return [{"name": name, "text": text} for name, text in row["others"].items() if name.endswith(AS_WRITTEN)]


def cell(grid: CodeGrid, place: int, field: str, because: Mapping[str, str]) -> dict[str, Any]:
    """Return one field of one entry: its codes, what they stand on, and the words behind the suggestion."""
    codes, state = grid.codes[field][place], grid.state[field][place]
    suggested = grid.base[field][place] if grid.base_state[field][place] == SUGGESTED else ()
    words = [because.get(f"{field}:{code}", because.get(field, "")) for code in suggested]
    one = grid.decided.get((place, field))
    return {
        "field": field,
        "state": state,
        "codes": [{"code": code, "label": code_label(grid.case, field, code)} for code in codes],
        "words": list(dict.fromkeys(filter(None, words))),
        "by": by_in_words(one) if one else "",
        "was": _was(grid, place, field) if state == CONFIRMED else "",
    }


def _was(grid: CodeGrid, place: int, field: str) -> str:
    """Say what was there before a correction; "" where the same was confirmed."""
    codes, state = grid.base[field][place], grid.base_state[field][place]
    if codes == grid.codes[field][place] or state not in (STATED, SUGGESTED):
        return ""
    return f"{state}: {labels(grid.case, field, codes)}"


def labels(case: Case, field: str, codes: Iterable[str]) -> str:
    """Return codes in words, "none" where there are none."""
    return ", ".join(code_label(case, field, code) for code in codes) or "none"


def by_in_words(one: Decision) -> str:
    """Return who decided and when: "Ann, 25 November 2026"."""
    try:
        day = long_day(datetime.fromisoformat(one.when).astimezone().date())
    except ValueError:
        day = one.when  # written by hand
    return f"{one.who or 'somebody'}, {day}"


def offers(grid: CodeGrid, field: str, places: np.ndarray) -> list[dict[str, Any]]:
    """Return what can be accepted in one go: each suggestion of a field, the most frequent first."""
    label = LABELS[field].lower()
    return [
        {
            "codes": list(codes),
            "label": f"{labels(grid.case, field, codes)} ({count})",
            "count": count,
            "button": f"Accept {count:,} of {of:,} suggestion{'' if of == 1 else 's'} of {label} "
            f"{labels(grid.case, field, codes)}",
        }
        for codes, count, of in grid.alike(field, places)
    ]


def undo_in_words(case: Case, grid: CodeGrid, step: Sequence[Decision]) -> str:
    """Say what undo would take back, "" where there is nothing."""
    if not step:
        return ""
    first = step[0]
    place = grid.place_of.get((first.key[0], first.key[1]))
    if len(step) == 1 and place is not None:
        field = first.key[2]
        what = f"{LABELS.get(field, field).lower()} of {case.entries.index[place]}"
        return f"{what}: {labels(case, field, codes_in(first)) if first.value else 'taken back'}"
    return counted(len(step), "code")


# Entries that a corrected file changed


def changed_entries(case: Case, found: Sequence[Waiting]) -> list[dict[str, Any]]:
    """Return the entries of older files about which people decided, beside what became of them."""
    return [_changed_entry(case, one) for one in found]


def _changed_entry(case: Case, one: Waiting) -> dict[str, Any]:
    row = one.row
    codes = [
        {
            "field": LABELS.get(field, field),
            "codes": labels(case, field, codes_in(decision)),
            "by": by_in_words(decision),
        }
        for field, decision in one.codings.items()
    ]
    if one.date is not None:
        codes.append({"field": "Date", "codes": one.date or "not known", "by": ""})
    return {
        "key": [one.agency, one.key],
        "what": f"{agency_label(case, one.agency)}: {_became(one)}",
        "carries": one.changed,
        "codes": codes,
        "differs": [
            {"column": diff.column, **dict(zip(("old", "new"), _marked(diff.old, diff.new), strict=True))}
            for diff in (row.differs if row else ())
        ],
        "words": [text for text in (one.words or {}).values() if text.strip()] if not one.changed else [],
    }


def _became(one: Waiting) -> str:
    if one.row is None:
        return "an entry of an older file, which the case no longer holds"
    if one.row.new is None:
        return f"was entry {one.row.old}, is no longer there"
    if one.row.new == one.row.old:
        return f"entry {one.row.new}"
    return f"was entry {one.row.old}, is now entry {one.row.new}"


def _marked(old: str, new: str) -> tuple[list[list[Any]], list[list[Any]]]:
    """Return two texts in pieces, each with whether it is different: [["Call about ", False], …]."""
    olds, news = old.split(), new.split()
    if len(olds) > MOST_WORDS or len(news) > MOST_WORDS:
        return [[old, False]], [[new, False]]
    sides: tuple[list[list[Any]], list[list[Any]]] = ([], [])
    for what, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        for side, words in zip(sides, (olds[a:b], news[c:d]), strict=True):
            if words:
                side.append([f"{' '.join(words)} ", what != "equal"])
    for side in sides:
        if side:
            side[-1][0] = side[-1][0].rstrip()
    return sides
