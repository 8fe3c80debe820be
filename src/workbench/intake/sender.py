"""Which agency a file is from, guessed from its name and from what stands above its table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.case import label_of
from workbench.vocabulary import AGENCY_TYPES, agency_type_of, plain

# What people write into the name of a file that says nothing of who sent it.
_ABOUT_THE_FILE = re.compile(
    r"\b(?:(?:agency|multi|single|merged|summary|records?|significant|key)\b"
    r"|chron(?:o|olog(?:y|ies|ical))?|time ?lines?|cronoleg|llinell amser|events?|draft|final|copy|version"
    r"|updated?|amended|corrected|revised|redacted|anonymised|new|latest|sent|submission|template|completed"
    r"|scan(?:ned)?|child practice review|practice review|cpr|mapf|susr|lcspr|scr|imr|review|case"
    r"|docx?|xlsx?|csv|export|v ?\d+(?: \d+)*|child [a-z]|baby [a-z]|family [a-z]|log|\d+)\b",
    re.IGNORECASE,
)
_LEFT_OVER = re.compile(
    r"^(?:(?:of|the|for|and|re|by|from)\b ?)+|(?: \b(?:of|the|for|and|re|by|from))+$", re.IGNORECASE
)
LONGEST_ABOVE = 300


@dataclass(frozen=True, slots=True)
class Sender:
    """An agency as the file speaks of it."""

    label: str
    type: str
    """A code of `workbench.vocabulary.AGENCY_TYPES`; "other" where no word was known."""
    why: str = ""
    """The words that the type was guessed from."""


def sender_of(stem: str, above: Iterable[str] = ()) -> Sender:
    """Return who probably sent a file with this name (without its suffix) and these lines above its table.

    "HV chronology v3 FINAL" is from Health visiting: what is about the file is
    left out, and what remains is an agency's everyday name or is kept as it is.
    """
    bare = " ".join(re.sub(r"[\s_\-.,()\[\]]+", " ", stem).split())
    words = _LEFT_OVER.sub("", " ".join(_ABOUT_THE_FILE.sub(" ", bare).split()))
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


LONGEST_SHORT = 4
_HEALTH_AT_LARGE = re.compile(r"\bhealth (?:board|services?)\b")
