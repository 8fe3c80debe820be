"""How many missed contacts a row tells of: one, or several that it sums up."""

from __future__ import annotations

import re

from workbench.gaps.entry import Entry
from workbench.gaps.words import names

MISSED = ("missed_contact", "no_access")
CLOSED = "closed_non_engagement"
SEVERAL = 2
"""A plural without a number is taken to mean so many."""
_NUMBERS = {
    "two": 2, "twice": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "several": 3, "many": 3, "numerous": 3, "repeated": 2,
    "repeatedly": 2,
}  # fmt: skip
_CONTACT = r"(?:appointments?|appts?|visits?|sessions?|clinics?|reviews?|immunisations?|contacts?)"
_NOT = r"(?:missed|dna'?d?|not attended|not brought|cancelled|not kept|did not attend|no reply|no access|wnb)"
_MANY = r"(?P<many>\d{1,2}|" + "|".join(_NUMBERS) + ")"
_COUNTED = (
    re.compile(rf"\b{_MANY}\b(?: of (?:\d+|\w+))?(?: \w+){{0,2}} {_CONTACT}\b[^.;]{{0,20}}?\b{_NOT}"),
    re.compile(rf"\b{_NOT}\b(?: \w+){{0,2}}? {_MANY}\b(?! (?:week|month|day|year|hour)s?\b)"),
    re.compile(rf"\b{_MANY} (?:missed|cancelled|failed) {_CONTACT}"),
    re.compile(rf"\b{_MANY} (?:home |clinic )?{_CONTACT}[,:]? {_NOT}"),
)
_PLURAL = re.compile(
    rf"\b(?:appointments|appts|visits|sessions)\b(?: (?:were|was|have been|had been|being))? {_NOT}"
    r"|\b(?:missed|cancelled) (?:\w+ )?(?:appointments|appts|visits|sessions|immunisations)\b"
)


def times_missed(entry: Entry) -> int:
    """Return how many contacts that did not take place a row tells of, 0 where it tells of none."""
    text = entry.text
    own = entry.kind in MISSED or entry.outcome == CLOSED
    if not own and not names("missed_words", text):
        return 0
    for pattern in _COUNTED:
        found = pattern.search(text)
        if found:
            said = found["many"]
            return max(int(said) if said.isdigit() else _NUMBERS[said], int(own))
    if _PLURAL.search(text):
        return SEVERAL
    return int(own)
