"""Reads dates as people write them, and shows them again.

Every date becomes an interval of days. Day comes first (UK). A text is read
right or refused with a sentence that says what to write instead; what was
taken for granted stands in the reading's ``assumption``. Nothing here looks at
today's date. Why it is done so: docs/decisions/intervals-for-dates.md.
"""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.case.model import When
from workbench.intake.dates.ages import age_span
from workbench.intake.dates.edtf import ISO_DAY, edtf_span
from workbench.intake.dates.forms import WORDED, day_in_words
from workbench.intake.dates.numbers import NUMERIC, numeric
from workbench.intake.dates.phrases import statement
from workbench.intake.dates.refusals import general_refusal, known_refusal
from workbench.intake.dates.shown import show
from workbench.intake.dates.spans import Span, Unreadable, joined, long_day
from workbench.intake.dates.times import time_of_day, without_times
from workbench.intake.dates.words import canonical
from workbench.intake.dates.years import Given, checked_day

__all__ = ["read_date"]

LONGEST_TEXT = 120
UNTOLD = Given()
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2212\ufe63\uff0d"), "-")
LONG_DASHES = dict.fromkeys(map(ord, "\u2012\u2013\u2014\u2015"), " - ")
QUOTES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc`\u00b4"), "'")
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"), "")
DOUBLE_QUOTES = dict.fromkeys(map(ord, "\u201c\u201d"), '"')
TIDY = {
    **DASHES,
    **LONG_DASHES,
    **QUOTES,
    **DOUBLE_QUOTES,
    **INVISIBLE,
    ord(","): " ",
    ord("@"): " at ",
    ord("#"): " no. ",
}
ISO_TIME = re.compile(r"(?<=[0-9]{2})t(?=[0-9]{2}:)")
FOUR_DIGITS = re.compile("(?:19|20)[0-9]{2}")
LABEL = re.compile("^(?:date|dyddiad) ?: ?")
DAY_ONLY = re.compile(r"(?:on )?(?:the )?([0-9]{1,2})(?:st|nd|rd|th|af|ail|il|ydd|edd|fed|ed|eg|ain)")
MOST_QUALIFIERS = 6
ENDS = " .;:,"


def read_date(
    text: str,
    *,
    time_text: str = "",
    end_text: str = "",
    born: When | None = None,
    years: tuple[int, int] | None = None,
) -> When:
    """Return the days a text can mean; a text that is not a date comes back with its problem.

    ``time_text`` and ``end_text`` are the cells of a time and an end-date
    column beside it. ``born`` is whose age "aged 9" is; ``years`` are the first
    and last year that the dates can be about, which settle two-digit years.
    """
    if len(text) > LONGEST_TEXT or len(end_text) > LONGEST_TEXT or len(time_text) > LONGEST_TEXT:
        long = next(cell for cell in (text, end_text, time_text) if len(cell) > LONGEST_TEXT)
        return _too_long(text, long)
    return _read(text, time_text, end_text, born, years)


def _too_long(text: str, cell: str) -> When:
    start = " ".join(cell[:60].split())[:30]
    return When(
        text,
        problem=f'"{start}…" is too long for a date ({len(cell):,} characters). '
        "Write only the date here, and the rest in the column for the event.",
    )


@lru_cache(maxsize=1 << 16)
def _read(text: str, time_text: str, end_text: str, born: When | None, years: tuple[int, int] | None) -> When:
    """Return the reading of one row's date cells; most dates of a case occur more than once."""
    given = Given(born, years) if born or years else UNTOLD
    if end_text.strip() and not text.strip():
        return When(
            f"{text} to {end_text}", problem="No start date, only an end date. Write the start as well."
        )
    try:
        span, time, time_notes = _start(text, given)
    except Unreadable as error:
        if error.lacks_year and end_text.strip() and (whole := _with_the_ends_year(text, end_text, given)):
            return _when(f"{text} to {end_text}", whole, "", (), time_text)
        return When(text, problem=_problem(text, error))
    if end_text.strip():
        return _with_end(text, end_text, time_text, span, time, time_notes, given)
    return _when(text, span, time, time_notes, time_text)


def _with_the_ends_year(text: str, end_text: str, given: Given) -> Span | None:
    """Read a start without its year by the end beside it, as "28 Dec - 3 Jan 2013" is read in one cell."""
    try:
        return _start(f"{text.strip()} - {end_text.strip()}", given)[0]
    except Unreadable:
        return None


def dated(
    text: str,
    span: Span,
    *,
    time: str = "",
    time_notes: tuple[str, ...] = (),
    time_text: str = "",
    end_text: str = "",
) -> When:
    """Return a row's reading from days that were found in another way than by its own date cell."""
    if end_text.strip():
        return _with_end(text, end_text, time_text, span, time, time_notes, Given())
    return _when(text, span, time, time_notes, time_text)


@lru_cache(maxsize=1 << 12)
def lacks_year(text: str) -> bool:
    """Return whether a text would be a date if it had a year: "14 May", "Christmas"."""
    if len(text) > LONGEST_TEXT:
        return False
    try:
        _start(text, Given())
    except Unreadable as error:
        return error.lacks_year
    return False


def ordinal_only(text: str) -> int | None:
    """Return the day of "the 15th" or "15fed", which lacks its month too; None for any other text."""
    match = DAY_ONLY.fullmatch(" ".join(text.lower().split()).strip(ENDS)) if len(text) < 20 else None
    return int(match[1]) if match and 1 <= int(match[1]) <= 31 else None


def _problem(text: str, error: Unreadable) -> str:
    if not error.write:
        return error.what
    return f'"{" ".join(text.split())}" {error.what} {error.write}'


def forget() -> None:
    """Forget every date read so far, as a fresh start would; for measurements."""
    _read.cache_clear()
    _start.cache_clear()
    time_of_day.cache_clear()


# Rows of one day differ in their time and end columns, so the date cell alone is remembered as well.
@lru_cache(maxsize=1 << 16)
def _start(text: str, given: Given) -> tuple[Span, str, tuple[str, ...]]:
    """Read one cell: the commonest forms at once, anything else by the rules."""
    if match := NUMERIC.fullmatch(text):
        return numeric(match, given), "", ()
    if match := ISO_DAY.fullmatch(text):
        year, month, day = (int(group) for group in match.groups())
        if 1900 <= year <= 2100:
            return checked_day(year, month, day, iso=True), "", ()
    if match := WORDED.fullmatch(text):
        return day_in_words(match, given), "", ()
    tidy = " ".join(text.translate(TIDY).lower().split()).strip(ENDS)
    if tidy.startswith(("date", "dyddiad")):
        tidy = LABEL.sub("", tidy)
    if not tidy:
        raise Unreadable("No date.", "")
    if refusal := known_refusal(tidy):
        raise refusal
    if (any(mark in tidy for mark in "?~%x/") or ".." in text) and (
        span := edtf_span(tidy if ".." not in text else text.strip())
    ):
        return span, "", ()
    return _by_rules(tidy, given)


def _by_rules(tidy: str, given: Given) -> tuple[Span, str, tuple[str, ...]]:
    rest, time, notes = without_times(ISO_TIME.sub(" ", tidy))
    rest = rest.strip(ENDS)
    if not rest:
        raise Unreadable("is a time without a date.", "Write the date here, and the time beside it.")
    try:
        span = age_span(rest, given.born) or _shown_again(rest, given) or _from_words(rest, given)
    except Unreadable as error:
        if error.lacks_year and FOUR_DIGITS.search(rest):  # there is a year, but what stands by it is no date
            raise general_refusal(rest) from None
        raise
    if span is None:
        raise known_refusal(rest) or general_refusal(rest)
    return span, time, notes


def _from_words(text: str, given: Given) -> Span | None:
    words, notes = canonical(re.sub(r"[()\[\]]", " ", text))
    if words.count("@") > MOST_QUALIFIERS:  # each may stand before or after its date, so time would double
        return None
    span = statement(words, given)
    return span and span._replace(notes=notes + span.notes)


def _shown_again(text: str, given: Given) -> Span | None:
    """Read back what `show` writes, "early January 2019 (1 to 10 January)", where it agrees with itself."""
    before, bracket, _ = text.partition(" (")
    if not bracket or not text.endswith(")"):
        return None
    span = _from_words(before, given)
    return span if span and show(_when(text, span, "", (), "")).lower() == text else None


def _when(text: str, span: Span, time: str, time_notes: tuple[str, ...], time_text: str) -> When:
    """Return the reading, with the time of the time column where the date cell has none."""
    if not (span.notes or time_notes or time or time_text):  # nearly every date of most files
        return When(text, span.first, span.last, span.precision, span.edtf)
    notes = span.notes + time_notes
    if time_text:
        column_time, column_notes = time_of_day(time_text)
        if time and column_time and time != column_time:
            notes += (f"two times are written, {time} and {column_time}, and neither is kept",)
            time = ""
        else:
            time = time or column_time
            notes += column_notes
    if time and span.precision not in ("day", "days"):
        notes += (f"time {time} kept in words only, because the day is not known",)
        time = ""
    assumption = "; ".join(dict.fromkeys(notes))
    return When(
        text, span.first, span.last, span.precision, span.edtf, time, assumption[:1].upper() + assumption[1:]
    )


def _with_end(
    text: str,
    end_text: str,
    time_text: str,
    start: Span,
    time: str,
    time_notes: tuple[str, ...],
    given: Given,
) -> When:
    """Return everything from the start's first day to the end's last; refuse what contradicts itself."""
    both = f"{text} to {end_text}"
    try:
        end, _, _ = _start(end_text, given)
    except Unreadable as error:
        return When(both, problem=f"The end date cannot be read: {_problem(end_text, error)}")
    if start.first and end.last and end.last < start.first:
        problem = (
            f"The end, {long_day(end.last)}, is before the start, {long_day(start.first)}. "
            "Find out which is right and write the earlier date first."
        )
        return When(both, problem=problem)
    if start.first is None and end.last is None:
        problem = (
            "Neither the start nor the end names a first or a last day. Write at least one of them as a date."
        )
        return When(both, problem=problem)
    return _when(both, joined(start, end), time, time_notes, time_text)
