"""How long anonymising takes, against looking at every text once.

    python benchmarks/anonymising.py

100,000 texts of 30 words and 2,000 names, then an anonymised pack of a case of 2,000 entries and
the look into its files. Wanted: replacing names grows with the texts and not with the names.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(ROOT / "benchmarks")]

from pack import written  # noqa: E402

from workbench.anonymising import Key, Policy, anonymised_case, leaks_in, new_key, read_policy  # noqa: E402
from workbench.chronology import load_case  # noqa: E402
from workbench.pack.whole import Anonymised, make_pack  # noqa: E402

TEXTS, WORDS = 100_000, 30
NAMES = (20, 200, 2_000)
SENTENCE = "the mother said that child was seen at home on 4 May 2019 and not woken by her"


def texts(names: list[str], chance: random.Random) -> list[str]:
    """Return texts in which every twentieth word is a name."""
    common = SENTENCE.split()
    return [
        " ".join(
            chance.choice(names) if chance.random() < 0.05 else chance.choice(common) for _ in range(WORDS)
        )
        for _ in range(TEXTS)
    ]


def words() -> None:
    """Say how long texts take by the number of names."""
    chance = random.Random(1)
    all_names = ["".join(chance.choices("abcdefghilmnoprstuw", k=9)).title() for _ in range(max(NAMES))]
    said = texts(all_names, chance)
    begun = time.perf_counter()
    for text in said:
        text.lower().split()
    base = time.perf_counter() - begun
    print(f"{TEXTS:,} texts of {WORDS} words\n{'cut into words':34}{base:8.2f} s   1.0")
    for number in NAMES:
        key = Key({name: f"[name {n}]" for n, name in enumerate(all_names[:number])}, {}, 70, Policy())
        begun = time.perf_counter()
        for text in said:
            key.text(text)
        took = time.perf_counter() - begun
        print(f"{f'{number:,} names and days replaced':34}{took:8.2f} s {took / base:5.1f}")


def pack() -> None:
    """Say how long the steps of an anonymised pack take."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        folder = written(place)
        begun = time.perf_counter()
        case = load_case(folder)
        base = time.perf_counter() - begun
        print(f"\n{len(case.entries):,} entries\n{'reading the case':34}{base:8.2f} s   1.0")
        begun = time.perf_counter()
        key = new_key(case, read_policy(folder))
        _say("the key", begun, base)
        begun = time.perf_counter()
        anonymised_case(case, key)
        _say("the case anonymised", begun, base)
        begun = time.perf_counter()
        made = make_pack(folder, place / "pack", today=date(2026, 1, 1), anonymised=Anonymised())
        _say("the anonymised pack", begun, base)
        begun = time.perf_counter()
        leaks_in(place / "pack", key)
        _say(f"looking into {len(made.files)} files", begun, base)


def _say(what: str, begun: float, base: float) -> None:
    took = time.perf_counter() - begun
    print(f"{what:34}{took:8.2f} s {took / base:5.1f}")


if __name__ == "__main__":
    words()
    pack()
