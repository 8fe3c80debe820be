"""Settings of case.toml changed, and everything else a person wrote there left as it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from workbench.case.model import CaseError, Guess
from workbench.case.settings import as_toml, check_settings, parse_settings, reason, settings_text_of
from workbench.case.together import change_together, changing

SETTINGS = "case.toml"
Value = str | int | date | list[str] | None
_COMMENT = re.compile(r"""[^#]*=\s*(?:"[^"#]*"|'[^'#]*'|\[[^\]#]*\]|[\d-]+)(\s*#.*)""")


def change_settings(folder: Path, changes: Mapping[str, Value]) -> None:
    """Set or (with None) take out settings of a case; see `with_settings`.

    Raises CaseError, with the file as it was, where a value cannot be used or
    the file cannot be written.
    """
    with changing(folder, SETTINGS):
        before = settings_text_of(folder / SETTINGS)
        _write(folder, before, with_settings(before, changes))


def add_guesses(folder: Path, guesses: Iterable[Guess]) -> None:
    """Add settings that were guessed, each marked as a guess; one that is set already stays as it is."""
    with changing(folder, SETTINGS):
        before = after = settings_text_of(folder / SETTINGS)
        guessed = _parsed(before).get("guessed", [])
        added: dict[str, Any] = {}
        for guess in guesses:
            if _take_out(_parsed(before), guess.setting) is not None:
                continue
            guessed.append(guess.setting)
            values: Iterable[tuple[str, Any]] = (
                guess.value.items() if isinstance(guess.value, Mapping) else [("", guess.value)]
            )
            for key, value in values:
                name = f"{guess.setting}.{key}" if key else guess.setting
                added[name] = value
                after = _changed(after, name, value, comment="" if key else reason(guess))
        if added:
            after = _changed(after, "guessed", guessed)
            _check(before, after, added)
        _write(folder, before, after)


def with_settings(toml: str, changes: Mapping[str, Value]) -> str:
    """Return case.toml with settings by name: "title", "period.from", "agencies.hv.label"; None takes out.

    What was a guess and is now set, or is set to what was guessed, is a guess no
    longer. Comments, order and everything else stay. Raises CaseError where a
    value cannot be used.
    """
    _parsed(toml)
    after = toml
    for name, value in changes.items():
        after = _changed(after, name, value)
    after = _settled(after, changes)
    if after != toml:
        _check(toml, after, changes)
    return after


def with_subjects(toml: str, subjects: Sequence[str]) -> str:
    """Return case.toml with other subjects; with the same ones it stays as it is, a guess a guess."""
    now = _parsed(toml).get("subject", [])
    if list(subjects) == ([now] if isinstance(now, str) else now):
        return toml
    value = list(subjects) if len(subjects) > 1 else subjects[0] if subjects else None
    return with_settings(toml, {"subject": value})


def _write(folder: Path, before: str, after: str) -> None:
    if after != before:
        change_together(folder, {SETTINGS: after})


def _changed(text: str, name: str, value: Any, *, comment: str = "") -> str:
    """Return the text with one setting changed; a reason for a guess goes, other comments stay."""
    section, _, key = name.rpartition(".")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = re.findall(r"[^\n]*\n|[^\n]+", text.removeprefix(mark))
    starts = _starts(lines)
    first, last = _section(lines, starts, section)
    place = _setting(lines, starts, first, last, key)
    if place is not None:
        comment = comment or _comment_in("".join(lines[slice(*place)]))
    line = None if value is None else f"{key} = {as_toml(value)}{comment}{end}"
    if place is not None:
        lines[slice(*place)] = [] if line is None else [line]
    elif line is not None and first is not None:
        at = last
        while at > first and not lines[at - 1].strip():
            at -= 1
        lines[at - 1 : at] = [_ended(written, end) for written in lines[at - 1 : at]]
        lines.insert(at, line)
    elif line is not None:
        lines = [*(_ended(written, end) for written in lines), end, f"[{section}]{end}", line]
    return mark + "".join(lines)


def _ended(line: str, end: str) -> str:
    return line if line.endswith("\n") else line + end


def _starts(lines: Sequence[str]) -> list[int]:
    """Return the lines with which something begins, and does not go on with the value above it."""
    starts: list[int] = []
    for at in range(len(lines)):
        if not starts or _whole(lines[starts[-1] : at]):
            starts.append(at)
    return starts


def _section(lines: Sequence[str], starts: Sequence[int], name: str) -> tuple[int | None, int]:
    """Return the lines of a section, its heading left out; None where it is not there."""
    heads = [at for at in starts if re.match(r"\s*\[", lines[at])]
    if not name:
        return 0, heads[0] if heads else len(lines)
    for at, following in pairwise([*heads, len(lines)]):
        found = re.match(r"\s*\[\s*([^\]]+?)\s*\]", lines[at])
        if found and re.sub(r"[\s\"']", "", found[1]) == name:
            return at + 1, following
    return None, len(lines)


def _setting(
    lines: Sequence[str], starts: Sequence[int], first: int | None, last: int, key: str
) -> tuple[int, int] | None:
    """Return the lines that a setting takes, of which a list can have several."""
    begins = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
    for at, following in pairwise([*starts, len(lines)]):
        if first is not None and first <= at < last and begins.match(lines[at]):
            return at, following
    return None


def _comment_in(setting: str) -> str:
    """Return the comment behind a setting on one line, but for the reason of a guess."""
    found = _COMMENT.fullmatch(setting.rstrip("\r\n"))
    return found[1] if found and not found[1].lstrip().startswith("# guessed from ") else ""


def _whole(lines: Sequence[str]) -> bool:
    try:
        tomllib.loads("".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _settled(text: str, changes: Mapping[str, Value]) -> str:
    """Take what a person set off the list of guesses; an agency's is one guess with all its lines."""
    guessed = _parsed(text).get("guessed", [])
    set_now = {*changes, *(name.rpartition(".")[0] for name in changes)}
    left = [name for name in guessed if name not in set_now]
    return text if left == guessed else _changed(text, "guessed", left or None)


def _check(before: str, after: str, changes: Mapping[str, Any]) -> None:
    """Make sure that the new text says what was wanted, and for the rest what the old one says."""
    check_settings(_parsed(after), Path(SETTINGS))
    old, new = _parsed(before), _parsed(after)
    right = all(_same(_take_out(new, name), value) for name, value in changes.items())
    for name in ("guessed", *changes):
        _take_out(old, name)
        _take_out(new, name)
    if not right or _bare(old) != _bare(new):
        problem = "The setting could not be changed without changing another."
        raise CaseError.at(SETTINGS, problem, "Change it in a text editor; nothing was changed.")


def _parsed(toml: str) -> dict[str, Any]:
    return parse_settings(toml, Path(SETTINGS))


def _same(found: Any, wanted: Value) -> bool:
    return found == wanted if found is None or wanted is None else as_toml(found) == as_toml(wanted)


def _take_out(found: dict[str, Any], name: str) -> Any:
    *sections, key = name.split(".")
    for section in sections:
        found = found.get(section, {})
    return found.pop(key, None)


def _bare(found: Any) -> Any:
    """Return settings without the sections that hold nothing."""
    if not isinstance(found, dict):
        return found
    inside = {key: _bare(value) for key, value in found.items()}
    return {key: value for key, value in inside.items() if value != {}}
