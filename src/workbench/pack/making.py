"""The pack: all documents of a learning event, made together, all of them or none."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from workbench.case import CaseError, PointKey, Problem
from workbench.chronology import Case, load_case
from workbench.enquiry import decisions, point_ids
from workbench.gaps import Decided, Point, find_gaps, points, standings
from workbench.journal import Item, open_journal

LIST = "pack.json"
"""The list of what a pack holds; a folder with it may be replaced by a new pack."""
CHOSEN = ("to the learning event", "learning point")
FIRST_POINTS = 10
"""Points that a document takes where a panel has chosen none."""

Progress = Callable[[int, int, str], None]
"""Told how many documents are done, of how many, and what is being made."""


@dataclass(frozen=True)
class Made:
    """One file of a pack."""

    name: str
    """Within the pack, folders divided by "/"."""
    content: bytes


@dataclass(frozen=True)
class PackInput:
    """What the documents are made from."""

    case: Case
    points: Mapping[str, Point]
    """Every point to explore by the id of its first reason, in their order."""
    states: Mapping[str, str]
    """What became of a point, by the same id; those that nobody decided about are left out."""
    items: tuple[Item, ...]
    """The panel's own work, from the journal."""
    today: date
    cite_rows: bool = True
    """True where every statement carries the rows that it rests on."""
    anonymised: bool = False
    words_folder: Path | None = None
    """Where a case keeps words of its own for the documents."""

    def of_kind(self, kind: str) -> tuple[Item, ...]:
        """Return the items of one kind."""
        return tuple(item for item in self.items if item.kind == kind)

    def cited(self, rows: Iterable[str]) -> str:
        """Return " [police:14, gp:3]", or nothing where rows are not cited."""
        rows = tuple(rows)
        return f" [{', '.join(rows)}]" if self.cite_rows and rows else ""

    @property
    def chosen(self) -> dict[str, Point]:
        """The points that the panel chose for the learning event; where it chose none, the first ones."""
        found = {id: point for id, point in self.points.items() if self.states.get(id) in CHOSEN}
        return found or dict(list(self.points.items())[:FIRST_POINTS])

    @property
    def was_chosen(self) -> bool:
        """True where the panel chose points for the learning event."""
        return any(state in CHOSEN for state in self.states.values())


def rows_of(item: Item, name: str = "rows") -> tuple[str, ...]:
    """Return a list that an item holds, as a rule the entries that it cites."""
    value = item.fields.get(name)
    return value if isinstance(value, tuple) else ()


@dataclass(frozen=True)
class Document:
    """One kind of document, which can come to several files."""

    slug: str
    title: str
    make: Callable[[PackInput], Iterable[Made]]
    in_anonymised: bool = True
    """False where an anonymised pack leaves it out."""


@dataclass(frozen=True)
class Finished:
    """A pack as it was written."""

    folder: Path
    files: tuple[str, ...]
    left_out: tuple[str, ...] = field(default=())
    """Titles of documents that an anonymised pack leaves out."""
    guessed: tuple[str, ...] = field(default=())
    """Words that only could be names and were replaced all the same."""


def pack_input(folder: Path, *, today: date, cite_rows: bool = True) -> PackInput:
    """Read a case and what its panel wrote; raise CaseError or JournalError where that cannot be."""
    case = load_case(folder, partial=True)
    journal = open_journal(folder)
    decided = decisions(journal, case.answers.points).now
    return input_of(case, journal.items(), decided, today=today, cite_rows=cite_rows)


def input_of(
    case: Case,
    items: Sequence[Item],
    decided_of: Mapping[PointKey, Decided],
    *,
    today: date,
    cite_rows: bool = True,
) -> PackInput:
    """Return what the documents are made from, for a case that is read already.

    ``decided_of`` is what became of its points (`workbench.enquiry.Decisions.now`).
    """
    gaps = find_gaps(case).gaps
    found = points(case, gaps)
    ids = point_ids(found)
    first = {id(point): reason for reason, point in reversed(ids.items())}
    now = standings(gaps, decided_of)
    states: dict[str, str] = {}
    for point in found:
        decided = [now[gap.key].state for gap in point.gaps if now[gap.key].decided]
        if decided:
            states[first[id(point)]] = next((one for one in CHOSEN if one in decided), decided[0])
    return PackInput(
        case,
        {first[id(point)]: point for point in found},
        states,
        tuple(items),
        today,
        cite_rows,
        words_folder=case.folder.path / "wording",
    )


def make_documents(given: PackInput, documents: Sequence[Document], progress: Progress) -> list[Made]:
    """Return the files of some documents, telling ``progress`` before each."""
    made: list[Made] = []
    for number, document in enumerate(documents):
        progress(number, len(documents), document.title)
        made += document.make(given)
    progress(len(documents), len(documents), "")
    return made


def write_pack(
    files: Sequence[Made],
    to: Path,
    *,
    said: Mapping[str, object],
    check: Callable[[Path], None] | None = None,
) -> tuple[str, ...]:
    """Write a pack into a folder, whole or not at all, and return its files' names.

    ``check`` may look into the finished files before the folder takes its place, and raise. An
    earlier pack in the folder is replaced; a folder that holds anything else is refused.
    """
    replaced = _replaceable(to)
    making = to.with_name(f".{to.name}.{secrets.token_hex(4)}")
    aside = to.with_name(f".{to.name}.{secrets.token_hex(4)}.before")
    try:
        making.mkdir(parents=True)
        for one in files:
            path = making / one.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(one.content)
        names = tuple(one.name for one in files)
        listed = json.dumps({**said, "files": names}, ensure_ascii=False, indent=1)
        (making / LIST).write_text(listed, encoding="utf-8")
        if check:
            check(making)
        if replaced:
            os.replace(to, aside)
        os.replace(making, to)
        return names
    except OSError as error:
        if not to.exists() and aside.exists():
            os.replace(aside, to)
        what = f"{error.strerror}: {error.filename}" if error.filename else str(error.strerror)
        remedy = "Make room, close what is open there, or choose another folder. Nothing was changed."
        raise CaseError.at(to, f"The pack could not be written ({what}).", remedy) from error
    finally:
        for left in (making, aside):
            with suppress(OSError):
                shutil.rmtree(left, ignore_errors=True)


def _replaceable(to: Path) -> bool:
    """True for an earlier pack or an empty folder; raise CaseError where there is anything else."""
    if not os.path.lexists(to):
        return False
    if not to.is_dir() or (any(to.iterdir()) and not (to / LIST).is_file()):
        remedy = "Choose a new folder, or one that holds an earlier pack."
        raise CaseError(
            Problem(str(to), None, "", "There is something there that is no pack.", remedy, stops=True)
        )
    return True
