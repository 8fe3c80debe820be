"""What people decided, in CSV files of the case that are only ever added to.

One decision is one line: what it is about, what was decided, who, when. The
last line about a thing counts, so that nothing is lost by a change of mind and
everything can be followed. People may open such a file in Excel and change it:
what can still be read is used, the rest is said.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from workbench.case.decision_lines import (
    UTF_16,
    Decision,
    Form,
    Layout,
    as_text,
    cells_of,
    lines_of,
    on_one_line,
    problem_in,
)
from workbench.case.holding import writing
from workbench.case.memory import collector_paused
from workbench.case.model import CaseError, Problem
from workbench.case.writing import sweep_unfinished, sync_folder, write_whole

NOT_SAVED = "Nothing was saved."

MOST_OF_A_HEADING = 64 * 1024
"""Bytes of a file in which its heading is looked for."""


def read_decisions(folder: Path, form: Form) -> tuple[list[Decision], list[Problem]]:
    """Return every whole line of a file in its order, and what could not be used; no file is no lines."""
    try:
        return decisions_in(form, data_of(folder, form))
    except CaseError as error:
        return [], list(error.problems)


def data_of(folder: Path, form: Form) -> bytes:
    """Return what stands in a file, nothing where there is none; raise CaseError if it cannot be opened."""
    try:
        return (folder / form.file).read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        problem = f"The file cannot be opened ({error.strerror})."
        remedy = "Close it in other programs, or check the rights of the folder."
        raise CaseError(problem_in(form, None, problem, remedy)) from error


@collector_paused()
def decisions_in(form: Form, data: bytes, *, after: int = 0) -> tuple[list[Decision], list[Problem]]:
    """Return the lines of a file that begin ``after`` so many bytes, and what could not be used of them."""
    head = lines_of(data[:MOST_OF_A_HEADING])
    top = next((place for place, line in enumerate(head) if line.strip()), None)
    if top is None:
        return [], []
    layout = Layout(form, head[top])
    if layout.lacking:
        return [], [problem_in(form, top + 1, layout.lacking_in_words(), layout.remedy())]
    lines = lines_of(data[after:]) if after else lines_of(data)[top + 1 :]
    first = data.count(b"\n", 0, after) + 1 if after else top + 2
    found: list[Decision] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=first):
        if line.strip(f" {layout.delimiter}"):
            one = layout.decision(line, number)
            if isinstance(one, Decision):
                found.append(one)
            else:
                problems.append(one)
    return found, problems


def append_decisions(folder: Path, form: Form, decided: Sequence[Decision], *, who: str) -> list[Decision]:
    """Add decisions as one step and return them as written, once the disk holds them.

    Raises CaseError where they could not be saved; the file is then as it was.
    """
    if not decided:
        return []
    with writing(folder, form.file):
        return add_lines(folder, form, decided, who=who)


def add_lines(
    folder: Path, form: Form, decided: Iterable[Decision], *, who: str, undoes: str = ""
) -> list[Decision]:
    """Do the same for a caller who holds the file with `writing` already."""
    who = on_one_line(who)
    if not who:
        problem = "Nobody is named who decides this."
        raise CaseError.at(form.file, problem, "Give your name; nothing was saved.")
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    step = f"s{secrets.token_hex(4)}"  # the letter keeps Excel from reading a number
    made = []
    for one in decided:
        key, notes = tuple(map(on_one_line, one.key)), tuple(map(on_one_line, one.notes))
        made.append(Decision(key, on_one_line(one.value), notes, who, now, step, undoes))
    _append(folder / form.file, form, made)
    return made


def _append(path: Path, form: Form, made: Sequence[Decision]) -> None:
    size = path.stat().st_size if path.exists() else 0
    if not size:
        sweep_unfinished(path)
        # In one step, so that a file never stands there with half a heading. The mark at the
        # beginning tells Excel that it is UTF-8.
        write_whole(path, "\ufeff" + as_text([form.columns, *(cells_of(form, one) for one in made)]))
        sync_folder(path.parent)
        return
    with path.open("r+b") as file:
        layout = _layout_to_write_in(form, file.read(MOST_OF_A_HEADING))
        file.seek(-1, os.SEEK_END)
        # A line that was cut off stays a line of its own.
        gap = "" if file.read(1) in b"\r\n" else "\n"
        file.seek(0, os.SEEK_END)
        rows = [layout.laid_out(cells_of(form, one)) for one in made]
        try:
            file.write((gap + as_text(rows, layout.delimiter)).encode("utf-8", errors="replace"))
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            _cut_back(file.fileno(), size)
            raise


def _cut_back(descriptor: int, size: int) -> None:
    """Take back what a full disk took of the lines."""
    os.ftruncate(descriptor, size)
    os.fsync(descriptor)


def _layout_to_write_in(form: Form, start: bytes) -> Layout:
    """Return how the file's own heading wants its lines; raise CaseError where none of ours would fit."""
    if start.startswith(UTF_16):
        problem = "The file was saved as UTF-16, to which nothing can be added."
        raise CaseError.at(
            form.file, problem, f"Save it as CSV UTF-8 in the program it was changed in. {NOT_SAVED}"
        )
    heading = next((line for line in lines_of(start) if line.strip()), "")
    layout = Layout(form, heading)
    if layout.lacking:
        remedy = f"{layout.remedy()} {NOT_SAVED}"
        raise CaseError(problem_in(form, 1, layout.lacking_in_words(), remedy, stops=True))
    return layout
