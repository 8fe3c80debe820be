"""The subject of a case, changed in case.toml; every other line stays as somebody wrote it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence

from workbench.case.model import CaseError

_SUBJECT = re.compile(r"""\s*(?:subject|"subject"|'subject')\s*=""")
_COMMENT = re.compile(r"""[^#]*=\s*(?:"[^"#]*"|'[^'#]*'|\[[^\]#]*\])(\s*#.*)""")
_BEFORE = re.compile(r"\s*(?:jurisdiction|review_type|title)\s*=")
MOST_LINES = 200
"""A list of subjects does not go on for longer."""


def with_subjects(toml: str, subjects: Sequence[str]) -> str:
    """Return case.toml with other subjects, all else unchanged, comments too.

    Each place where the line could stand is tried, and taken only if the whole
    then reads back as the old settings with the new subjects. Raises CaseError
    where none does.
    """
    try:
        old = tomllib.loads(toml.removeprefix("\ufeff"))
    except ValueError as error:
        raise _by_hand() from error
    value = list(subjects) if len(subjects) > 1 else subjects[0] if subjects else None
    wanted = {key: setting for key, setting in old.items() if key != "subject"}
    if value is not None:
        wanted["subject"] = value
    before = old.get("subject", [])
    if list(subjects) == ([before] if isinstance(before, str) else before):
        return toml
    for text in _candidates(toml, None if value is None else f"subject = {_toml(value)}"):
        try:
            if tomllib.loads(text.removeprefix("\ufeff")) == wanted:
                return text
        except ValueError:
            continue
    raise _by_hand()


def _candidates(toml: str, line: str | None) -> Iterator[str]:
    """Yield the text with the subject's line replaced, taken out or added, the likeliest first."""
    lines = toml.splitlines(keepends=True)
    end = "\r\n" if "\r\n" in toml else "\n"
    for at, written in enumerate(lines):
        if not _SUBJECT.match(written.removeprefix("\ufeff")):
            continue
        comment = _COMMENT.fullmatch(written.rstrip("\r\n"))
        new = [f"{line}{comment.group(1) if comment else ''}{end}"] if line is not None else []
        for after in range(at + 1, min(at + 1 + MOST_LINES, len(lines) + 1)):
            yield "".join([*lines[:at], *new, *lines[after:]])
    if line is not None:
        likely = [at + 1 for at, written in enumerate(lines) if _BEFORE.match(written.removeprefix("\ufeff"))]
        for at in [*likely[:3], 0]:
            above = "".join(lines[:at])
            yield f"{above}{'' if not above or above.endswith(end) else end}{line}{end}{''.join(lines[at:])}"


def _toml(value: str | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _by_hand() -> CaseError:
    remedy = 'Write it there by hand: subject = "the id of the child in people.csv".'
    return CaseError.at("case.toml", "The subject could not be written into the file.", remedy)
