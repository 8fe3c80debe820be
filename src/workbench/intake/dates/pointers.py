"""Words that date a row by the row above it: "same day", "ditto", "next day", "2 days later", "trannoeth".

`pointer` finds what such words do to the date above; `workbench.intake.dates.context`
applies it. Counted days are exact, weeks and months are taken loosely, because
people round them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from workbench.case.model import When
from workbench.intake.dates.edtf import ABOUT_DAYS, marked
from workbench.intake.dates.reading import ENDS, TIDY
from workbench.intake.dates.spans import (
    ONE_DAY,
    Span,
    add_months,
    day_span,
    days_span,
    month_end,
    spelled,
)
from workbench.intake.dates.times import without_times
from workbench.intake.dates.words import MEANINGS, WEEKDAYS

Step = Callable[[When], Span]

A_FORTNIGHT = timedelta(days=14)
FEW_DAYS = timedelta(days=2), timedelta(days=7)
WEEK = timedelta(days=7)
PART = "(?:morning|afternoon|evening|lunchtime)"
SAME = re.compile(
    rf"""(?:on\ |at\ )?(?:the\ |that\ |this\ )?(?:very\ )?same
        (?:\ (?:day|date|time|visit|{PART}|(?:day|date)\ and\ time))?
    |(?:on\ )?that\ (?:day|date|{PART})|ditto|-?\ ?do\ ?-?|idem|"+|''|[〃″]
    |(?:date\ )?as\ (?:above|row\ above|before)|see\ above|above
    |(?:later|earlier)(?:\ on)?(?:\ (?:in|on))?(?:\ (?:the|that))?(?:\ same)?\ (?:day|date|{PART})
    |yr\ un\ (?:diwrnod|dydd|dyddiad|bore|prynhawn|amser)|(?:fel\ )?uchod|y\ (?:diwrnod|dydd)\ hwnnw
    |(?:yn\ )?(?:hwyrach|ddiweddarach)(?:\ ymlaen)?
        \ (?:y|yr\ un|yn\ y)\ (?:diwrnod|dydd|bore|prynhawn)(?:\ hwnnw)?""",
    re.VERBOSE,
)
NIGHT = re.compile(
    r"(?:over|during |later )?(?:the |that |the same |same |that same )?night"
    r"|dros nos|y noson honno|yr un noson"
)
NEXT = re.compile(
    rf"(?:on )?(?:the )?(?:next|following) (?:day|date|{PART})|(?:the |a |one |1 )?day (?:after|later)"
    rf"|(?:the )?{PART} after|y diwrnod (?:canlynol|wedyn|nesaf|ar [oô]l)"
    r"|(?:bore )?[td]rannoeth|(?:un )?diwrnod yn ddiweddarach"
)
NUMBER_WORDS = (
    "a an one un", "two dau ddau dwy ddwy", "three tri dri tair dair", "four pedwar bedwar pedair bedair",
    "five pum pump bum", "six chwe chwech", "seven saith", "eight wyth", "nine naw", "ten deg ddeg",
)  # fmt: skip
NUMBERS = {word: number for number, words in enumerate(NUMBER_WORDS, start=1) for word in words.split()}
COUNT = re.compile(
    rf"(?:about |approx(?:imately)?\.? |tua )?(?:([0-9]{{1,3}}|{'|'.join(NUMBERS)}) )?"
    r"(days?|weeks?|wks?|fortnights?|months?|mths?|d?diwrnod|(?:w|ng)?wythnos|mis|fis)"
    r" (?:later|after|afterwards|on|yn ddiweddarach|wedyn)"
)
FEW = re.compile(
    r"(?:a )?(?:few|several|some|couple of) days (?:later|after|afterwards|on)"
    r"|(?:ychydig|rhai) (?:o )?dd?(?:i|y)ddiau yn ddiweddarach"
)
STRETCH = re.compile(
    r"(later(?: in)? (?:that|the same|the)|the next|(?:the )?following) (week|month)"
    r"|yr (wythnos) (?:ganlynol|wedyn|nesaf)|y (mis) (?:canlynol|wedyn|nesaf)"
)
WEEKDAY = re.compile(r"(?:on )?(?:the )?(?:following|next) (?P<day>[a-z]+)")


class Pointer(NamedTuple):
    """What a text says about its row's date, counted from the row above."""

    step: Step
    same: bool = False
    """True where the date is that of the row above, so that the order of the table does not matter."""
    time: str = ""
    time_notes: tuple[str, ...] = ()
    weekday: str = ""


@lru_cache(maxsize=1 << 12)
def pointer(text: str) -> Pointer | None:
    """Return what a date cell says about the row above, or None where it does not point there."""
    tidy = " ".join(text.translate(TIDY).lower().split()).strip(ENDS)
    if tidy.startswith("(") and tidy.endswith(")"):
        tidy = tidy[1:-1].strip(ENDS)
    if found := _pointer(tidy):
        return found
    rest, time, notes = without_times(tidy)
    rest = rest.strip(f"{ENDS}-()")
    found = _pointer(rest) if rest != tidy else None
    if found is None:
        rest, weekday = _without_weekday(rest)
        found = _pointer(rest) if weekday else None
        found = found and found._replace(weekday=weekday)
    return found and found._replace(time=time, time_notes=notes)


def _pointer(text: str) -> Pointer | None:
    if SAME.fullmatch(text):
        return Pointer(same_as, same=True)
    if NIGHT.fullmatch(text):
        return Pointer(lambda above: _moved(above, timedelta(0), ONE_DAY), same=True)
    if NEXT.fullmatch(text):
        return Pointer(lambda above: _moved(above, ONE_DAY, ONE_DAY))
    if FEW.fullmatch(text):
        low, high = (timedelta(2), timedelta(3)) if "couple" in text else FEW_DAYS
        note = f"a few days taken as {low.days} to {high.days}"
        return Pointer(lambda above: _moved(above, low, high).noting(note))
    if match := COUNT.fullmatch(text):
        return _counted(match)
    if match := STRETCH.fullmatch(text):
        return Pointer(_stretch(match))
    if match := WEEKDAY.fullmatch(text):
        day = MEANINGS.get(match["day"], "")
        return Pointer(lambda above: _following(above, day)) if day.startswith("#") else None
    return None


def _without_weekday(text: str) -> tuple[str, str]:
    words = text.replace(",", " ").replace("(", " ").replace(")", " ").split()
    for place in (-1, 0):
        if len(words) > 1 and MEANINGS.get(words[place].rstrip("."), "").startswith("#"):
            weekday = MEANINGS[words.pop(place).rstrip(".")]
            return " ".join(words).strip(f"{ENDS}-"), weekday
    return text, ""


def same_as(above: When) -> Span:
    """Return the days of the row above."""
    return Span(above.earliest, above.latest, above.precision, above.edtf)


def _moved(above: When, low: timedelta, high: timedelta) -> Span:
    """Return the days from ``low`` after the earliest above to ``high`` after the latest."""
    first = above.earliest + low if above.earliest else None
    last = above.latest + high if above.latest else None
    return _between(first, last, above)


def _between(first: date | None, last: date | None, above: When) -> Span:
    if first is None or last is None:
        return Span(first, last, "open", f"{first or '..'}/{last or '..'}")
    span = day_span(first) if first == last else days_span(first, last, "days")
    return marked(span, "?") if "?" in above.edtf or "%" in above.edtf else span


def _counted(match: re.Match[str]) -> Pointer | None:
    number = int(match[1]) if (match[1] or "").isdigit() else NUMBERS.get(match[1] or "a", 1)
    unit = match[2].lstrip("n")[:2]
    loosely = match.group().startswith(("about", "approx", "tua"))
    if unit in ("da", "di", "dd"):
        days = number * ONE_DAY
        about = min(ABOUT_DAYS, days) if loosely else timedelta(0)
        return Pointer(lambda above: _moved(above, days - about, days + about))
    if unit in ("mo", "mt", "mi", "fi"):
        return Pointer(lambda above: _months_on(above, number))
    days = number * (A_FORTNIGHT if unit == "fo" else WEEK)
    note = f"weeks taken as {ABOUT_DAYS.days} days more or less"
    return Pointer(lambda above: _moved(above, days - ABOUT_DAYS, days + ABOUT_DAYS).noting(note))


def _months_on(above: When, number: int) -> Span:
    first = add_months(above.earliest, number) - A_FORTNIGHT if above.earliest else None
    last = add_months(above.latest, number) + A_FORTNIGHT if above.latest else None
    return _between(first, last, above).noting("months taken as two weeks more or less")


def _stretch(match: re.Match[str]) -> Step:
    week = (match[2] or match[3]) in ("week", "wythnos")
    later = (match[1] or "").startswith("later")

    def step(above: When) -> Span:
        """Return the rest of the week or month above, or the whole of the next."""
        first, last = above.earliest, above.latest
        if first and not later:
            first = first + WEEK - first.weekday() * ONE_DAY if week else add_months(first.replace(day=1), 1)
        if last:
            ahead = last if later else last + WEEK if week else add_months(last.replace(day=1), 1)
            last = ahead + (6 - ahead.weekday()) * ONE_DAY if week else month_end(ahead.year, ahead.month)
        span = _between(first, last, above)
        return span.noting(f"taken as {spelled(first, last)}") if first and last else span

    return step


def _following(above: When, weekday: str) -> Span:
    """Return the first such weekday after the row above; a week's worth of them where that is vague."""
    wanted = [day[:3].lower() for day in WEEKDAYS].index(weekday[1:])

    def after(day: date) -> date:
        return day + ((wanted - day.weekday() - 1) % 7 + 1) * ONE_DAY

    first = after(above.earliest) if above.earliest else None
    last = after(above.latest) if above.latest else None
    return _between(first, last, above)
