"""What an agency is asked for: the columns of a timeline, their lists, and the covering letter's words."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from workbench.case import CaseFolder, in_short
from workbench.case.evidence import label_of
from workbench.intake.dates import spelled
from workbench.vocabulary import AGENCY_TYPES, CHILD_SEEN, KINDS, REVIEW_TYPES


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a blank timeline."""

    heading: str
    """A heading that intake knows without a doubt."""
    field: str
    choices: str
    """The name of its list: "seen", "kinds", "services"; "" where anything is written."""
    width: int
    """In millimetres on a page of A4, lying."""
    purpose: str
    example: str


_DAY_AND_MONTH = re.compile(r"\b(\d{1,2}) (?=[A-Z])")


def dates_whole(text: str) -> str:
    """Return our own words with each day kept on one line with its month, by a space that does not break.

    It also keeps a date that we write as an example from looking like an entry to whoever reads the file.
    """
    return _DAY_AND_MONTH.sub("\\1\u00a0", text)


def _text_of(name: str) -> str:
    return files("workbench.pack").joinpath(name).read_text(encoding="utf-8")


@cache
def columns() -> tuple[Column, ...]:
    """Return the columns of a blank timeline, in their order."""
    rows = csv.DictReader(io.StringIO(_text_of("template_columns.csv")))
    return tuple(
        Column(
            row["heading"],
            row["field"],
            row["choices"],
            int(row["width"]),
            row["purpose"],
            dates_whole(row["example"]),
        )
        for row in rows
    )


@cache
def wording(document: str) -> Mapping[str, Any]:
    """Return the words of one kind of document, "template" or "letter"."""
    return tomllib.loads(_text_of("wording.toml"))[document]


@dataclass(frozen=True, slots=True)
class Request:
    """What one agency is asked for, and what it may know of the case."""

    agency: str
    review: str = ""
    """The case's own label and the type of review; no names of people."""
    period: str = ""
    services: tuple[str, ...] = ()

    def choices(self, name: str) -> tuple[str, ...]:
        """Return what can be chosen from a list; every choice is understood when it comes back."""
        if name == "seen":
            return tuple(value.capitalize() for value in CHILD_SEEN)
        if name == "kinds":
            return tuple(kind.label for kind in KINDS.values())
        types = [kind.label for kind in AGENCY_TYPES.values() if kind.code != "other"]
        return tuple(dict.fromkeys((*self.services, *types)))

    @property
    def heads(self) -> tuple[str, ...]:
        """The lines at the top of the letter: who, for which review, for which days."""
        words = wording("template")
        return (
            words["prepared_by"].format(agency=self.agency),
            words["review"].format(review=self.review) if self.review else words["no_review"],
            words["period"].format(period=dates_whole(self.period)) if self.period else words["no_period"],
        )

    def letter(self) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """Yield the letter part by part: a title, paragraphs, points."""
        for part in wording("template")["letter"]:
            yield part["title"], tuple(map(dates_whole, part["text"])), tuple(part.get("points", ()))


def request(agency: str, folder: CaseFolder | None = None) -> Request:
    """Return the request to an agency; of the case it names the label, the period and the services."""
    name = in_short(agency)
    if folder is None:
        return Request(name)
    own = (in_short(other.label) for other in folder.agencies.values())
    return Request(name, _review(folder), _period(folder), tuple(label for label in own if label != name))


def _review(folder: CaseFolder) -> str:
    """Return "Concise child practice review: CYSUR 2/2020".

    A title that is only the folder's name was never chosen for others to read,
    and folders are often named after a family: it is left out.
    """
    title = in_short(folder.title, letters=120)
    if folder.title == label_of(folder.path.resolve().name):
        title = ""
    return ": ".join(filter(None, (REVIEW_TYPES.get(folder.review_type, ""), title)))


def _period(folder: CaseFolder) -> str:
    first, last = folder.period_from, folder.period_to or folder.index_date
    return spelled(first, last) if first and last and first <= last else ""
