"""Stretches of days: how a day, month, season or year becomes first and last day.

Everything here counts in the calendar and knows nothing of how people write
dates. `date_forms` and `date_phrases` turn words into these spans.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1900, 2100
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
ONE_DAY = timedelta(days=1)


class Unreadable(Exception):
    """Raised where a text is not a date; says what is wrong and what to write instead.

    ``lacks_year`` is True where only the year is missing, so that the other
    end of a range ("28 April - 2 May 2012") can supply it.
    """

    def __init__(self, what: str, write: str, *, lacks_year: bool = False) -> None:
        super().__init__(what, write)
        self.what = what
        self.write = write
        self.lacks_year = lacks_year


class Span(NamedTuple):
    """A reading: first and last day (None where open), and how it was arrived at."""

    first: date | None
    last: date | None
    precision: str
    edtf: str
    notes: tuple[str, ...] = ()
    """What was taken for granted, one phrase each."""
    feast: date | None = None
    """The day itself where a holiday was named, which "before" and "around" turn on."""
    loose: bool = False
    """True where the days were widened for "about", so that the ends are not sharp."""

    @property
    def ends(self) -> tuple[date, date]:
        """First and last day of a span that has both."""
        if self.first is None or self.last is None:
            raise AssertionError(f"an open span was taken for a closed one: {self.edtf}")
        return self.first, self.last

    def noting(self, *notes: str) -> Span:
        """Return the same days with further phrases about what was taken for granted."""
        return self._replace(notes=self.notes + notes) if notes else self


def day_span(day: date) -> Span:
    """Return the span of one day."""
    return Span(day, day, "day", day.isoformat())


def month_span(year: int, month: int) -> Span:
    """Return the span of one calendar month."""
    return Span(date(year, month, 1), month_end(year, month), "month", f"{year}-{month:02}")


def year_span(year: int) -> Span:
    """Return the span of one calendar year."""
    return Span(date(year, 1, 1), date(year, 12, 31), "year", str(year))


def days_span(first: date, last: date, precision: str, *notes: str) -> Span:
    """Return the days from first to last, written in EDTF as two days."""
    return Span(first, last, precision, f"{first}/{last}", notes)


def months_span(first: date, last: date, precision: str, *notes: str) -> Span:
    """Return whole months from first to last, written in EDTF as two months."""
    return Span(first, last, precision, f"{first:%Y-%m}/{last:%Y-%m}", notes)


def season_span(season: str, year: int) -> Span:
    """Return three whole months; winter starts in December of ``year`` and ends in February."""
    start = date(year, SEASON_STARTS[season], 1)
    end = add_months(start, 3) - ONE_DAY
    code = 20 + start.month // 3
    if season == "winter" or code == year % 100 + 1:
        # EDTF leaves open which winter 2018-24 is, and 2020-21 looks like a school year.
        return months_span(start, end, "season")
    return Span(start, end, "season", f"{year}-{code}")


def quarter_span(quarter: int, year: int) -> Span:
    """Return a quarter of the calendar year."""
    start = date(year, 3 * quarter - 2, 1)
    end = add_months(start, 3) - ONE_DAY
    if 32 + quarter == year % 100 + 1:  # 2032-33 looks like a school year
        return months_span(start, end, "part of year")
    return Span(start, end, "part of year", f"{year}-{32 + quarter}")


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """Return the same day some months on, or the month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def easter_sunday(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar (the anonymous, or Meeus/Jones/Butcher, rule)."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - epact - in_century % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def long_day(day: date) -> str:
    """Return a day as it is shown everywhere: "17 April 2019"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def spelled(first: date, last: date, *, with_year: bool = True) -> str:
    """Return an interval in as few words as say it exactly: "1 to 10 January 2019"."""
    one_year = first.year == last.year
    year = f" {last.year}" if with_year or not one_year else ""
    if first == last:
        return f"{first.day} {MONTHS[first.month - 1]}{year}"
    if first.day == 1 and last == month_end(last.year, last.month):
        if (first.month, last.month) == (1, 12) and with_year:
            return str(first.year) if one_year else f"{first.year} to {last.year}"
        start, end = MONTHS[first.month - 1], MONTHS[last.month - 1] + year
        if one_year and first.month == last.month:
            return end
    elif one_year and first.month == last.month:
        start, end = str(first.day), f"{last.day} {MONTHS[last.month - 1]}{year}"
    else:
        start, end = f"{first.day} {MONTHS[first.month - 1]}", f"{last.day} {MONTHS[last.month - 1]}{year}"
    return f"{start} to {end}" if one_year else f"{start} {first.year} to {end}"


PLURAL = {
    "day": "days",
    "open": "days",
    "week": "days",
    "month": "months",
    "season": "months",
    "year": "years",
}
COARSER = {
    word: rank
    for rank, word in enumerate(
        ("day", "days", "week", "part of month", "month", "months", "season", "part of year", "year", "years")
    )
}


def joined(start: Span, end: Span) -> Span:
    """Return everything from the first day of one span to the last day of the other."""
    notes = start.notes + tuple(note for note in end.notes if note not in start.notes)
    if start.first is None or end.last is None:
        left, right = (
            (".." if start.first is None else _left(start)),
            (".." if end.last is None else _right(end)),
        )
        return Span(start.first, end.last, "open", f"{left}/{right}", notes)
    if (start.first, start.last) == (end.first, end.last):
        return end._replace(notes=notes)
    coarser = max(start.precision, end.precision, key=lambda word: COARSER.get(word, 0))
    within = {"part of month": 7, "part of year": 4}.get(coarser, 0)
    if start.precision == end.precision and within and f"{start.first}"[:within] == f"{end.last}"[:within]:
        precision = coarser  # "mid to late February" is still a part of one month
    else:
        precision = {"part of month": "days", "part of year": "months"}.get(coarser) or PLURAL.get(
            coarser, coarser
        )
    loose = start.loose or end.loose
    return Span(start.first, end.last, precision, f"{_left(start)}/{_right(end)}", notes, loose=loose)


def _left(span: Span) -> str:
    """Return the EDTF of a span's start: seasons and quarters as their first month."""
    part = span.edtf.split("/")[0]
    return f"{span.first:%Y-%m}" if span.first and _coded(part) else part


def _right(span: Span) -> str:
    """Return the EDTF of a span's end: seasons and quarters as their last month."""
    part = span.edtf.split("/")[-1]
    return f"{span.last:%Y-%m}" if span.last and _coded(part) else part


def _coded(part: str) -> bool:
    return len(part) == 7 and part[5:].isdigit() and int(part[5:]) > 20
