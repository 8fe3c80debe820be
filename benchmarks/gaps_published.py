"""How many of the missed opportunities that published reviews named are among the points to explore.

    python benchmarks/gaps_published.py [FOLDER ...]

Each folder holds either a case or what agencies sent (``timelines/``, with
people.csv and relationships.csv beside it), of which a case is made as
``workbench new`` makes one; and findings.csv, what the review named. Without
folders: the sample cases that have one.

A finding is found if a gap of a pattern that asks about the same
(``_published_families.toml``) cites one of its rows and is specific: it cites not
more than three times as many rows as the finding has, or six. A finding without
rows is found by a gap that shares an agency with it and whose days meet its
period. "Touched" asks for a shared row (or agency and period) only. "Cited" is
the share of the gaps that touch any finding: at least so many are about
something that the review named too, for reviewers do not name everything. Good practice is
no finding here. Single findings are not printed: no rule is to be tuned to a case.

Wanted: 85 of 100 findings found, with at most twice as many points to read as findings.
Exit code 1 if a folder falls short of either.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src")]

from workbench.intake import read_date  # noqa: E402

FAMILIES: Mapping[str, list[str]] = tomllib.loads(
    (Path(__file__).parent / "_published_families.toml").read_text(encoding="utf-8")
)
WANTED_FOUND, MOST_POINTS = 0.85, 2.0
ALWAYS_ALLOWED, TIMES_AS_MANY = 6, 3
GOOD_PRACTICE = "good_practice"


@dataclass(frozen=True)
class Finding:
    """What a review named: its rows, or else agencies and a period."""

    pattern: str
    rows: frozenset[str]
    agencies: frozenset[str]
    period: tuple[date, date]

    def touched_by(self, gap: Mapping[str, Any]) -> bool:
        """True if a gap is about the same rows; where there are none, the same agency and time."""
        if self.rows:
            return not self.rows.isdisjoint(gap["events"])
        first, last = days(gap["from"], gap["to"])
        meets = self.period[0] <= last and first <= self.period[1]
        return meets and not self.agencies.isdisjoint(gap["agencies"])

    def found_by(self, gap: Mapping[str, Any]) -> bool:
        """True if a gap touches it, asks about the same, and is specific."""
        fitting = FAMILIES.get(self.pattern)
        if not self.touched_by(gap) or (fitting and gap["pattern"][:4] not in fitting):
            return False
        return not self.rows or len(set(gap["events"])) <= max(ALWAYS_ALLOWED, TIMES_AS_MANY * len(self.rows))


def days(since: str | None, until: str | None) -> tuple[date, date]:
    """Return the first and the last day that two dates can mean; open where none is given."""
    first, last = read_date(since or ""), read_date(until or "")
    return first.earliest or date.min, last.latest or first.latest or date.max


def findings_in(file: Path) -> list[Finding]:
    """Return what a review named as missed; what has neither rows nor a period cannot be scored."""
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = [row for row in csv.DictReader(text) if row["pattern"] != GOOD_PRACTICE]
    return [
        Finding(
            row["pattern"], _parts(row["event_refs"]), _parts(row["agencies"]),
            days(row["from_date"], row["to_date"]),
        )
        for row in rows
        if row["event_refs"] or row["from_date"]
    ]  # fmt: skip


def _parts(cell: str) -> frozenset[str]:
    return frozenset(part.strip() for part in cell.split(";") if part.strip())


def answer_of(folder: Path) -> dict[str, Any]:
    """Return what ``workbench gaps`` says of a folder, after ``workbench new`` where it is no case yet."""
    with tempfile.TemporaryDirectory() as place:
        case = folder
        if not (folder / "case.toml").exists():
            case = Path(place) / folder.name
            family = [
                word
                for name in ("people", "relationships")
                if (file := folder / f"{name}.csv").exists()
                for word in (f"--{name}", str(file))
            ]
            run("new", str(case), "--timelines", str(folder / "timelines"), *family)
        return json.loads(run("gaps", str(case), "--format", "json"))


def run(*arguments: str) -> str:
    """Return what a command of the workbench prints; stop where it does."""
    command = [sys.executable, "-m", "workbench", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT / "src", encoding="utf-8")
    if done.returncode:
        raise SystemExit(f"workbench {' '.join(arguments)} stopped:\n{done.stderr}")
    return done.stdout


def print_score(folder: Path) -> bool:
    """Print found and missed by the sort of finding; return whether both wishes are kept."""
    findings, answer = findings_in(folder / "findings.csv"), answer_of(folder)
    gaps: Sequence[Mapping[str, Any]] = answer["gaps"]
    sorts: dict[str, Counter[str]] = defaultdict(Counter)
    for finding in findings:
        found = any(finding.found_by(gap) for gap in gaps)
        touched = any(finding.touched_by(gap) for gap in gaps)
        sorts[finding.pattern]["found" if found else "touched" if touched else "missed"] += 1
    print(f"\n{folder.name}\n{'finding':28}{'named':>7}{'found':>7}{'touched':>9}{'missed':>8}  asked by")
    for name, counts in sorted(sorts.items()):
        print(
            f"{name:28}{counts.total():7d}{counts['found']:7d}{counts['touched']:9d}{counts['missed']:8d}"
            f"  {' '.join(FAMILIES.get(name, ['any']))}"
        )
    number = len(findings)
    found = sum(counts["found"] for counts in sorts.values())
    cited = sum(any(finding.touched_by(gap) for finding in findings) for gap in gaps)
    points = len(answer.get("points") or gaps)
    by_pattern = Counter(gap["pattern"] for gap in gaps)
    print(
        f"found {found} of {number} ({found / max(1, number):.0%}); points to read {points} "
        f"({points / max(1, number):.1f} for each finding), {len(gaps)} gaps, "
        f"{cited} of them cited ({cited / max(1, len(gaps)):.0%})"
        f"\ngaps by pattern: {', '.join(f'{code} {count}' for code, count in sorted(by_pattern.items()))}"
    )
    return found >= WANTED_FOUND * number and points <= MOST_POINTS * number


def main() -> int:
    parser = argparse.ArgumentParser(description="Findings of published reviews among the points to explore.")
    parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")
    cases = sorted(file.parent for file in (ROOT / "sample_cases").glob("*/findings.csv"))
    folders = [folder.resolve() for folder in parser.parse_args().folders] or cases
    return 0 if all([print_score(folder) for folder in folders]) else 1


if __name__ == "__main__":
    raise SystemExit(main())
