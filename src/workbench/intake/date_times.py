"""Times of day: kept as "14:30" where they are exact, told in words where they are not."""

from __future__ import annotations

import re

CLOCK = r"[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
HALF = r"(?:[ap]\.?m\b\.?)"
HOURS = r"(?:hrs?|hours|h)\b\.?"
ZONE = r"(?:z|[+-][0-9]{2}:?[0-9]{2})"
COLON = rf"[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:\.[0-9]{{1,9}})?)?(?![0-9]) ?(?:{HALF}|{HOURS}|{ZONE}(?![0-9a-z]))?"
ONE = (
    rf"{COLON}|[0-9]{{1,2}}(?:\.[0-9]{{2}})? ?{HALF}|[0-9]{{2}}\.?[0-9]{{2}} ?{HOURS}"
    r"|(?<=at )(?:[0-9]{1,2}\.[0-9]{2}|[0-9]{4})(?![0-9./-])|(?:12 )?(?:noon|midday|midnight)\b"
)
LESS = r"(?:approximately|approx\.?|about|around|circa|ca\.?|c\.?|~|after|before|by|from) ?"
DAY_PART = (
    r"(?:(?:in|during) the )?\b(?:early|late|mid)?[ -]?(?:morning|afternoon|evening|lunchtime|lunch time|teatime|early hours)\b"
    rf"|\b{HALF}"
)
TIMES = re.compile(
    rf"(?<![0-9a-z./:-])(?:(?:at )?(?P<less>{LESS}))?(?P<first>{ONE})(?: ?(?:-|to|until|/) ?(?P<second>{ONE}))?"
    rf"|(?<![0-9a-z./:-])(?P<half>[0-9]{{1,2}}(?:[.:][0-9]{{2}})? ?(?:-|to) ?[0-9]{{1,2}}(?:[.:][0-9]{{2}})? ?{HALF})"
    rf"|(?P<part>{DAY_PART})|(?<=[0-9a-z] )(?<!to )(?P<dotted>[0-2][0-9]\.[0-5][0-9])$"
)
WORTH_A_LOOK = re.compile(
    r":|[0-9] ?[ap]\.?m\b|[0-9] ?h|\b[ap]\.?m\b|noon|midday|night|morning|lunch|evening|teatime|early h|at |\.[0-9]{2}$"
)
EXACT = re.compile(
    r"(?:at )?([0-9]{1,2})(?:[:.]?([0-9]{2}))?(?::([0-9]{2})(?:\.[0-9]+)?)? ?([a-z.]*)([+-][0-9]{2}:?[0-9]{2})?"
)


def without_times(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Return a date text without its times, the time ("HH:MM" or empty), and what to say about it."""
    if not WORTH_A_LOOK.search(text):
        return text, "", ()
    found = [match for match in TIMES.finditer(text) if match.group().strip()]
    if not found:
        return text, "", ()
    rest = TIMES.sub(" ", text)
    time, notes = _match_time(found[0])
    if len(found) > 1 and not (len(found) == 2 and found[1]["part"]):
        said = ", ".join(f'"{match.group().strip()}"' for match in found[1:])
        notes = (*notes, f"further time {said} kept in words only")
    rest = re.sub(r"\b(?:at|on)$|^(?:on|of)\b| -$", "", rest.strip(" ,()"))
    return rest.strip(" ,()"), time, notes


def time_of_day(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the time in a cell of a time column as "HH:MM" or empty, and what to say about it."""
    cleaned = " ".join(text.lower().replace("–", "-").replace("@", " at ").split()).strip(" .,;()")  # noqa: RUF001
    if not cleaned:
        return "", ()
    whole = re.sub(r"^(?:1899-12-3[01]|1900-01-0[01])[t ]", "", cleaned)  # Excel's time without a date
    if EXACT.fullmatch(whole) or whole in ("noon", "midday", "12 noon", "12 midday", "midnight"):
        return exact_time(whole, in_time_column=True)
    match = TIMES.fullmatch(whole)
    if match and (match["first"] or match["half"]):
        return _match_time(match)
    return "", (f'time "{_shown(text)}" kept in words only',)


def exact_time(written: str, *, in_time_column: bool = False) -> tuple[str, tuple[str, ...]]:
    """Return "HH:MM" where the words say exactly that, otherwise the reason why no time was kept."""
    said = written.strip(" .")
    if said in ("noon", "midday", "12 noon", "12 midday"):
        return "12:00", ()
    match = EXACT.fullmatch(said)
    if match is None:
        return "", (
            f'time "{_shown(said)}" kept in words only (it could belong to either day)',
        ) if "midnight" in said else (f'time "{_shown(said)}" kept in words only',)
    hour_digits, minute_digits, seconds, suffix, zone = match.groups()
    suffix = suffix.replace(".", "")
    if not minute_digits and len(hour_digits) < 3 and suffix not in ("am", "pm"):
        return "", (f'time "{_shown(said)}" kept in words only',)
    if seconds == "00" and minute_digits == "00" and hour_digits in ("0", "00") and not in_time_column:
        return "", ("midnight written by a spreadsheet (00:00:00) not kept as a time",)
    return _on_the_clock(
        said, int(hour_digits), int(minute_digits or 0), suffix, zone or "", len(hour_digits)
    )


def _on_the_clock(
    said: str, hour: int, minute: int, suffix: str, zone: str, digits: int
) -> tuple[str, tuple[str, ...]]:
    notes: tuple[str, ...] = ()
    if suffix in ("am", "pm") and 1 <= hour <= 12:
        hour = hour % 12 + (12 if suffix == "pm" else 0)
    elif suffix not in ("", "h", "hr", "hrs", "hours", "z", "am", "pm"):
        return "", (f'time "{_shown(said)}" kept in words only',)
    elif digits == 1 and hour > 0 and suffix in ("", "z"):
        return "", (f'time "{_shown(said)}" could be morning or afternoon and is kept in words only',)
    if hour > 23 or minute > 59:
        return "", (f'"{_shown(said)}" is not a time of day and is kept in words only',)
    if zone or suffix == "z":
        notes = (f"time zone {(zone or 'Z').upper()} as written, not converted",)
    return f"{hour:02}:{minute:02}", notes


def _match_time(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    said = match.group().strip()
    if match["part"]:
        return "", (f'part of the day ("{said}") kept in words only',)
    if match["half"] or match["less"]:
        return "", (f'time "{_shown(said)}" is not exact and is kept in words only',)
    time, notes = exact_time(match["first"] or match["dotted"])
    if match["second"]:
        notes = (
            *notes,
            f'time written as "{_shown(said)}": the start is kept'
            if time
            else f'time "{said}" kept in words only',
        )
    return time, notes


def _shown(text: str) -> str:
    return " ".join(text.split())[:40]
