"""How a pattern is written: one function, marked with what it is called and what it asks.

A pattern yields four kinds of answer, one for each thing it considered:
`Found` (no response on record), `Answered` (a response is on record),
`Unknown` (the agency to ask sent no timeline) and `LeftOut` (undated, or too
near the end of the records to tell). The runner turns them into gaps and counts.

A positive pattern ("PP1") looks for practice that helped. It yields `Found` for
what the records show, and is reported apart: it is no gap.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Union

if TYPE_CHECKING:
    from workbench.gaps.entry import Entry

UNDATED = "undated"
NEAR_THE_END = "too near the end of the records"
NEAR_THE_START = "too near the start of the records"
NOBODY_ELSE = "no other agency was at work with the family"
HEADS = ("Looks for", "Could also mean", "Cannot see")


@dataclass(frozen=True, slots=True)
class Found:
    """Rows after which no record of the expected response was found."""

    entries: tuple[Entry, ...]
    why: str
    ask: tuple[str, ...] = ()
    """Whose timeline was searched for the response: slugs, or types of agency."""
    searched: tuple[date | None, date | None] = (None, None)
    agencies: tuple[str, ...] = ()
    """Agencies concerned beyond those whose rows are cited."""
    standards: tuple[str, ...] | None = None
    """Where these rows call for certain standards of the pattern; () where none speaks of them."""
    strength: str = "usual"
    caveats: tuple[str, ...] = ()
    title: str = ""
    """Where a pattern looks at two things and this is the second."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Rows whose expected response is on record."""

    entries: tuple[Entry, ...]
    by: tuple[Entry, ...] = ()
    standards: tuple[str, ...] | None = None
    """Where these rows call for certain standards of the pattern; () where none speaks of them."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Rows whose response would stand in a timeline that was not supplied."""

    entries: tuple[Entry, ...]
    ask: str
    """The slug or type of the agency to ask."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that were read and could not be judged, and why not."""

    entries: tuple[Entry, ...]
    because: str


Answer = Union[Found, Answered, Unknown, LeftOut]  # noqa: UP007 - "|" needs the names at run time
Search = Callable[..., Iterator[Answer]]
POSITIVE = "PP"


@dataclass(frozen=True)
class Pattern:
    """One pattern of the catalogue: its words, its standards and the function that looks."""

    pattern: str
    """Its code, such as "GP01". A code is never used again for something else."""
    slug: str
    title: str
    question: str
    standards: tuple[str, ...]
    caveats: tuple[str, ...]
    search: Search
    settings: Mapping[str, Any] = field(default_factory=dict)
    """The settings and what they are unless the panel changes them."""
    reads_answers: bool = False
    """True where it reads what the other patterns of the run answered, and not only the records.

    It is asked about the answers of each of them apart, so that a setting changed asks it about one again.
    """

    @property
    def positive(self) -> bool:
        """True if it looks for practice that helped, which is no gap."""
        return self.pattern.startswith(POSITIVE)

    def __call__(self, records: Any, *answers: Any, **settings: Any) -> Iterator[Answer]:
        """Run the pattern over a case's records; ``answers`` only where it reads those of others."""
        return self.search(records, *answers, **settings)

    @property
    def definition(self) -> str:
        """The first sentence of its page in the catalogue."""
        return (inspect.getdoc(self.search) or "").split("\n\n")[0].replace("\n", " ")

    def said(self, head: str) -> str:
        """Return what its page says under one of `HEADS`."""
        text = inspect.getdoc(self.search) or ""
        found = re.search(rf"^{head}: (.*?)(?=^(?:{'|'.join(HEADS)}): |\Z)", text, re.MULTILINE | re.DOTALL)
        return " ".join(found[1].split()) if found else ""


def detector(
    pattern: str,
    slug: str,
    title: str,
    *,
    question: str,
    standards: tuple[str, ...] = (),
    caveats: tuple[str, ...] = (),
    reads_answers: bool = False,
) -> Callable[[Search], Pattern]:
    """Mark a function as a pattern; its keyword-only arguments are the settings."""

    def mark(search: Search) -> Pattern:
        keywords = [p for p in inspect.signature(search).parameters.values() if p.kind is p.KEYWORD_ONLY]
        settings = {keyword.name: keyword.default for keyword in keywords}
        return Pattern(pattern, slug, title, question, standards, caveats, search, settings, reads_answers)

    return mark
