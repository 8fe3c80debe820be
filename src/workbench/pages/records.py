"""What the explore page says of entries that belong together: partners, further records, differences.

Everything here is worked out for the entry or the place that was chosen, and for nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from workbench.chronology import Case, Contradiction, why
from workbench.chronology.side_by_side import (
    contradictions_among,
    differences,
    records_beside,
    records_in_question,
    records_of_event,
)
from workbench.pages.views import agency_label, cited
from workbench.vocabulary.sentences import counted

MOST_LISTED = 40
"""Places where records differ that are listed at once."""

Places = Mapping[str, Contradiction]


def together(case: Case, places: Places, id: str) -> dict[str, Any]:
    """Return what belongs together with one entry, and why the workbench thinks so."""
    partners = case.entries.at[id, "paired_with"]
    event = records_of_event(case, id)
    further = [other for other in event if other not in (id, *partners)]
    beside = records_beside(case, id)
    return {
        "paired": _with_reasons(case, id, partners, event),
        "also": _with_reasons(case, id, further, event),
        "also_by": by_agencies(case, further),
        "beside": side_by_side(case, beside) if len(beside) > 1 else None,
        "differ": _listed(case, _among(case, places, beside)),
    }


def by_agencies(case: Case, ids: Sequence[str]) -> str:
    """Return whose records they are: "Police, School"."""
    return ", ".join(dict.fromkeys(agency_label(case, case.entries.at[id, "agency"]) for id in ids))


def _with_reasons(case: Case, id: str, others: Sequence[str], event: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {
            **other,
            "why": why(case.entries, id, other["id"], agencies=case.agencies, people=case.people),
            "same": other["id"] in event,
        }
        for other in cited(case, others)
    ]


def side_by_side(case: Case, ids: Sequence[str]) -> dict[str, Any]:
    """Return the table of what several entries say."""
    rows = []
    for row in differences(case, ids):
        cells = [
            {"text": text, "suggested": suggested}
            for text, suggested in zip(row.values, row.suggested, strict=True)
        ]
        rows.append({"field": row.field, "cells": cells, "differs": row.differs, "found": row.found})
    return {"records": cited(case, ids), "rows": rows}


def _among(case: Case, places: Places, ids: Sequence[str]) -> dict[str, Contradiction]:
    among = set(contradictions_among(case, ids))
    return {place: one for place, one in places.items() if one in among}


def _listed(case: Case, places: Places) -> list[dict[str, str]]:
    when = {row["id"]: row["when"] for row in cited(case, [one.ids[0] for one in places.values()])}
    return [{"id": id, "why": one.why, "when": when[one.ids[0]]} for id, one in places.items()]


def listed_places(case: Case, places: Places, lit: Sequence[str] | None = None) -> dict[str, Any]:
    """Return the places where records differ: of all entries, or of those that are lit."""
    within = None if lit is None else set(lit)
    shown = {id: one for id, one in places.items() if within is None or not within.isdisjoint(one.ids)}
    first = dict(islice(shown.items(), MOST_LISTED))
    return {
        "heading": counted(len(shown), "place where records differ", "places where records differ"),
        "places": _listed(case, first),
        "more": len(shown) - len(first),
    }


def place(case: Case, one: Contradiction) -> dict[str, Any]:
    """Return one place where records differ, with its records side by side."""
    ids = records_in_question(case, one)
    return {
        "field": one.field,
        "why": one.why,
        "beside": side_by_side(case, ids),
    }
