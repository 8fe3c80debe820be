"""How often suggestions are right on entries that were read while the rules were written.

A change that loses is seen here. What to expect of entries that nobody has read
is measured by ``benchmarks/coding.py``; the halves "held" are not read in tests.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from workbench.case import Agency, Person
from workbench.coding import suggest
from workbench.coding.suggest import SEVERAL
from workbench.vocabulary import AGENCY_TYPES, agency_type_of

HERE = Path(__file__).parent
AGENCIES = {slug: Agency(slug, kind.label, slug, kind.organisation) for slug, kind in AGENCY_TYPES.items()}
FAMILY = (
    Person("mother", "Mother", role="mother"),
    Person("father", "Father", role="father"),
    Person("child", "Child A", role="subject child", subject=True),
    Person("sibling", "Sibling 1", role="sibling"),
    Person("mgm", "MGM", role="maternal grandmother"),
    Person("pgm", "PGM", role="paternal grandmother"),
    Person("mp", "Mother's partner", role="mother's partner"),
)


def measured(name: str, fields: tuple[str, ...]) -> dict[str, tuple[float, float]]:
    """Return precision and recall of each field on the entries of a file that may be read."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("half", "write") == "write"]
    cells = {cell: [row.get(cell, "") for row in rows] for cell in ("event", "response")}
    types = [row["agency"] if row["agency"] in AGENCIES else agency_type_of(row["agency"]) for row in rows]
    found = suggest(pd.DataFrame({"agency": types, **cells, "comment": "", "source": ""}), AGENCIES, FAMILY)
    figures = {}
    for field in fields:
        right = made = wanted = 0
        for row, value in zip(rows, found[field], strict=True):
            labels = set(filter(None, row[field].split(";")))
            codes = set(value) if field in SEVERAL else {value} - {""}
            right, made, wanted = right + len(labels & codes), made + len(codes), wanted + len(labels)
        figures[field] = (right / made, right / wanted)
    return figures


@pytest.mark.parametrize(
    ("name", "floors"),
    [
        (
            "coding_labelled.csv",
            {
                "kind": (0.94, 0.9),
                "told": (0.95, 0.92),
                "heard_from": (0.9, 0.89),
                "topics": (0.9, 0.95),
                "child_seen": (0.75, 0.82),
                "mode": (0.86, 0.89),
                "whose_account": (0.75, 0.84),
                "outcome": (0.8, 0.88),
                "people": (0.9, 0.9),
            },
        ),
        (
            "coding_labelled_second.csv",
            {
                "kind": (0.94, 0.9),
                "told": (0.95, 0.91),
                "heard_from": (0.95, 0.9),
                "topics": (0.87, 0.88),
                "child_seen": (0.7, 0.6),
                "mode": (0.78, 0.72),
                "whose_account": (0.8, 0.62),
                "people": (0.85, 0.86),
            },
        ),
        ("coding_labelled_a.csv", {"kind": (0.93, 0.91), "told": (0.97, 0.94)}),
        ("coding_labelled_b.csv", {"kind": (0.94, 0.92), "told": (0.95, 0.93)}),
        ("coding_labelled_c.csv", {"kind": (0.94, 0.91), "told": (0.9, 0.72)}),
        ("coding_labelled_d.csv", {"kind": (0.94, 0.91), "told": (0.83, 0.66)}),
        ("coding_kinds.csv", {"kind": (0.94, 0.91)}),
    ],
)
def test_no_field_falls_below_what_was_reached(name, floors):
    """Precision and recall of each field, against the floor that the last change left."""
    figures = measured(name, tuple(floors))
    below = {
        field: figures[field]
        for field, floor in floors.items()
        if figures[field][0] < floor[0] or figures[field][1] < floor[1]
    }
    assert below == {}
