"""One setting of case.toml changed, and everything else a person wrote there left as it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from workbench.case.decisions_file import writing
from workbench.case.model import CaseError, Guess
from workbench.case.settings import as_toml, check_settings, reason
from workbench.case.writing import write_whole

Value = str | date | list[str] | None


def change_settings(folder: Path, changes: Mapping[str, Value]) -> None:
    """Set or (with None) take out settings by name: "title", "period.from", "agencies.hv.label".

    What was a guess and is now set, or is set to what was guessed, is a guess no
    longer. Comments, order and everything else stay. Raises CaseError, with the
    file as it was, where a value cannot be used or the file cannot be written.
    """
    path = folder / "case.toml"
    before = _read(path)
    after = before
    for name, value in changes.items():
        after = _changed(after, name, value)
    after = _settled(after, changes)
    if after != before:
        _write(path, before, after, changes)


def _write(path: Path, before: str, after: str, changed: Iterable[str]) -> None:
    _check(path, before, after, changed)
    with writing(path.parent, path.name):
        if _read(path) != before:
            problem = "Somebody else changed the file at the same moment."
            raise CaseError.at(path.name, problem, "Look at it again; nothing was changed.")
        write_whole(path, after)


def add_guesses(folder: Path, guesses: Iterable[Guess]) -> None:
    """Add settings that were guessed, each marked as a guess; one that is set already stays as it is."""
    path = folder / "case.toml"
    before = _read(path)
    found = _parsed(path, before)
    new = [guess for guess in guesses if _in(found, guess.setting) is None]
    after = before
    for guess in new:
        values = guess.value.items() if isinstance(guess.value, Mapping) else [("", guess.value)]
        for key, value in values:
            name = f"{guess.setting}.{key}" if key else guess.setting
            after = _changed(after, name, value, comment="" if key else reason(guess))
    if new:
        listed = [*found.get("guessed", []), *(guess.setting for guess in new)]
        after = _changed(after, "guessed", listed)
        _write(path, before, after, [guess.setting for guess in new])


def _in(found: Mapping[str, Any], name: str) -> Any:
    section, _, key = name.rpartition(".")
    inside = found.get(section, {}) if section else found
    return inside.get(key) if isinstance(inside, Mapping) else None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problem, remedy = "The file cannot be read.", "Check that it is there, and saved as UTF-8."
        raise CaseError.at(path.name, problem, remedy) from error


def _changed(text: str, name: str, value: Any, *, comment: str = "") -> str:
    section, _, key = name.rpartition(".")
    lines = text.rstrip("\n").split("\n")
    first, last = _section(lines, section)
    place = _setting(lines, first, last, key)
    line = None if value is None else f"{key} = {as_toml(value)}{comment}"
    if place is not None:
        lines[place[0] : place[1]] = [] if line is None else [line]
    elif line is not None and first is not None:
        at = last
        while at > first and not lines[at - 1].strip():
            at -= 1
        lines.insert(at, line)
    elif line is not None:
        lines += ["", f"[{section}]", line]
    return "\n".join(lines) + "\n"


def _section(lines: list[str], name: str) -> tuple[int | None, int]:
    """Return the lines of a section, its heading left out; None where it is not there."""
    heads = [
        at for at, line in enumerate(lines) if re.match(r"\s*\[", line) and not _inside_a_list(lines, at)
    ]
    if not name:
        return 0, heads[0] if heads else len(lines)
    for at, following in zip(heads, [*heads[1:], len(lines)], strict=True):
        found = re.match(r"\s*\[\s*([^\]]+?)\s*\]", lines[at])
        if found and re.sub(r"[\s\"']", "", found[1]) == name:
            return at + 1, following
    return None, len(lines)


def _inside_a_list(lines: list[str], at: int) -> bool:
    """True where a line that begins with a bracket goes on with the value above it."""
    try:
        tomllib.loads("\n".join(lines[:at]))
    except tomllib.TOMLDecodeError:
        return True
    return False


def _setting(lines: list[str], first: int | None, last: int, key: str) -> tuple[int, int] | None:
    """Return the lines that a setting takes, of which a list can have several."""
    begins = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
    for at in range(first or 0, last if first is not None else 0):
        if begins.match(lines[at]):
            return at, next((end for end in range(at + 1, last + 1) if _whole(lines[at:end])), at + 1)
    return None


def _whole(lines: list[str]) -> bool:
    try:
        tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _settled(text: str, changes: Mapping[str, Value]) -> str:
    """Take what a person set off the list of guesses; an agency's is one guess with all its lines."""
    guessed = tomllib.loads(text).get("guessed", [])
    set_now = {*changes, *(name.rpartition(".")[0] for name in changes)}
    left = [name for name in guessed if name not in set_now]
    return text if left == guessed else _changed(text, "guessed", left or None)


def _check(path: Path, before: str, after: str, changes: Iterable[str]) -> None:
    """Make sure that the new text can be read, and says nothing else than the old one but for the changes."""
    check_settings(_parsed(path, after), path)
    old, new = tomllib.loads(before), tomllib.loads(after)
    for name in ("guessed", *changes):
        _take_out(old, name)
        _take_out(new, name)
    if _bare(old) != _bare(new):
        problem = "The setting could not be changed without changing another."
        raise CaseError.at(path.name, problem, "Change it in a text editor; nothing was changed.")


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CaseError.at(
            path.name, f"The file cannot be read: {error}.", "Put it right in a text editor first."
        ) from error


def _take_out(found: dict[str, Any], name: str) -> None:
    *sections, key = name.split(".")
    for section in sections:
        found = found.get(section, {})
    found.pop(key, None)


def _bare(found: Any) -> Any:
    """Return settings without the sections that hold nothing."""
    if not isinstance(found, dict):
        return found
    inside = {key: _bare(value) for key, value in found.items()}
    return {key: value for key, value in inside.items() if value != {}}
