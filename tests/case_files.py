"""Cases written to disk by hand for the tests, and the command run on them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.case import record_fingerprints

SOURCE = Path(__file__).resolve().parents[1] / "src"

MakeCase = Callable[..., Path]


def write_case(
    place: Path,
    timelines: Mapping[str, str | bytes],
    *,
    people: str | bytes | None = None,
    relationships: str | bytes | None = None,
    toml: str | bytes = 'title = "A case"\n',
    recorded: bool = True,
) -> Path:
    """Write a case folder by hand: a file's name (``.csv`` if it has none) -> what stands in it."""
    case = place / "case"
    (case / "timelines").mkdir(parents=True)
    files: dict[str, str | bytes | None] = {
        "case.toml": toml,
        "people.csv": people,
        "relationships.csv": relationships,
    }
    for name, content in timelines.items():
        files[f"timelines/{name if '.' in name else name + '.csv'}"] = content
    for name, content in files.items():
        if content is not None:
            (case / name).write_bytes(content.encode() if isinstance(content, str) else content)
    if recorded:
        record_fingerprints(case)
    return case


def as_csv(rows: list[dict[str, str]]) -> str:
    """Return rows as a CSV text with a column for every field that one of them has."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    text = io.StringIO(newline="")
    writer: csv.DictWriter[str] = csv.DictWriter(text, headings, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    said: list[str]
    """The messages on standard error, one a line."""
