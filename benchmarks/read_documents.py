"""Reading 12 Word files of 400 rows each, beside python-docx walking the same tables, in one run.

    python benchmarks/read_documents.py

The yardstick is what anybody would write with python-docx: for each table, for
each row, for each cell, its text. It is shown with and without opening the
files. Ours finds the format, unpacks within limits, reads every cell with its
tracked changes, comments and merges, matches the headings and makes entries.
The same rows as Excel workbooks and as CSV are shown beside it.

Wanted: at most 3 times the yardstick without opening. Exit code 1 if not kept.
"""

from __future__ import annotations

import csv
import gc
import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import xlsxwriter

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from workbench.intake import read_timeline

FILES, ROWS, ROUNDS = 12, 400, 3
MOST_RATIO = 3.0
HEADINGS = ("Date", "Time", "Source of information", "Event", "Response", "Child seen")
EVENT = "Visit to the home, the room was warm and there was food in the kitchen. Mother said: we are fine."


def rows_of(file: int) -> list[tuple[str, ...]]:
    """Return the rows of one file."""
    return [
        (f"{row % 28 + 1}/{row % 12 + 1}/2019", "14:30", "Case record", f"{EVENT} No. "
            f"{file}-{row}\nSecond line.",
         "Noted.", "yes")
        for row in range(ROWS)
    ]  # fmt: skip


def make_files(folder: Path) -> None:
    """Write the same rows as Word, Excel and CSV files."""
    for number in range(FILES):
        rows = [HEADINGS, *rows_of(number)]
        made: Any = docx.Document()
        table = made.add_table(len(rows), len(HEADINGS))
        cells = iter(table._cells)
        for row in rows:
            for text in row:
                next(cells).text = text
        made.save(folder / f"{number}.docx")
        book = xlsxwriter.Workbook(folder / f"{number}.xlsx")
        sheet = book.add_worksheet("Log")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        book.close()
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        (folder / f"{number}.csv").write_text(text.getvalue(), encoding="utf-8", newline="")


def walk(documents: list[Any]) -> int:
    """Do what the yardstick is; return how many cells there are."""
    count = 0
    for made in documents:
        for table in made.tables:
            for row in table.rows:
                for cell in row.cells:
                    count += bool(cell.text)
    return count


def opened(folder: Path) -> list[Any]:
    """Open every document with python-docx."""
    return [docx.Document(str(folder / f"{number}.docx")) for number in range(FILES)]


def we_read(folder: Path, suffix: str) -> int:
    """Read every file through the one door."""
    return sum(
        len(read_timeline(folder / f"{number}.{suffix}", agency="x")) for number in range(FILES)
    ) * len(HEADINGS) + FILES * len(HEADINGS)  # fmt: skip


def best(job: Callable[[], int]) -> float:
    """Return the shortest of some runs, each without work left behind by another."""
    times = []
    for _ in range(ROUNDS):
        gc.collect()
        start = time.perf_counter()
        assert job() == FILES * (ROWS + 1) * len(HEADINGS)
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> int:
    """Print the figures side by side."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        make_files(folder)
        documents = opened(folder)
        yardstick = best(lambda: walk(documents))
        took = {
            "python-docx, tables walked": yardstick,
            "python-docx, opened and walked": best(lambda: walk(opened(folder))),
            "ours, Word": best(lambda: we_read(folder, "docx")),
            "ours, Excel": best(lambda: we_read(folder, "xlsx")),
            "ours, CSV": best(lambda: we_read(folder, "csv")),
        }
    print(f"{FILES} files of {ROWS} rows, {len(HEADINGS)} columns")
    for what, seconds in took.items():
        print(f"{what:<32}{seconds:>8.3f} s{seconds / yardstick:>8.2f} times")
    ratio = took["ours, Word"] / yardstick
    print(f"Word files against python-docx walking: {ratio:.2f} (wanted: at most {MOST_RATIO:g})")
    return 0 if ratio <= MOST_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
