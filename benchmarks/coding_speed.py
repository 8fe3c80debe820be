"""How fast free text is coded on one core, next to what can be compared anywhere.

    python benchmarks/coding_speed.py

The entries are put together from parts of sentences of the labelled ones. No
text comes twice, and each holds a number of its own, so nothing can be had by
remembering whole texts. Compare the last column, not the seconds: it says how
many times as long as ``str.split`` on the same texts, in the same run.

Wanted: 20,000 entries a second, coded on one core.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from coding import AGENCIES, FAMILY, Row, labelled, table

from workbench.coding import code, suggest
from workbench.coding.phrases import expand
from workbench.coding.reading import Cell
from workbench.coding.rules import read_rules
from workbench.coding.suggest import TEXTS
from workbench.coding.table import Reader, portions
from workbench.coding.words import TOKEN, words_in
from workbench.intake import FIELDS as COLUMNS

TIMES_WRITTEN = 10


def mixed(rows: Sequence[Row], entries: int) -> pd.DataFrame:
    """Return entries as long as the labelled ones, each part of a sentence from any of the same agency."""
    chance = random.Random(3)
    own_parts = [re.split(r"(?<=[.,;])\s+", row["event"]) for row in rows]
    parts: dict[str, list[str]] = {}
    responses: dict[str, list[str]] = {}
    for row, own in zip(rows, own_parts, strict=True):
        parts.setdefault(row["agency"], []).extend(own)
        responses.setdefault(row["agency"], []).append(row["response"])
    made: list[Row] = []
    for row, own in islice(cycle(zip(rows, own_parts, strict=True)), entries):
        event = " ".join(chance.choice(parts[row["agency"]]) for _ in own)
        made.append(row | {"event": event, "response": chance.choice(responses[row["agency"]])})
    return table(made, numbered=True)


def as_loaded(entries: pd.DataFrame) -> pd.DataFrame:
    """Return the entries with all columns that a loaded table has."""
    nothing = {name: "" for name in COLUMNS if name not in entries}
    return entries.assign(**nothing, file="timelines/" + entries["agency"] + ".csv", line=range(len(entries)))


def taken(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds of the processor and of the clock that some work takes."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.process_time() - processor, time.perf_counter() - clock


def any_first_word() -> re.Pattern[str]:
    """Return one pattern of the first words of all phrases: the least that any search must look for."""
    phrases = (phrase for rule in read_rules().rules for words in rule.words for phrase in expand(words))
    firsts = {re.escape(phrase[0].rstrip("*")) for phrase in phrases if phrase[0][0] not in "{#"}
    return re.compile(rf"\b(?:{'|'.join(sorted(firsts))})")


def print_speed(rows: list[Row], entries: int) -> None:
    """Print how long each way to go over the same texts takes, and where the time goes."""
    wanted = mixed(rows, entries)
    loaded = as_loaded(wanted)
    repeated = pd.concat([wanted.iloc[: entries // TIMES_WRITTEN]] * TIMES_WRITTEN, ignore_index=True)
    texts = [text for name in ("event", "response") for text in wanted[name]]
    first_word = any_first_word()
    ways: dict[str, Callable[[], object]] = {
        "str.split": lambda: [text.split() for text in texts],
        "words by one regex": lambda: [TOKEN.findall(text.lower()) for text in texts],
        "first words by one regex": lambda: [first_word.findall(text.lower()) for text in texts],
        "suggest": lambda: suggest(wanted, AGENCIES, FAMILY),
        "suggest, each ten times": lambda: suggest(repeated, AGENCIES, FAMILY),
        "code, from the words": lambda: code(loaded, AGENCIES, FAMILY),
    }
    size = sum(map(len, texts)) / entries
    print(f"\n{entries} entries of {size:.0f} characters on one core, all different")
    print(f"{'':26}{'processor':>10}{'clock':>8}{'a second':>10}{'x split':>9}")
    split = 0.0
    for name, work in ways.items():
        processor, clock = taken(work)
        split = split or processor
        print(f"{name:26}{processor:10.2f}{clock:8.2f}{entries / processor:10.0f}{processor / split:9.1f}")
    print_shares(wanted)
    print(f"most memory held: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def print_shares(wanted: pd.DataFrame) -> None:
    """Print which share each part of the work has, and how many words are new ones."""
    rows = list(portions(zip(*(wanted[name].tolist() for name in ("agency", *TEXTS)), strict=True)))
    cells = [
        [
            Cell(text, name, agency)
            for agency, *texts in some
            for text, name in zip(texts, TEXTS, strict=True)
            if text
        ]
        for some in rows
    ]
    first, second, third = (Reader(AGENCIES, FAMILY, {}) for _ in range(3))
    lexicon = first.cells.lexicon
    apart, _ = taken(lambda: [words_in([cell.text for cell in some], lexicon) for some in cells])
    read, _ = taken(lambda: [second.cells.read(list(dict.fromkeys(some))) for some in cells])
    whole, _ = taken(lambda: [third.suggestions(some) for some in rows])
    parts = {"taking apart": apart, "matching": read - apart, "deciding": whole - read}
    print("of suggest: " + ", ".join(f"{name} {part / whole:.0%}" for name, part in parts.items()))
    pieces = sum(len(cell.text.split(" ")) for some in cells for cell in some)
    new = len(lexicon.pieces) / pieces
    print(f"{new:.1%} of what stands between spaces is met for the first time")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Speed of suggested codes.")
    parser.add_argument("--entries", type=int, default=100_000, help="entries to time (default 100000)")
    print_speed(labelled(), parser.parse_args().entries)


if __name__ == "__main__":
    main()
