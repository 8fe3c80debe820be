"""GEDCOM's dates as the words that the date reader knows: "BET 1990 AND 1992" -> "between 1990 and 1992"."""

from __future__ import annotations

import calendar
import re

from workbench.case import NEVER_DATED, When, in_short
from workbench.intake.dates import read_date
from workbench.intake.gedcom.lines import Findings, Line

_CALENDAR = re.compile(r"@#D([A-Z _]+)@ *|\b(GREGORIAN|JULIAN|FRENCH_R|HEBREW|ROMAN|_[A-Z0-9_]+) +")
_MONTHS = {name.upper(): calendar.month_name[i] for i, name in enumerate(calendar.month_abbr) if name}
_PHRASE = re.compile(r"\((.*)\)")
_INTERPRETED = re.compile(r"INT (.*?)(?: *\(.*\))?")
_BETWEEN = re.compile(r"BET (.+) AND (.+)")
_PERIOD = re.compile(r"(?:FROM (.+?))?(?: ?\bTO (.+))?")
_DUAL = re.compile(r"\b\d{4}/\d\d\b")
_STARTS = (
    (("ABT", "EST", "CAL", "ABOUT", "CIRCA", "CA"), "about"),
    (("BEF", "BEFORE"), "before"),
    (("AFT", "AFTER"), "after"),
)
_REMEDY = "The person stays, without this date."


def gedcom_when(event: Line, findings: Findings) -> When:
    """Return the date of an event as one interval; undated where it has none that can be read."""
    written = event.first("DATE")
    if written is None:
        return NEVER_DATED
    phrase = written.value("PHRASE")
    said = read_date(phrase) if phrase else NEVER_DATED
    text = " ".join(written.text.split())
    if said.dated or not text:
        # Where the file gives the words themselves they are what people wrote; DATE is a program's reading.
        return said
    words, problem = date_words(text)
    when = read_date(words) if words else NEVER_DATED
    if not when.dated:
        why = problem or "It is not a date that can be read."
        if re.search(r"\b1[0-8]\d\d\b", words):
            why = "Only years from 1900 to 2100 are read."
        findings.look(written.number, f'{event.tag}, DATE "{in_short(text)}": {why}', _REMEDY)
        return NEVER_DATED
    return when


def gedcom_span(event: Line, findings: Findings) -> tuple[When, When]:
    """Return from when and until when something was so; FROM … TO … gives both."""
    written, until = event.first("DATE", "_DATE"), event.value("_UNTIL")
    if written is None:
        return NEVER_DATED, read_date(until) if until else NEVER_DATED
    period = _PERIOD.fullmatch(" ".join(written.text.upper().split()))
    phrase = written.first("PHRASE")
    if until or phrase or not period or not written.text.strip():
        start = gedcom_when(_dated(event, written, written.text, phrase), findings)
        return start, read_date(until) if until else NEVER_DATED
    start, end = (gedcom_when(_dated(event, written, part or ""), findings) for part in period.groups())
    return start, end


def _dated(event: Line, written: Line, text: str, *below: Line | None) -> Line:
    """Return the event as if it had this one date."""
    date = Line(written.level, "DATE", "", text, written.number, [line for line in below if line])
    return Line(event.level, event.tag, "", "", event.number, [date])


def date_words(text: str) -> tuple[str, str]:
    """Return a GEDCOM date in words, and why it cannot be one, if so."""
    plain = " ".join(text.split())
    for match in _CALENDAR.finditer(plain.upper()):
        name = (match.group(1) or match.group(2)).replace("_", " ").strip()
        if name != "GREGORIAN":
            return "", f"Its calendar is {name.title()}; only dates of today's calendar are read."
    plain = _CALENDAR.sub("", plain.upper()) if _CALENDAR.search(plain.upper()) else plain
    phrase = _PHRASE.fullmatch(plain)
    if phrase:
        return phrase.group(1).strip(), ""
    upper = plain.upper()
    if re.search(r"\b(?:BCE|B\.C\.|BC)(?!\w)", upper):
        return "", "It lies before the year 1."
    if _DUAL.search(upper):
        return "", "It names two years, as dates of the old calendar do."
    return _in_words(upper), ""


def _in_words(upper: str) -> str:
    interpreted = _INTERPRETED.fullmatch(upper)
    if interpreted:
        return _in_words(interpreted.group(1))
    between, period = _BETWEEN.fullmatch(upper), _PERIOD.fullmatch(upper)
    if between:
        return f"between {_day(between.group(1))} and {_day(between.group(2))}"
    if upper and period:
        start, end = period.groups()
        if start and end:
            return f"from {_day(start)} to {_day(end)}"
        return f"from {_day(start)}" if start else f"until {_day(end)}"
    first, _, rest = upper.partition(" ")
    for starts, word in _STARTS:
        if first.rstrip(".") in starts:
            return f"{word} {_day(rest)}"
    return _day(upper)


def _day(text: str) -> str:
    return " ".join(_MONTHS.get(word, word.lower()) for word in text.strip().split())
