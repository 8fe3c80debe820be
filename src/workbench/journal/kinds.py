"""The kinds of items with their fields (kinds.toml), and what a field may hold."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from importlib.resources import files

from workbench.journal.model import Draft, Problem, Value

MOST_LETTERS = 100_000
"""Of a text: some fifty pages."""
MOST_LETTERS_OF_A_LINE = 500
MOST_OF_A_LIST = 5_000
NOT_SAVED = "Nothing was saved."

_ROW = re.compile(r"[^\s:]+:[1-9]\d*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""What no document can hold; Word's own line break (\\x0b) among them."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of item."""

    name: str
    title: str
    needs: tuple[str, ...]
    fields: Mapping[str, str]
    """Each field's type; see kinds.toml. "choice" where ``choices`` lists what it can be."""
    choices: Mapping[str, tuple[str, ...]]


def _read() -> dict[str, Kind]:
    text = files("workbench.journal").joinpath("kinds.toml").read_text(encoding="utf-8")
    kinds = {}
    for name, said in tomllib.loads(text).items():
        types = {
            field: type_ if isinstance(type_, str) else "choice" for field, type_ in said["fields"].items()
        }
        unknown = [type_ for type_ in types.values() if type_ not in (*_READERS, "choice")]
        if unknown or not set(said["needs"]) <= set(types):
            raise ValueError(f"kinds.toml, {name}: {unknown or said['needs']}")
        choices = {
            field: tuple(listed) for field, listed in said["fields"].items() if types[field] == "choice"
        }
        kinds[name] = Kind(name, said["title"], tuple(said["needs"]), types, choices)
    return kinds


class Refused(Exception):
    """What is wrong with a value, and what to do."""


def clean_text(text: str) -> str:
    """Return a text as it is kept: to the letter, but for line ends and what no file can hold.

    Half a surrogate pair becomes the sign for an unreadable letter; control characters go.
    """
    whole = text.encode("utf-8", errors="surrogatepass").decode("utf-8", errors="replace")
    lines = whole.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    return _CONTROL.sub("", lines)


def _text(value: object, most: int = MOST_LETTERS) -> str:
    if not isinstance(value, str):
        raise Refused(f"{_shown(value)} is not a text. Write words.")
    text = clean_text(value)
    if len(text) > most:
        raise Refused(
            f"The text has {len(text):,} letters, and {most:,} can be kept. "
            "Shorten it, or divide it between two."
        )
    return text if text.strip() else ""


def _line(value: object) -> str:
    if isinstance(value, str):
        value = " ".join(clean_text(value).split())
    return _text(value, MOST_LETTERS_OF_A_LINE)


def _list(value: object, one: Callable[[object], str]) -> tuple[str, ...]:
    """Return a list in its order, each thing once."""
    if not isinstance(value, list | tuple):
        raise Refused(f"{_shown(value)} is not a list. Give a list.")
    if len(value) > MOST_OF_A_LIST:
        raise Refused(f"The list has {len(value):,} parts, and {MOST_OF_A_LIST:,} can be kept. Divide it.")
    return tuple(dict.fromkeys(filter(None, map(one, value))))


def _row(value: object) -> str:
    row = _line(value)
    if not _ROW.fullmatch(row):
        raise Refused(f'{_shown(row)} is no entry. An entry is named by agency and row, as "police:14".')
    return row


def _day(value: object) -> str:
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    try:
        text = _line(value)
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise Refused(f"{_shown(value)} is not a date. Write it as 2026-05-20.") from error


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 2**53:
        raise Refused(f"{_shown(value)} is not a whole number. Write one.")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise Refused(f"{_shown(value)} is neither true nor false. Give one of them.")
    return value


_READERS: Mapping[str, Callable[[object], Value]] = {
    "text": _text,
    "words": _line,
    "texts": lambda value: _list(value, _line),
    "rows": lambda value: _list(value, _row),
    "items": lambda value: _list(value, _line),
    "date": _day,
    "number": _number,
    "flag": _flag,
}

KINDS: Mapping[str, Kind] = _read()


def checked(kind: Kind, draft: Draft) -> tuple[dict[str, Value | None], list[Problem]]:
    """Return a draft's fields as they are kept, None where one is taken away, and what is wrong with them."""
    fields: dict[str, Value | None] = {}
    problems: list[Problem] = []
    for name, value in draft.fields.items():
        if name not in kind.fields:
            remedy = f"{nearest(name, kind.fields)}Fields: {', '.join(kind.fields)}. {NOT_SAVED}"
            problems.append(Problem(f"A {kind.name} has no such field.", remedy, column=str(name)))
            continue
        try:
            found = None if value is None else _value(kind, name, value)
        except Refused as refused:
            what, _, remedy = str(refused).partition(". ")
            problems.append(Problem(f"{what}.", f"{remedy} {NOT_SAVED}", column=name))
        else:
            fields[name] = None if found in ("", ()) else found
    return fields, problems


def _value(kind: Kind, name: str, value: object) -> Value:
    if name not in kind.choices:
        return _READERS[kind.fields[name]](value)
    choice = _line(value)
    if choice and choice not in kind.choices[name]:
        raise Refused(f"{_shown(choice)} is not a choice. Choose one of: {', '.join(kind.choices[name])}.")
    return choice


def lacking(kind: Kind, fields: Mapping[str, Value | None]) -> list[Problem]:
    """Return a problem for each field without which there would be no such item."""
    return [
        Problem(f"A {kind.name} needs it, and it is empty.", f"Fill it in. {NOT_SAVED}", column=name)
        for name in kind.needs
        if fields.get(name) is None
    ]


def nearest(word: object, known: Mapping[str, object]) -> str:
    """Return "Did you mean ...? " for the likeliest of ``known``, or "" where none is near."""
    near = get_close_matches(str(word)[:60], known, 1)
    return f'Did you mean "{near[0]}"? ' if near else ""


def _shown(value: object) -> str:
    text = clean_text(str(value))
    return f'"{text if len(text) <= 60 else text[:60].rstrip() + "…"}"'
