"""Who told whom: done, denied, planned, refused, chased, in lists and twice denied."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from test_coding_suggest import EVERY_TYPE, FAMILY, table

from workbench.coding import suggest

with Path(__file__).with_name("coding_messages.csv").open(encoding="utf-8", newline="") as file:
    SAID = list(csv.DictReader(file))


@pytest.fixture(scope="module")
def read() -> dict[tuple[str, str], tuple[set[str], set[str]]]:
    """Return for every entry of the file the agencies that its words say were told and heard from."""
    entries = table(*({"agency": row["agency"], "event": row["event"]} for row in SAID))
    found = suggest(entries, EVERY_TYPE, FAMILY)
    flows = zip(found["told"], found["heard_from"], strict=True)
    return {
        (row["agency"], row["event"]): (set(told), set(heard))
        for row, (told, heard) in zip(SAID, flows, strict=True)
    }


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row['agency']}: {row['event']}") for row in SAID])
def test_who_told_whom(row, read):
    """The file holds the whole answer: what is not named there was told to nobody."""
    told, heard = (set(filter(None, row[name].split(";"))) for name in ("told", "heard_from"))
    assert read[row["agency"], row["event"]] == (told, heard)
