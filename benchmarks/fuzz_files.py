"""Thousands of damaged files through the one door, from a single command.

    python benchmarks/fuzz_files.py --files 2000

A whole file of each format (CSV, TSV in UTF-16, web page, Word, Excel of three
kinds) is damaged by chance: bytes flipped, cut, doubled; parts of a package
removed, swapped, cut; numbers and tags in their XML changed. Of every one has
to hold: no exception, the file untouched, a message where nothing was read, and
no row lost where what holds it is whole. Exit code 1 if one does not hold.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.damaged_files import damaged_files, faults, real_files  # noqa: E402
from workbench.intake import read_timeline  # noqa: E402


def main() -> int:
    """Read the files and print what became of them."""
    arguments = argparse.ArgumentParser(description="Read thousands of damaged files.")
    arguments.add_argument("--files", type=int, default=2000)
    arguments.add_argument("--seed", type=int, default=1)
    asked = arguments.parse_args()
    read, wrong, slowest = Counter[str](), 0, (0.0, "")
    files = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        whole = {}
        for name, data in real_files().items():
            (place / name).write_bytes(data)
            whole[name] = read_timeline(place / name, agency="x")
        for number, file in enumerate(damaged_files(asked.seed, asked.files)):
            start = time.perf_counter()
            try:
                found = faults(file, place, whole[file.name])
            except BaseException:
                found = [traceback.format_exc()]
            slowest = max(slowest, (time.perf_counter() - start, f"{file.name}, {file.how}"))
            files[file.name] += 1
            read[file.name] += len(read_timeline(place / file.name, agency="x")) > 0
            for fault in found:
                wrong += 1
                print(f"file {number}, {file.name}, {file.how}: {fault}")
    print(f"{'format':<15}{'damaged':>8}{'read':>8}{'refused':>9}")
    for name, count in sorted(files.items()):
        print(f"{name:<15}{count:>8}{read[name]:>8}{count - read[name]:>9}")
    print(f"{asked.files} damaged files, {wrong} faults; the slowest took {slowest[0]:.2f} s ({slowest[1]})")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
