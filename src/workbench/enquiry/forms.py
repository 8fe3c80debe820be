"""What somebody typed into a form, as a draft for the journal, and an item as a form shows it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from workbench.intake.dates import read_date
from workbench.journal import KINDS, Draft, Item, JournalError, Problem

FormProblem = JournalError
"""Raised with everything that is wrong with a form; each problem names its field."""

_ROW = re.compile(r"[^\s,;:]+:\d+")
_LISTS = ("texts", "rows", "items")


def rows_in(text: str) -> tuple[str, ...]:
    """Return the entries that a text names, as "police:14", each once in its order."""
    return tuple(dict.fromkeys(_ROW.findall(text)))


def form_of(fields: Mapping[str, object]) -> dict[str, str]:
    """Return fields as the texts of a form: lists with one thing a line."""
    return {
        name: "\n".join(value) if isinstance(value, tuple) else str(value) for name, value in fields.items()
    }


def draft_of(
    kind: str,
    given: Mapping[str, str],
    *,
    shown: Iterable[str],
    rows: Collection[str],
    item: Item | None = None,
    seen: int = 0,
) -> Draft:
    """Return the draft that a form comes to.

    ``given`` holds its texts by field and ``shown`` the fields that it has: what it has and does
    not say is empty. ``rows`` are the entries of the case; ``item`` is the item it changes and
    ``seen`` its last record as the form showed it. Only what differs from the item is written.
    Raises FormProblem with everything that is wrong.
    """
    fields: dict[str, object] = {}
    problems: list[Problem] = []
    for name in shown:
        text = given.get(name, "")
        if item is None and not text and name in KINDS[kind].choices:
            continue  # the journal takes the first choice
        try:
            fields[name] = _value(KINDS[kind].fields[name], text, rows)
        except ValueError as error:
            what, _, remedy = str(error).partition("|")
            problems.append(Problem(what, f"{remedy} Nothing was saved.", column=name, file="The form"))
    if problems:
        raise FormProblem(*problems)
    if item is not None:
        held = {name: item.fields.get(name) for name in fields}
        fields = {name: value for name, value in fields.items() if value != held[name]}
    return Draft(kind, fields, item=item.id if item else "", seen=seen)


def _value(sort: str, text: str, rows: Collection[str]) -> object:
    """Return a field's value, None where the form leaves it empty; raise ValueError("what|remedy")."""
    if not text.strip():
        return None
    if sort == "rows":
        return _rows(text, rows)
    if sort in _LISTS:
        return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if sort == "date":
        return _day(text)
    if sort == "number":
        if not re.fullmatch(r"\s*-?\d{1,9}\s*", text):
            raise ValueError(f"“{_short(text)}” is not a whole number.|Write one, such as 3.")
        return int(text)
    if sort == "flag":
        return True
    return text.replace("\r\n", "\n") if sort == "text" else " ".join(text.split())


def _rows(text: str, rows: Collection[str]) -> tuple[str, ...]:
    found = rows_in(text)
    rest = re.sub(r"[\s,;]+", " ", _ROW.sub(" ", text)).strip()
    if rest:
        raise ValueError(
            f"“{_short(rest)}” names no entry.|Name entries by agency and row: police:14, school:3."
        )
    unknown = [id for id in found if id not in rows]
    if unknown:
        raise ValueError(
            f"The case has no entry {', '.join(unknown[:5])}.|Look at the number beside the entry."
        )
    return found


def _day(text: str) -> str:
    when = read_date(text.strip())
    if not when.exact or when.earliest is None:
        raise ValueError(f"“{_short(text)}” is not one day.|Write it as 2026-05-20 or 20 May 2026.")
    return when.earliest.isoformat()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:60].rstrip() + "…"
