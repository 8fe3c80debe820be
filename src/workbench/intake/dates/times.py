"""Times of day: kept as "14:30" where they are exact, told in words where they are not."""

from __future__ import annotations

import re
from functools import lru_cache

Time = tuple[str, tuple[str, ...]]
"""A time as "HH:MM" or empty, and what to say about it."""

HALF = r"(?:[ap]\.?m\b\.?)"
HOURS = r"(?:hrs?|hours|h)\b\.?"
ZONE = r"(?:z|\+[0-9]{2}:?[0-9]{2})(?![0-9a-z])"
COLON = rf"[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:\.[0-9]{{1,9}})?)?(?![0-9]) ?(?:{HALF}|{HOURS}|{ZONE})?"
ONE = (
    rf"{COLON}|[0-9]{{1,2}}(?:\.[0-9]{{2}})? ?{HALF}|[0-9]{{2}}\.?[0-9]{{2}} ?{HOURS}"
    r"|(?<=at )(?:[0-9]{1,2}\.[0-9]{2}|[0-9]{4})(?![0-9./-])|(?:12 )?(?:noon|midday|midnight)\b"
)
LESS = r"(?:approximately|approx\.?|about|around|circa|ca\.?|c\.?|~|after|before|by|from) ?"
PARTS = "morning|afternoon|evening|lunchtime|lunch time|teatime|early hours"
DAY_PART = rf"(?:(?:in|during) the )?\b(?:early|late|mid)?[ -]?(?:{PARTS})\b|\b{HALF}"
ALONE = "(?<![0-9a-z./:-])"
HOUR = r"[0-9]{1,2}(?:[.:][0-9]{2})?"
TIMES = re.compile(
    rf"{ALONE}(?:(?:at )?(?P<less>{LESS}))?(?P<first>{ONE})(?: ?(?:-|to|until|/) ?(?P<second>{ONE}))?"
    rf"|{ALONE}(?P<half>{HOUR} ?(?:-|to) ?{HOUR} ?{HALF})"
    rf"|(?P<part>{DAY_PART})|(?<=[0-9a-z] )(?<!to )(?P<dotted>[0-2][0-9]\.[0-5][0-9])$"
)
WORTH_A_LOOK = re.compile(
    rf":|[0-9] ?[ap]\.?m\b|[0-9] ?h|\b[ap]\.?m\b|noon|midday|night|at |\.[0-9]{{2}}$|{PARTS}"
)
EXACT = re.compile(
    r"(?:at )?([0-9]{1,2})(?:[:.]?([0-9]{2}))?(?::([0-9]{2})(?:\.[0-9]+)?)? ?([a-z.]*)(\+[0-9]{2}:?[0-9]{2})?"
)
NOON = ("noon", "midday", "12 noon", "12 midday")
EXCEL_DAY_ZERO = re.compile(r"^(?:1899-12-3[01]|1900-01-0[01])[t ]")


def without_times(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Return a date text without its times, the time ("HH:MM" or empty), and what to say about it."""
    if not WORTH_A_LOOK.search(text):
        return text, "", ()
    found = list(TIMES.finditer(text))
    if not found:
        return text, "", ()
    time, notes = _found_time(found[0])
    if len(found) > 1:
        said = ", ".join(f'"{match.group().strip()}"' for match in found[1:])
        notes = (*notes, f"{said} kept in words only")
    rest = re.sub(r"\b(?:at|on)$|^(?:on|of)\b| -$", "", TIMES.sub(" ", text).strip(" ,()"))
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
    match = TIMES.fullmatch(cleaned)
    return _found_time(match) if match and not match["part"] else _words_only(text)


def _found_time(match: re.Match[str]) -> Time:
    said = match.group().strip()
    if match["part"]:
        return "", (f'part of the day ("{said}") kept in words only',)
    if match["half"] or match["less"]:
        return _words_only(said, "is not exact")
    first = match["first"] or match["dotted"]
    if re.fullmatch(r"0?0:00(?::00(?:\.0+)?)?", first.strip()):
        return _words_only(first, "is mostly a spreadsheet's empty time")
    time, notes = _exact(first)
    if match["dotted"]:
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
        return _words_only(said, "could belong to either day" if "midnight" in said else "")
    hours, minutes, _, suffix, zone = match.groups()
    hour, minute, suffix = int(hours), int(minutes or 0), suffix.replace(".", "")
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
