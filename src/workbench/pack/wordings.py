"""The words of each document, from a file that a board can change."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from workbench.case import CaseError, Problem

_FIELD = re.compile(r"\{(\w*)\}")


class Words:
    """The words of one document, by name; each is a text or a list of texts."""

    def __init__(self, said: Mapping[str, Any], fields: Mapping[str, str]) -> None:
        self._said, self._fields = said, fields

    def __getitem__(self, name: str) -> str:
        return self._filled(self._said[name])

    def list(self, name: str) -> list[str]:
        """Return a list of texts."""
        return [self._filled(text) for text in self._said[name]]

    def rows(self, name: str) -> list[list[str]]:
        """Return a list of lists of texts."""
        return [[self._filled(text) for text in row] for row in self._said[name]]

    def _filled(self, text: str) -> str:
        return _FIELD.sub(lambda found: self._fields[found[1]], text)


def words(name: str, fields: Mapping[str, str], folder: Path | None = None) -> Words:
    """Return the words of a document with its ``fields`` filled in.

    A file of the same name in ``folder`` stands instead of ours. Raises CaseError with everything
    that is wrong with it: what is lacking, what is not known, a field that does not exist.
    """
    ours = tomllib.loads(
        files("workbench.pack").joinpath("words", f"{name}.toml").read_text(encoding="utf-8")
    )
    own = folder / f"{name}.toml" if folder is not None else None
    if own is None or not own.is_file():
        return Words(ours, fields)
    said = _read(own)
    if problems := [*_problems(said, ours, fields, f"wording/{own.name}")]:
        raise CaseError(*problems)
    return Words(said, fields)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        remedy = 'Each line reads: name = "words".'
        raise CaseError.at(f"wording/{path.name}", f"It cannot be read: {error}.", remedy) from error


def _problems(
    said: Mapping[str, Any], ours: Mapping[str, Any], fields: Mapping[str, str], file: str
) -> list[Problem]:
    found = [
        Problem(
            file, None, name, "This field is missing.", "Copy it from the workbench's own file.", stops=True
        )
        for name in ours
        if name not in said
    ]
    for name, value in said.items():
        if name not in ours:
            remedy = f"Take it out. Known: {', '.join(ours)}."
            found.append(Problem(file, None, name, "This field is not known.", remedy, stops=True))
        elif not _same_shape(value, ours[name]):
            shape = "a text" if isinstance(ours[name], str) else "a list like the workbench's own"
            found.append(Problem(file, None, name, f"This is not {shape}.", "Write it so.", stops=True))
        else:
            unknown = sorted({one for text in _texts(value) for one in _FIELD.findall(text)} - set(fields))
            if unknown:
                remedy = f"Known: {', '.join(f'{{{one}}}' for one in fields)}."
                words_ = f"There is nothing to fill in for {{{unknown[0]}}}."
                found.append(Problem(file, None, name, words_, remedy, stops=True))
    return found


def _same_shape(value: Any, ours: Any) -> bool:
    if isinstance(ours, str):
        return isinstance(value, str)
    return isinstance(value, list) and all(
        isinstance(one, str) or (isinstance(one, list) and _rows(ours)) for one in value
    )


def _rows(ours: Sequence[Any]) -> bool:
    return bool(ours) and isinstance(ours[0], list)


def _texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [text for one in value for text in _texts(one)]
