"""A line of a file of decisions: how it is written, and what can still be read of it after Excel had it.

A line ends in its time, which is how one that was cut off by a power failure
is told from a whole one, and it is one line of text, so that a damaged one
never draws in the next.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workbench.case.model import Problem, in_short

NOTHING = "none"
"""How a file says that there is nothing (told nobody, a heading without meaning).

An empty cell says something else: what was decided before is taken back.
"""

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = ",;\t|"
_FORMULA = "=+-@"
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_BEGUN_STAMP = re.compile(r"(?:\d{1,4}(?:-(?:\d{1,2}(?:-(?:\d{1,2}(?:T[\d:]*)?)?)?)?)?)?")


@dataclass(frozen=True)
class Form:
    """The columns of one file of decisions."""

    file: str
    about: tuple[str, ...]
    """The columns up to what was decided, in the order in which they are written."""
    value: str
    """What was decided; an empty cell takes the decision back."""
    notes: tuple[str, ...] = ()
    """Those of ``about`` that are for people who read the file; nothing hangs on them."""

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that say what a decision is about."""
        return tuple(name for name in self.about if name not in self.notes)

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns in the order in which they are written."""
        return (*self.about, self.value, "who", "step", "when")


class Decision(NamedTuple):
    """One line of a file of decisions."""

    key: tuple[str, ...]
    value: str
    notes: tuple[str, ...] = ()
    who: str = ""
    when: str = ""
    step: str = ""
    """Lines that were written by one action share their step."""
    undoes: str = ""
    """The step that this line takes back."""
    line: int = 0
    """The row of the file, as a spreadsheet shows it."""


class Layout:
    """Where a file has its columns, after whoever may have changed it."""

    def __init__(self, form: Form, heading: str) -> None:
        self.form = form
        self.delimiter = max(_DELIMITERS, key=lambda sign: len(self._known(heading, sign)))
        self.headings = [cell.strip().lower() for cell in _split(heading, self.delimiter) or ()]
        at = {name: self.headings.index(name) for name in form.columns if name in self.headings}
        self.lacking = [name for name in (*form.key, form.value, "when") if name not in at]
        self.at = at
        self._key = [at.get(name, 0) for name in form.key]
        self._notes = [at.get(name, -1) for name in form.notes]

    def _known(self, heading: str, delimiter: str) -> set[str]:
        return {cell.strip().lower() for cell in _split(heading, delimiter) or ()} & set(self.form.columns)

    def lacking_in_words(self) -> str:
        """Say which columns the file would need."""
        names = f"column{'s' if len(self.lacking) > 1 else ''} {', '.join(self.lacking)}"
        return f"The {names} cannot be found; no line was used."

    def remedy(self) -> str:
        """Say what the heading has to be."""
        return f"The first row names the columns: {', '.join(self.form.columns)}."

    def decision(self, line: str, number: int) -> Decision | Problem:
        """Return what a line says, or what is wrong with it."""
        cells = _split(line, self.delimiter)
        if cells is None or len(cells) < len(self.headings) or not _is_whole(cells[self.at["when"]]):
            return problem_in(
                self.form,
                number,
                "The line is not whole; it was not used.",
                "If it is yours, decide it again, then take the line out.",
                column="" if cells is None or len(cells) < len(self.headings) else "when",
            )
        if any(map(str.strip, cells[len(self.headings) :])):
            widths = (
                f"The row has {len(cells)} cells and the heading has {len(self.headings)}; it was not used."
            )
            return problem_in(
                self.form, number, widths, "Put quotation marks round a text with a comma in it."
            )
        if not self._is_tidy(line):
            cells = [_as_said(cell) for cell in cells]
        key = tuple([cells[at] for at in self._key])
        if not all(key):
            empty = self.form.key[key.index("")]
            remedy = "Fill it in, or take the line out."
            return problem_in(
                self.form, number, "The cell is empty; the line was not used.", remedy, column=empty
            )
        step, _, undoes = self._cell(cells, "step").partition(" undoes ")
        notes = tuple([cells[at] if at >= 0 else "" for at in self._notes])
        value, who = cells[self.at[self.form.value]], self._cell(cells, "who")
        return Decision(key, value, notes, who, cells[self.at["when"]], step, undoes, number)

    def _is_tidy(self, line: str) -> bool:
        """True where the cells are as we write them: most lines are, and there can be ten thousand."""
        sign = self.delimiter
        return (
            line == on_one_line(line)
            and not any(loose in line for loose in (f"{sign} ", f" {sign}", f"{sign}'", '"'))
            and line[0] != "'"
        )

    def _cell(self, cells: Sequence[str], name: str) -> str:
        return cells[self.at[name]] if name in self.at else ""

    def laid_out(self, cells: Sequence[str]) -> list[str]:
        """Return a line's cells in the order of this file's heading."""
        by_name = dict(zip(self.form.columns, cells, strict=True))
        return [by_name.get(name, "") for name in self.headings]


def cells_of(form: Form, one: Decision) -> list[str]:
    """Return a decision's cells in the order of the form's columns."""
    said = dict(zip((*form.key, *form.notes), (*one.key, *one.notes), strict=True))
    step = f"{one.step} undoes {one.undoes}" if one.undoes else one.step
    return [
        *(_as_kept(said[name]) for name in form.about),
        _as_kept(one.value),
        _as_kept(one.who),
        step,
        one.when,
    ]


def _as_kept(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: what begins like one gets a ' before it."""
    like_one = text[:1] in _FORMULA or (text[:1] == "'" and text[1:2] in f"{_FORMULA}'")
    return f"'{text}" if text and like_one else text


def _as_said(cell: str) -> str:
    text = on_one_line(cell)
    return text[1:] if text[:1] == "'" and text[1:2] and text[1:2] in f"{_FORMULA}'" else text


def on_one_line(text: str) -> str:
    """Return a text with single spaces and without line ends."""
    return " ".join(text.replace("\0", " ").split())


def as_text(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """Return rows as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()


def lines_of(data: bytes) -> list[str]:
    """Return the lines of a file, each in the encoding that it fits: two programs may have written to it."""
    if data.startswith(UTF_16):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = "\n".join(map(_decoded, data.removeprefix(b"\xef\xbb\xbf").split(b"\n")))
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _split(line: str, delimiter: str) -> list[str] | None:
    """Return a line's cells, None where its quotation marks do not match."""
    if '"' not in line:
        return line.split(delimiter)
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:
        return None


def _is_whole(when: str) -> bool:
    """True unless a line's time is missing or is the beginning of one of ours, cut off."""
    when = when.strip()
    return bool(_STAMP.fullmatch(when)) or not _BEGUN_STAMP.fullmatch(when)


def problem_in(
    form: Form, row: int | None, problem: str, remedy: str, *, column: str = "", stops: bool = False
) -> Problem:
    """Return a problem of a file of decisions."""
    return Problem(form.file, row, in_short(column), problem, remedy, stops)
