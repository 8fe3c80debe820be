"""Compare our genogram layout with Graphviz dot: `python benchmarks/genogram_layout.py`.

Prints, for each family, how many people are placed and on the right row, couples
with nobody between them, siblings out of birth order, symbols under a couple's
line, mixed sibships, crossings, crossings of carers' lines, and milliseconds
(the best of three, so that other work on the machine counts least). The rows for
dot need `dot` on the PATH; its time includes starting the program.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "src")]

from benchmarks._genogram_families import WRITTEN, Rows, random_family  # noqa: E402
from benchmarks._genogram_metrics import Point, measures  # noqa: E402
from workbench.genogram import genogram  # noqa: E402
from workbench.genogram.family import read_family  # noqa: E402
from workbench.genogram.generations import components  # noqa: E402

COLUMNS = ("placed", "gen", "adj", "inv", "thru", "bus", "X", "care X", "ms")


def ours(rows: Rows) -> Mapping[str, Point]:
    """Return where our layout puts everybody."""
    return {p.id: (p.x, float(p.y)) for p in genogram(*rows).people}


def by_dot(rows: Rows) -> Mapping[str, Point]:
    """Return where dot puts everybody, each couple being a small node of its own."""
    family = read_family(*rows)
    lines = ["digraph { rankdir=TB; nodesep=0.3; edge [dir=none];"]
    lines += [f'"{p.id}" [shape=box width=0.6 height=0.6 fixedsize=true label=""];' for p in family.people]
    for union in family.unions:
        lines.append(f'"u {union.id}" [shape=point width=0.05];')
        lines += [f'"{p}" -> "u {union.id}";' for p in union.partners]
    for link in family.links:
        if link.kind == "birth":
            lines.append(f'"u {"+".join(sorted(link.parents))}" -> "{link.child}";')
    text = "\n".join([*lines, "}"])
    plain = subprocess.run(["dot", "-Tplain"], input=text, capture_output=True, text=True, check=True).stdout
    found = {}
    for line in plain.splitlines():
        word, name, *rest = _words(line)
        if word == "node" and not name.startswith("u "):
            found[name] = (float(rest[0]), -round(float(rest[1]), 3))
    return found


def _words(line: str) -> list[str]:
    import shlex

    return [*shlex.split(line), "", ""]


def _timed(layout, rows: Rows) -> tuple[Mapping[str, Point], int]:
    times = []
    at: Mapping[str, Point] = {}
    for _ in range(3):
        start = time.perf_counter()
        at = layout(rows)
        times.append((time.perf_counter() - start) * 1000)
    return at, round(min(times))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Compare our genogram layout with Graphviz dot.")
    parser.add_argument("--random", type=int, default=6, help="how many random families of each size")
    parser.add_argument("--sizes", default="15,30,60,150")
    wanted = parser.parse_args()
    families = {name: make() for name, make in WRITTEN.items()}
    for size in map(int, wanted.sizes.split(",")):
        for seed in range(wanted.random):
            families[f"random {size}, seed {seed}"] = random_family(size, seed)
    layouts = {"ours": ours}
    if shutil.which("dot"):
        layouts["dot"] = by_dot
    else:
        print("Graphviz dot is not on the PATH: only our own layout is measured.")
    print(f"{'family':24}{'people':>7} {'layout':7}" + "".join(f"{c:>8}" for c in COLUMNS))
    for name, rows in families.items():
        count = sum(len(group) for group in components(read_family(*rows)))
        for who, layout in layouts.items():
            at, ms = _timed(layout, rows)
            row = {**measures(*rows, at), "ms": ms}
            print(f"{name:24}{count:>7} {who:7}" + "".join(f"{row[c]!s:>8}" for c in COLUMNS))


if __name__ == "__main__":
    main()
