"""Which agency a file is from, guessed from its name and from what stands above its table."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from workbench.case import label_of
from workbench.vocabulary import AGENCY_TYPES, agency_type_of, plain

LONGEST_ABOVE = 300
"""Letters of a line above the table that are looked at: an agency names itself at the beginning."""
LONGEST_SHORT = 4
"""Letters of a name that is an abbreviation, such as "HV", and gives way to the agency's full name."""
_HEALTH_AT_LARGE = re.compile(r"\bhealth (?:board|services?)\b")


@dataclass(frozen=True, slots=True)
class Sender:
    """An agency as the file speaks of it."""

    label: str
    type: str
    """A code of `workbench.vocabulary.AGENCY_TYPES`; "other" where no word was known."""
    why: str = ""
    """The words that the type was guessed from."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds the words about the file, and what finds those that then join nothing."""
    known = tomllib.loads(files("workbench.intake").joinpath("file_names.toml").read_text(encoding="utf-8"))
    about, joining = (
        "|".join(sorted(map(re.escape, known[name]), key=len, reverse=True))
        for name in ("about_the_file", "joining")
    )
    numbers = r"v ?\d+(?: \d+)*|(?:child|baby|family) [a-z]|\d+"
    return (
        re.compile(rf"\b(?:{about}|{numbers})\b", re.IGNORECASE),
        re.compile(rf"^(?:(?:{joining})\b ?)+|(?: \b(?:{joining}))+$", re.IGNORECASE),
    )


def sender_of(stem: str, above: Iterable[str] = ()) -> Sender:
    """Return who probably sent a file with this name (without its suffix) and these lines above its table.

    "HV chronology v3 FINAL" is from Health visiting: what is about the file is
    left out, and what remains is an agency's everyday name or is kept as it is.
    """
    bare = " ".join(re.sub(r"[\s_\-.,()\[\]]+", " ", stem).split())
    about_the_file, left_over = _patterns()
    words = left_over.sub("", " ".join(about_the_file.sub(" ", bare).split()))
    kind = _type_in(words or stem)
    if kind != "other":
        # A bare abbreviation is spelled out; "West Wales police" keeps its own name.
        return Sender(
            label_of(words) if len(words) > LONGEST_SHORT else AGENCY_TYPES[kind].label, kind, words
        )
    for line in above:
        kind = _type_in(line[:LONGEST_ABOVE])
        if kind != "other":
            return Sender(label_of(words) or AGENCY_TYPES[kind].label, kind, line[:LONGEST_ABOVE].strip())
    return Sender(label_of(words) or label_of(bare) or "Agency", "other")


def _type_in(text: str) -> str:
    """Return the type of agency that words name; "Health board: midwifery" is midwifery."""
    kind = agency_type_of(text)
    if kind != "health-other":
        return kind
    narrower = agency_type_of(_HEALTH_AT_LARGE.sub(" ", plain(text)))
    return kind if narrower == "other" else narrower
