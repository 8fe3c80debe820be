"""One row of a summary that tells of several: "three of four appointments", "missed twice"."""

from __future__ import annotations

import re

from workbench.gaps.entry import Entry
from workbench.gaps.words import names

_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "dozen": 12, "twenty": 20,
}  # fmt: skip
_COUNTED = (
    r"appointments?|visits|times|occasions|contacts|referrals|notifications|reports|calls|calls?-?outs|episodes|incidents|"
    r"attendances|letters|sessions|clinics|reviews|scans|checks|disturbances|complaints|requests|entries|logs"
)
_NUMBER = re.compile(rf"\b(\d{{1,3}}|{'|'.join(_WORDS)})\b(?:\s+[\w-]+){{0,3}}?\s+(?:{_COUNTED})\b")
MOST = 200
"""A greater number counts something else than contacts."""


def told_number(entry: Entry) -> int:
    """Return of how many contacts a row tells at once; 2 where it says only that there were more."""
    found = [_WORDS.get(word) or int(word) for word in _NUMBER.findall(entry.text)]
    most = max((number for number in found if number <= MOST), default=1)
    return max(most, 2 if names("more_than_once", entry.text) else 1)
