"""How often suggested codes are right, and how fast they are made.

Run: python benchmarks/coding.py [--quality] [--wrong]

Quality is measured on invented entries with labels by ``docs/coding-guide.md``:

- ``tests/coding_labelled.csv``: the manner of ten agencies. Its half "write" was
  read again and again while the rules were written: its figures only show what a
  change loses. Its half "held" was labelled by another hand, and nobody who wrote
  rules has read it since: its figures are what to expect of a table that nobody
  has seen, give or take a tenth.
- ``tests/coding_labelled_second.csv``: eight manners, terse logs, abbreviations,
  Welsh words. Both halves are by the hand that wrote the later rules, so its
  "held" half, though never read again, flatters them.
- ``tests/coding_kinds.csv``: kinds said in other words, by those who wrote rules.
- ``tests/coding_labelled_a.csv`` and ``_b.csv``: two further hands, each with the
  kinds that its labeller found equally right by the guide. "kind, either" counts
  those as right too; what it gains on "kind" is what the guide leaves open.
- ``tests/coding_labelled_c.csv`` and ``_d.csv``: two more hands, who knew the guide
  and no rule. The held halves of a, b, c and d together, on the last lines, are
  what to expect of a table that nobody has seen.

The halves "write" and ``coding_kinds.csv`` are also what ``fit_clues.py`` counts the
points of words from, so that their figures for the kind are near one and say only
that nothing was lost.

And on the sample case, whose agencies state their codes: its columns are
emptied, suggested again and compared; nobody looked at its labels for a rule.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from workbench.case import Agency, Person  # noqa: E402
from workbench.chronology import load_case  # noqa: E402
from workbench.coding import FIELDS, suggest  # noqa: E402
from workbench.coding.suggest import SEVERAL  # noqa: E402
from workbench.vocabulary import AGENCY_TYPES, agency_type_of  # noqa: E402

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
LABELLED = (
    "coding_labelled.csv",
    "coding_labelled_second.csv",
    "coding_labelled_a.csv",
    "coding_labelled_b.csv",
    "coding_labelled_c.csv",
    "coding_labelled_d.csv",
)
UNSEEN = LABELLED[2:]
"""The sets whose held halves nobody who wrote rules has read."""

Row = dict[str, str]
HEADING = f"{'field':22}{'precision':>9}{'recall':>9}{'labels':>8}"


def labelled(name: str = "coding_labelled.csv") -> list[Row]:
    """Return the entries of a labelled file, each with the type of its agency, however that is named."""
    with (ROOT / "tests" / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row | {"agency": type_of(row["agency"])} for row in rows]


def type_of(agency: str) -> str:
    """Return the type of an agency that is named by its type or in words ("Primary school")."""
    return agency if agency in AGENCY_TYPES else agency_type_of(agency)


def table(rows: Sequence[Row], *, numbered: bool = False) -> pd.DataFrame:
    """Return entries as `suggest` takes them; ``numbered`` makes every text a different one."""
    return pd.DataFrame(
        {
            "agency": [row["agency"] for row in rows],
            "event": [f"{row['event']} ({at})" if numbered else row["event"] for at, row in enumerate(rows)],
            "response": [row["response"] for row in rows],
            "comment": "",
            "source": "",
        }
    )


def counts(rows: Iterable[Row], found: pd.DataFrame, name: str) -> tuple[int, int, int]:
    """Return how many codes are right, suggested and labelled."""
    right = made = wanted = 0
    for row, value in zip(rows, found[name], strict=True):
        labels = {label for label in row[name].split(";") if label}
        codes = set(value) if name in SEVERAL else {value} - {""}
        right, made, wanted = right + len(labels & codes), made + len(codes), wanted + len(labels)
    return right, made, wanted


def with_either(row: Row, kind: str) -> Row:
    """Return the row with the suggested kind as its label, if its labeller found that equally right."""
    fair = row["or_kind"].split(";")
    return row | {"kind": kind} if (kind or "none") in fair else row


def line(name: str, right: int, made: int, wanted: int) -> str:
    precision = f"{right / made:9.2f}" if made else "        -"
    recall = f"{right / wanted:9.2f}" if wanted else "        -"
    return f"{name:22}{precision}{recall}{wanted:8d}"


def print_quality(name: str, *, wrong: bool) -> None:
    rows = labelled(name)
    for half in ("write", "held"):
        chosen = [row for row in rows if row["half"] == half]
        found = suggest(table(chosen), AGENCIES, FAMILY)
        print(f'\n{name}, half "{half}", {len(chosen)} entries\n{HEADING}')
        for field in FIELDS:
            if any(row[field] for row in chosen):
                print(line(field, *counts(chosen, found, field)))
        if "or_kind" in chosen[0]:
            fair = [with_either(row, kind) for row, kind in zip(chosen, found["kind"], strict=True)]
            print(line("kind, either", *counts(fair, found, "kind")))
        for field in ("kind", "told") if "manner" in chosen[0] else ():
            print(f"  {field} by manner")
            for manner in dict.fromkeys(row["manner"] for row in chosen):
                own = [at for at, row in enumerate(chosen) if row["manner"] == manner]
                print(line(f"    {manner[:17]}", *counts([chosen[at] for at in own], found.iloc[own], field)))
        print("  by kind")
        print_kinds(chosen, found)
        if wrong and half == "write":  # the other half stays unread
            print_wrong(chosen, found)


def print_unseen(half: str) -> None:
    """Print the totals of one half of the sets by hands that wrote no rule, taken together."""
    chosen = [row for name in UNSEEN for row in labelled(name) if row["half"] == half]
    found = suggest(table(chosen), AGENCIES, FAMILY)
    fair = [with_either(row, kind) for row, kind in zip(chosen, found["kind"], strict=True)]
    print(f'\na, b, c and d together, half "{half}", {len(chosen)} entries\n{HEADING}')
    for field in FIELDS:
        print(line(field, *counts(chosen, found, field)))
    print(line("kind, either", *counts(fair, found, "kind")))


def print_kinds(rows: Sequence[Row], found: pd.DataFrame) -> None:
    """Print for each kind how many were right, suggested and labelled."""
    pairs = list(zip((row["kind"] for row in rows), found["kind"], strict=True))
    for kind in sorted({one for pair in pairs for one in pair if one}):
        right = sum(pair == (kind, kind) for pair in pairs)
        made, wanted = (sum(pair[at] == kind for pair in pairs) for at in (1, 0))
        print(line(f"    {kind[:17]}", right, made, wanted))


def print_wrong(rows: Sequence[Row], found: pd.DataFrame) -> None:
    """Print what was taken for what, the commonest first."""
    pairs = Counter(
        (row["kind"] or "nothing", kind or "nothing")
        for row, kind in zip(rows, found["kind"], strict=True)
        if row["kind"] != kind
    )
    for (wanted, made), count in pairs.most_common():
        print(f"    {count:3d}  {wanted} taken for {made}")


def print_other_words() -> None:
    rows = [row | {"response": ""} for row in labelled("coding_kinds.csv")]
    found = suggest(table(rows), AGENCIES, FAMILY)
    print(f"\ncoding_kinds.csv, {len(rows)} entries\n{HEADING}")
    print(line("kind", *counts(rows, found, "kind")))


def print_sample_case() -> None:
    """Empty the stated codes of the sample case, suggest them again and print only totals."""
    case = load_case(ROOT / "sample_cases" / "cysur-2-2020")
    stated = case.entries.loc[case.entries["kind_state"] == "stated"]
    found = suggest(stated, case.agencies, case.people)
    print(f"\nSample case, {len(stated)} entries\n{HEADING}")
    for field in FIELDS:
        label = [";".join(value) if field in SEVERAL else value for value in stated[field]]
        print(line(field, *counts([{field: one} for one in label], found, field)))


def main() -> None:
    from coding_speed import print_speed  # here, because it takes the entries from this file

    parser = argparse.ArgumentParser(description="Quality and speed of suggested codes.")
    parser.add_argument("--entries", type=int, default=100_000, help="entries to time (default 100000)")
    parser.add_argument("--quality", action="store_true", help="leave out the timing")
    parser.add_argument(
        "--wrong", action="store_true", help="say what was taken for what, in the halves read"
    )
    chosen = parser.parse_args()
    for name in LABELLED:
        print_quality(name, wrong=chosen.wrong)
    for half in ("write", "held"):
        print_unseen(half)
    print_other_words()
    print_sample_case()
    if not chosen.quality:
        print_speed(labelled(), chosen.entries)


if __name__ == "__main__":
    main()
