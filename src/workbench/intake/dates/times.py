"""Times of day: kept as "14:30" where they are exact, told in words where they are not."""

from __future__ import annotations

import re
from functools import lru_cache

Time = tuple[str, tuple[str, ...]]
"""A time as "HH:MM" or empty, and what to say about it."""

HALF = r"(?:[ap]\.?m\b\.?|y\.?[bp]\b\.?)"
HOURS = r"(?:hrs?|hours|h)\b\.?"
ZONE = r"(?:z|\+[0-9]{2}:?[0-9]{2})(?![0-9a-z])"
COLON = rf"[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:\.[0-9]{{1,9}})?)?(?![0-9]) ?(?:{HALF}|{HOURS}|{ZONE})?"
ONE = (
    rf"{COLON}|[0-9]{{1,2}}(?:\.[0-9]{{2}})? ?{HALF}|[0-9]{{2}}\.?[0-9]{{2}} ?{HOURS}"
    r"|(?<=at )(?:[0-9]{1,2}\.[0-9]{2}|[0-9]{4})(?![0-9./-])|(?:12 )?(?:noon|midday|midnight)\b"
    r"|(?:canol|hanner) (?:dydd|nos)\b"
)
LESS = (
    r"(?:approximately|approx\.?|about|around|circa|ca\.?|c\.?|~"
    r"|after|before|by|from|tua|oddeutu|ar ôl|cyn) ?"
)
MORE_OR_LESS = r"(?: ?(?:ish|approx\.?|approximately|or so|ca\.?)\b)"
PARTS = (
    "morning|afternoon|evening|lunch ?time|lunch|tea ?time|night ?time|bed ?time|early hours"
    "|bore|prynhawn|gyda'r nos|min nos|amser cinio|amser te|oriau m[aâ]n"
)
TIME_UNKNOWN = r"time (?:is )?(?:not (?:known|recorded|stated|given)|unknown|n/?k|unspecified)\b"
DAY_PART = rf"(?:(?:in|during) the |at |yn y |yn yr )?\b(?:early|late|mid)?[ -]?(?:{PARTS})\b|\b{HALF}"
ALONE = "(?<![0-9a-z./:-])"
HOUR = r"[0-9]{1,2}(?:[.:][0-9]{2})?"
TIMES = re.compile(
    rf"{ALONE}(?:(?:at )?(?P<less>{LESS}))?(?P<first>{ONE})(?: ?(?:-|to|until|/) ?(?P<second>{ONE}))?"
    rf"(?P<more>{MORE_OR_LESS})?"
    rf"|{ALONE}(?P<half>{HOUR} ?(?:-|to) ?{HOUR} ?{HALF})"
    rf"|{ALONE}(?P<ish>{HOUR} ?ish\b)|(?P<part>{DAY_PART}|{TIME_UNKNOWN})"
    r"|(?:(?<=[0-9a-z] )(?<!to )(?P<dotted>[0-2][0-9]\.[0-5][0-9])"
    r"|(?<=[0-9]{2} )(?P<short>[1-9]\.[0-5][0-9]))$"
    r"|^(?P<leading>[0-2][0-9]\.[0-5][0-9])(?= [0-9]{1,2}[ ./-])"
)
WORTH_A_LOOK = re.compile(
    rf":|[0-9] ?[ap]\.?m\b|[0-9] ?h|\b[ap]\.?m\b|y\.?[bp]\b|noon|midday|night|at |\.[0-9]{{2}}$"
    rf"|^[0-9.]{{5}} |ish\b| (?:dydd|nos)\b|time |{PARTS}"
)
EXACT = re.compile(
    r"(?:at )?([0-9]{1,2})(?:[:.]?([0-9]{2}))?(?::([0-9]{2})(?:\.[0-9]+)?)? ?([a-z.]*)(\+[0-9]{2}:?[0-9]{2})?"
)
MIDNIGHT = ("midnight", "12 midnight", "hanner nos", "canol nos")
LONE_CLOCK = re.compile(
    r"(.*(?:[0-9]{1,2}[./-][0-9]{1,2}[./-]|[0-9](?:st|nd|rd|th)? [a-z]{3,9}\.? )(?:[0-9]{4}|[0-9]{2}))"
    r"(?: -)? ((?:[01][0-9]|2[0-3])[0-5][0-9])"
)
"""A whole date, its year too, and then four figures: "3/5/2018 1400"."""
CLOCK_AT_END = re.compile("[0-9] (?:- )?[0-9]{4}$")
NOON = ("noon", "midday", "12 noon", "12 midday", "canol dydd", "hanner dydd")
CLOCK_TO_CLOCK = re.compile(r"([0-9]{1,2}[.:]?[0-9]{2}) ?(?:-|to|until|i|tan) ?[0-9]{1,2}[.:]?[0-9]{2}")
EXCEL_DAY_ZERO = re.compile(r"^(?:1899-12-3[01]|1900-01-0[01])[t ]")


def without_times(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Return a date text without its times, the time ("HH:MM" or empty), and what to say about it."""
    if CLOCK_AT_END.search(text) and (lone := LONE_CLOCK.fullmatch(text)):
        return lone[1], f"{lone[2][:2]}:{lone[2][2:]}", (f'"{lone[2]}" read as a time',)
    if not WORTH_A_LOOK.search(text):
        return text, "", ()
    found = list(TIMES.finditer(text))
    if not found:
        return text, "", ()
    time, notes = _found_time(found[0])
    if len(found) > 1:
        said = ", ".join(f'"{match.group().strip()}"' for match in found[1:])
        notes = (*notes, f"{said} kept in words only")
    rest = re.sub(r"\b(?:at|on)$|^(?:on|of|at)\b| -$", "", TIMES.sub(" ", text).strip(" ,()"))
    return rest.strip(" ,()"), time, notes


@lru_cache(maxsize=1 << 12)
def time_of_day(text: str) -> Time:
    """Return the time in a cell of a time column, and what to say about it."""
    cleaned = " ".join(text.lower().replace("\u2013", "-").replace("@", " at ").split()).strip(" .,;()")
    if not cleaned:
        return "", ()
    cleaned = EXCEL_DAY_ZERO.sub("", cleaned)
    if EXACT.fullmatch(cleaned) or cleaned in (*NOON, "midnight"):
        return _exact(cleaned)
    if (span := CLOCK_TO_CLOCK.fullmatch(cleaned)) and (time := _exact(span[1])[0]):
        return time, (f'of the time "{_shown(text)}" the start is kept',)
    match = TIMES.fullmatch(cleaned)
    return _found_time(match) if match and not match["part"] else _words_only(text)


def _found_time(match: re.Match[str]) -> Time:
    said = match.group().strip()
    if match["part"]:
        return "", (f'part of the day ("{said}") kept in words only',)
    if match["half"] or match["less"] or match["more"] or match["ish"]:
        return _words_only(said, "is not exact")
    first = match["first"] or match["dotted"] or match["short"] or match["leading"]
    if re.fullmatch(r"0?0:00(?::00(?:\.0+)?)?", first.strip()):
        return _words_only(first, "is mostly a spreadsheet's empty time")
    time, notes = _exact(first)
    if (match["dotted"] or match["leading"]) and time:
        notes = (*notes, f'"{first}" read as a time')
    if match["second"] and time:
        notes = (*notes, f'of the time "{_shown(said)}" the start is kept')
    return time, notes


def _exact(written: str) -> Time:
    """Return "HH:MM" where the words say exactly that, otherwise the reason why no time is kept."""
    said = written.strip(" .")
    if said in NOON:
        return "12:00", ()
    match = EXACT.fullmatch(said)
    if match is None:
        return _words_only(said, "could belong to either day" if said in MIDNIGHT else "")
    hours, minutes, _, suffix, zone = match.groups()
    hour, minute, suffix = int(hours), int(minutes or 0), suffix.replace(".", "")
    suffix = {"yb": "am", "yp": "pm"}.get(suffix, suffix)
    if suffix in ("am", "pm") and 1 <= hour <= 12:
        hour = hour % 12 + (12 if suffix == "pm" else 0)
    elif not minutes or suffix not in ("", "h", "hr", "hrs", "hours", "z", "am", "pm"):
        return _words_only(said)
    elif len(hours) == 1 and hour > 0 and suffix in ("", "z"):
        return _words_only(said, "could be morning or afternoon")
    if hour > 23 or minute > 59:
        return _words_only(said, "is not a time of day")
    zone = zone or ("Z" if suffix == "z" else "")
    return f"{hour:02}:{minute:02}", (f"time zone {zone} as written, not converted",) if zone else ()


def _words_only(said: str, why: str = "") -> Time:
    return "", (f'time "{_shown(said)}" {why and f"{why} and is "}kept in words only',)


def _shown(text: str) -> str:
    return " ".join(text.split())[:40]
