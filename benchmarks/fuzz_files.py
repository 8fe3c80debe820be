"""Thousands of damaged files through the one door, from a single command.

    python benchmarks/fuzz_files.py --files 2000
    python benchmarks/fuzz_files.py --files 300 --whole

A whole file of each format (CSV, TSV in UTF-16, web page, Word, Excel of three
kinds) is damaged by chance: bytes flipped, cut, doubled; parts of a package
removed, swapped, cut; numbers and tags in their XML changed. Of every one has
to hold: no exception, the file untouched, a message where nothing was read, and
no row lost where what holds it is whole. Exit code 1 if one does not hold.

With ``--whole`` each stands in a new case beside two good files, and goes all the
way: the case is made, loaded, searched for gaps, reported on and asked about. No
exception, and every entry of the good files is there as it was without it.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.damaged_files import Damaged, damaged_files, faults, real_files  # noqa: E402
from workbench.case import new_folder  # noqa: E402
from workbench.chronology import file_reports, guesses, load_case  # noqa: E402
from workbench.gaps import find_gaps  # noqa: E402
from workbench.intake import read_timeline  # noqa: E402
from workbench.pack import all_queries  # noqa: E402


def main() -> int:
    """Do one of the two, as asked."""
    arguments = argparse.ArgumentParser(description="Read thousands of damaged files.")
    arguments.add_argument("--files", type=int, default=2000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--whole", action="store_true", help="all the way to gaps and queries")
    asked = arguments.parse_args()
    return all_the_way(asked.seed, asked.files) if asked.whole else through_the_door(asked.seed, asked.files)


def through_the_door(seed: int, number_of_files: int) -> int:
    """Read each file and print what became of them, by format."""
    read, wrong, slowest = Counter[str](), 0, (0.0, "")
    files = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        whole = {}
        for name, data in real_files().items():
            (place / name).write_bytes(data)
            whole[name] = read_timeline(place / name, agency="x")
        for number, file in enumerate(damaged_files(seed, number_of_files)):
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
    print(
        f"{number_of_files} damaged files, {wrong} faults; the slowest took {slowest[0]:.2f} s ({slowest[1]})"
    )
    return 1 if wrong else 0


GOOD = {
    "police.csv": "Date,Event,Action\n"
    + "".join(f"{day}/5/2019,Visit {day} to the home,MARF sent to social services\n" for day in range(1, 20)),
    "school.csv": "Date,What happened,Told\n"
    + "".join(f"{day} May 2019,Child absent {day},police\n" for day in range(1, 20)),
}


def all_the_way(seed: int, number_of_files: int) -> int:
    """Make a case of each file and two good ones, and do with it all that a reviewer would."""
    wrong, slowest, entries = 0, (0.0, ""), 0
    with tempfile.TemporaryDirectory() as folder:
        wanted = good_entries(Path(folder), None)
        for number, file in enumerate(damaged_files(seed, number_of_files)):
            start = time.perf_counter()
            try:
                found = good_entries(Path(folder), file)
                fault = "" if found == wanted else "the entries of the good files are not as they were"
            except BaseException:
                fault = traceback.format_exc()
            slowest = max(slowest, (time.perf_counter() - start, f"{file.name}, {file.how}"))
            entries += len(wanted)
            if fault:
                wrong += 1
                print(f"file {number}, {file.name}, {file.how}: {fault}")
    print(
        f"{number_of_files} cases with a damaged file, {entries} entries of good files beside them, "
        f"{wrong} faults; the slowest took {slowest[0]:.2f} s ({slowest[1]})"
    )
    return 1 if wrong else 0


def good_entries(folder: Path, file: Damaged | None) -> list[tuple[object, ...]]:
    """Put a damaged file beside the good ones, go all the way, and return what the good ones' entries are."""
    sent, made = folder / "sent", folder / "made"
    shutil.rmtree(sent, ignore_errors=True)
    shutil.rmtree(made, ignore_errors=True)
    sent.mkdir()
    for name, text in GOOD.items():
        (sent / name).write_text(text, encoding="utf-8")
    if file is not None:
        (sent / f"gp{Path(file.name).suffix}").write_bytes(file.data)
    new_folder(made, timelines=sent, try_out=lambda making: guesses(load_case(making, partial=True)))
    case = load_case(made, partial=True)
    find_gaps(case)
    file_reports(case)
    all_queries(case)
    kept = case.entries.loc[case.entries["agency"].isin(["police", "school"])]
    columns = kept[["agency", "row", "earliest", "latest", "event", "response", "date_text"]]
    return sorted(columns.itertuples(index=True, name=None))


if __name__ == "__main__":
    sys.exit(main())
