"""What holds for every date: written in any way it reads back, and the days hold the day that was meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.case.model import When
from workbench.intake.dates import duration_in_days, read_date, show
from workbench.intake.dates.spans import MONTHS, easter_sunday

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
OTHER_DAYS = st.dates(date(1902, 1, 1), date(2098, 12, 31))
"""Far enough from the first and last year for a range or a winter to stay inside."""


def month(day: date) -> str:
    return MONTHS[day.month - 1]


def ordinal(day: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day not in (11, 12, 13) else 0, "th")
    return f"{day}{ending}"


EXACT_STYLES = {
    "iso": lambda day: day.isoformat(),
    "iso with time": lambda day: f"{day.isoformat()}T14:30:00",
    "slashes": lambda day: f"{day:%d/%m/%Y}",
    "dots": lambda day: f"{day.day}.{day.month}.{day.year}",
    "dashes": lambda day: f"{day:%d-%m-%Y}",
    "mixed": lambda day: f"{day:%d.%m/%Y}",
    "compact": lambda day: f"{day:%Y%m%d}",
    "words": lambda day: f"{day.day} {month(day)} {day.year}",
    "ordinal": lambda day: f"the {ordinal(day.day)} of {month(day)}, {day.year}.",
    "short": lambda day: f"{day.day:02}-{month(day)[:3].lower()}-{day.year}",
    "month first": lambda day: f"{month(day)} {ordinal(day.day)}, {day.year}",
    "year first": lambda day: f"{day.year} {month(day)} {day.day}",
    "weekday": lambda day: f"{day:%A}, {day.day} {month(day)} {day.year}",
    "short weekday": lambda day: f"{day:%a} {day:%d/%m/%Y}",
    "weekday after": lambda day: f"{day:%d/%m/%Y} ({day:%a})",
    "capitals": lambda day: f"{day.day} {month(day)} {day.year}".upper(),
    "time": lambda day: f"{day:%d/%m/%Y} 09:05",
}


@pytest.mark.parametrize("style", EXACT_STYLES)
@given(day=DAYS)
@settings(max_examples=60, deadline=None)
def test_an_exact_date_reads_back_in_every_style(style, day):
    when = read_date(EXACT_STYLES[style](day))
    assert (when.earliest, when.latest, when.precision, when.edtf) == (day, day, "day", day.isoformat())


@given(day=st.dates(date(1940, 1, 1), date(2029, 12, 31)))
def test_two_digits_of_the_year_are_enough_between_1940_and_2029(day):
    for text in (f"{day:%d.%m.%y}", f"{day.day} {month(day)} '{day:%y}", f"{day:%d/%m/%y}"):
        when = read_date(text)
        assert (when.earliest, when.latest) == (day, day)
        assert f"two-digit year {day:%y} read as {day.year}" in when.assumption.lower()


@given(day=DAYS, wrong=st.integers(1, 6))
def test_a_weekday_that_does_not_agree_is_refused(day, wrong):
    weekday = f"{day + timedelta(wrong):%A}" if day.year < 2100 else f"{day - timedelta(wrong):%A}"
    when = read_date(f"{weekday} {day.day} {month(day)} {day.year}")
    assert not when.dated
    assert f"{day.day} {month(day)} {day.year} was a {day:%A}." in when.problem


def season(day: date) -> str:
    if day.month in (12, 1, 2):
        start = day.year if day.month == 12 else day.year - 1
        return f"winter {start}/{(start + 1) % 100:02}"
    return f"{('spring', 'summer', 'autumn')[day.month // 3 - 1]} {day.year}"


def third(number: int, size: int) -> str:
    return ("early", "mid", "late")[min((number - 1) // size, 2)]


VAGUE_STYLES = {
    "month": lambda day: f"{month(day)} {day.year}",
    "month in numbers": lambda day: f"{day.month}/{day.year}",
    "year": lambda day: f"{day.year}",
    "part of month": lambda day: f"{third(day.day, 10)} {month(day)} {day.year}",
    "part of year": lambda day: f"{third(day.month, 4)}-{day.year}",
    "season": season,
    "quarter": lambda day: f"Q{(day.month + 2) // 3} {day.year}",
    "about": lambda day: f"c. {day.day} {month(day)} {day.year}",
    "about the year": lambda day: f"about {day.year}",
    "perhaps": lambda day: f"?{month(day)} {day.year}",
    "week": lambda day: f"w/c {(day - timedelta(day.weekday())):%d/%m/%Y}",
    "week of": lambda day: f"week of {day:%d/%m/%Y}",
    "week ending": lambda day: f"week ending {(day + timedelta(6 - day.weekday())):%d/%m/%Y}",
    "decade": lambda day: f"{day.year // 10}0s",
    "years": lambda day: f"{day.year - 1}/{day.year % 100:02}",
    "before": lambda day: f"before {(day + timedelta(1)):%d/%m/%Y}",
    "after": lambda day: f"after {(day - timedelta(1)):%d/%m/%Y}",
    "by": lambda day: f"by {month(day)} {day.year}",
    "since": lambda day: f"since {day.year}",
    "days": lambda day: f"{(day - timedelta(3)):%d/%m/%Y} - {(day + timedelta(3)):%d/%m/%Y}",
    "between": lambda day: f"between {month(day)} {day.year} and {day.year + 1}",
    "edtf": lambda day: f"{day:%Y-%m}-XX",
    "open": lambda day: f"../{day.isoformat()}",
    "school year": lambda day: (
        f"school year {day.year - (day.month < 9)}/{(day.year + (day.month >= 9)) % 100:02}"
    ),
}


@pytest.mark.parametrize("style", VAGUE_STYLES)
@given(day=OTHER_DAYS)
@settings(max_examples=40, deadline=None)
def test_a_vague_date_holds_the_day_that_was_meant(style, day):
    when = read_date(VAGUE_STYLES[style](day))
    assert when.dated, when.problem
    assert when.earliest is None or when.earliest <= day
    assert when.latest is None or when.latest >= day


@pytest.mark.parametrize("style", VAGUE_STYLES)
@given(day=OTHER_DAYS)
@settings(max_examples=20, deadline=None)
def test_what_is_shown_and_the_edtf_read_back_as_the_same_days(style, day):
    when = read_date(VAGUE_STYLES[style](day))
    for text in (show(when), when.edtf):
        again = read_date(text)
        assert (again.earliest, again.latest) == (when.earliest, when.latest), text


WORDS = """
    1 2 12 14 22 31 05 16 '16 2012 2019 2019-04-17 22.05.16 22/5/2012 201X may Mai febuary hydref mon #mon
    early mid late end of spring winter Q3 term w/c w/e weekend week overnight before after by until
    since from to and or between about ? ~ % possibly onwards present Christmas Easter over
    aged 9 weeks old at birth 14:30 2pm noon evening ( ) / - . , .. @before @wc \u2013 \u00a0
"""
PIECES = st.sampled_from(WORDS.split(" "))
DATE_LIKE = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " ", "-", "/"])), max_size=8).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
)
CELLS = st.one_of(DATE_LIKE, st.text(max_size=150))
YEARS = st.none() | st.tuples(st.integers(1900, 2000), st.integers(2000, 2100))


@given(text=CELLS, time_text=CELLS, end_text=st.just("") | CELLS, years=YEARS, born=st.none() | DAYS)
@settings(max_examples=600, deadline=None)
def test_any_cell_is_either_dated_or_refused_and_never_raises(text, time_text, end_text, years, born):
    birth = When("", born, born, "day", born.isoformat()) if born else None
    when = read_date(text, time_text=time_text, end_text=end_text, born=birth, years=years)

    assert when.text.startswith(text)
    assert when.text == text or end_text in when.text
    assert when.dated != bool(when.problem)
    assert bool(when.edtf) == when.dated
    assert (when.precision == "undated") != when.dated
    if when.earliest and when.latest:
        assert when.earliest <= when.latest
    show(when)


@given(first=DATE_LIKE, second=DATE_LIKE)
@settings(max_examples=300, deadline=None)
def test_the_shortest_duration_is_never_longer_than_the_longest(first, second):
    shortest, longest = duration_in_days(read_date(first), read_date(second))
    assert shortest is None or longest is None or shortest <= longest


def test_easter_is_on_its_published_sundays():
    published = [
        "2000-04-23",
        "2008-03-23",
        "2011-04-24",
        "2015-04-05",
        "2016-03-27",
        "2019-04-21",
        "2038-04-25",
    ]
    assert [str(easter_sunday(int(day[:4]))) for day in published] == published


def test_easter_is_a_sunday_between_22_march_and_25_april():
    for year in range(1900, 2101):
        sunday = easter_sunday(year)
        assert sunday.weekday() == 6
        assert date(year, 3, 22) <= sunday <= date(year, 4, 25)


@given(
    day=st.integers(0, 40), month=st.sampled_from(MONTHS), short=st.booleans(), gap=st.sampled_from(" -"),
    year=st.sampled_from(["2019", "1899", "2101", "00", "19", "29", "35", "40", "99"]),
    years=st.sampled_from([None, (2010, 2020), (1950, 2060)]),
)  # fmt: skip
def test_the_short_way_for_days_in_words_reads_as_the_rules_do(
    day: int, month: str, short: bool, gap: str, year: str, years: tuple[int, int] | None
):
    """With a label before it the same date is read by the rules."""
    text = f"{day}{gap}{month[:3] if short else month}{gap}{year}"
    quick, by_rules = read_date(text, years=years), read_date(f"Date: {text}", years=years)

    said = by_rules.problem.replace(f'"Date: {text}"', f'"{text}"')
    assert quick == replace(by_rules, text=text, problem=said)
