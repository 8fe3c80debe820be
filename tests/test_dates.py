"""The date parser: every form that it reads, and every refusal in its whole words.

`dates_readings.csv` beside this file is the table of forms: a text, the days
that it means, its precision and its EDTF.
"""

from __future__ import annotations

import csv
import time
from datetime import date
from pathlib import Path

import pytest
from edtf import parse_edtf

from workbench.case.model import When
from workbench.intake.dates import duration_in_days, read_date, show, show_duration

with (Path(__file__).parent / "dates_readings.csv").open(encoding="utf-8", newline="") as table:
    READINGS = list(csv.DictReader(table))

BORN = read_date("5 March 2019")


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("row", READINGS, ids=lambda row: row["text"])
def test_a_form_is_read_as_the_days_it_means(row):
    when = read_date(row["text"])

    assert (when.earliest, when.latest) == (day(row["earliest"]), day(row["latest"]))
    assert (when.precision, when.edtf) == (row["precision"], row["edtf"])
    assert (when.text, when.problem) == (row["text"], "")


@pytest.mark.parametrize("row", READINGS, ids=lambda row: row["text"])
def test_the_edtf_is_valid_and_means_the_same_days(row):
    parse_edtf(row["edtf"])  # raises where the text is not EDTF

    again = read_date(row["edtf"])
    assert (again.earliest, again.latest) == (day(row["earliest"]), day(row["latest"]))


@pytest.mark.parametrize("row", READINGS, ids=lambda row: row["text"])
def test_what_is_shown_is_read_back_as_the_same_days(row):
    again = read_date(show(read_date(row["text"])))

    assert (again.earliest, again.latest) == (day(row["earliest"]), day(row["latest"]))


@pytest.mark.parametrize("row", READINGS, ids=lambda row: row["text"])
def test_case_spaces_and_full_stops_do_not_matter(row):
    plain = read_date(row["text"])
    for text in (row["text"].upper(), f"  {row['text']} . ", row["text"].replace(" ", "\u00a0 ")):
        again = read_date(text)
        assert (again.earliest, again.latest, again.edtf) == (plain.earliest, plain.latest, plain.edtf), text


EXAMPLES = "Write a date as 17 April 2019, 17/04/2019, April 2019 or 2019."
REFUSALS = {
    "": "No date.",
    " \u00a0 ": "No date.",
    "31/02/2019": '"31/02/2019" is not a date: February 2019 has 28 days. '
    "Write 28/02/2019, or February 2019 if only the month is known.",
    "31 February 2019": '"31 February 2019" is not a date: February 2019 has 28 days. '
    "Write 28 February 2019, or February 2019 if only the month is known.",
    "2019-02-31": '"2019-02-31" is not a date: February 2019 has 28 days. '
    "Write 2019-02-28, or February 2019 if only the month is known.",
    "31/11/2012": '"31/11/2012" is not a date: November 2012 has 30 days. '
    "Write 30/11/2012, or November 2012 if only the month is known.",
    "04/17/2019": '"04/17/2019" is not a date with the day first. '
    "There is no month 17; if 17 April 2019 is meant, write 17/04/2019.",
    "17/17/2019": '"17/17/2019" is not a date: there is no month 17. '
    "Write day, month and year, as in 17/04/2019.",
    "00/05/2012": '"00/05/2012" is not a date: there is no day 0. '
    "If only the month is known, write May 2012.",
    "00/00/2012": '"00/00/2012" is not a date: there is no day 0 and no month 0. '
    "If only the year is known, write 2012.",
    "Tuesday 14 May 2012": '"Tuesday 14 May 2012" does not agree with itself: 14 May 2012 was a Monday. '
    "Find out which is right and write the date without the weekday.",
    "43572": '"43572" is not a date: it looks like a spreadsheet\'s serial number for 17 April 2019. '
    "If that day is meant, write 17/04/2019.",
    "220516": '"220516" is a bare number. Write a date, as in 17/04/2019, April 2019 or 2019.',
    "2012.0": '"2012.0" is a bare number. If the year is meant, write 2012.',
    "May 16": '"May 16" could be May 2016 or 16 May of a year that is not given. '
    "Write May 2016, or 16 May with its year.",
    "May 10 - Jun 12": '"May 10 - Jun 12" could be two months with their years or two days without a year. '
    "Write the years with four digits.",
    "10 May - 12": '"10 May - 12" could be one date or a range. '
    "Write day, month and year, as in 17 April 2019.",
    "10-12/2012": '"10-12/2012" could be one date or the months from October to December. '
    "Write the date as 17/04/2019, or the months by name.",
    "2005/09": '"2005/09" could be September 2005 or the years 2005 to 2009. '
    "Write September 2005, or 2005 to 2009.",
    "2020-21": '"2020-21" could be the years 2020 to 2021 or the EDTF code for spring 2020. '
    "Write 2020/21, or spring 2020.",
    "12.3.35": '"12.3.35" has the year 35, which could be 1935 or 2035. Write the year with four digits.',
    "1850": '"1850" has the year 1850, and only years from 1900 to 2100 are read. '
    "Look at the year and write it with four digits.",
    "14 May": '"14 May" has no year. Write it with its year, as in 14 May 2019.',
    "14/05": '"14/05" has no year. Write it with its year, as in 14 May 2019.',
    "Christmas": '"Christmas" has no year. Write it with its year, as in Christmas 2019.',
    "14:30": '"14:30" is a time without a date. Write the date here, and the time beside it.',
    "same day": '"same day" points to another row. Write the date itself.',
    "next day": '"next day" points to another row. Write the date itself.',
    "2 weeks later": '"2 weeks later" points to another row. Write the date itself.',
    "ditto": '"ditto" points to another row. Write the date itself.',
    "yesterday": '"yesterday" depends on the day on which it was written. Write the date itself.',
    "last May": '"last May" depends on the day on which it was written. Write the date itself.',
    "n/k": '"n/k" says that the date is not known. '
    "If anything is known, write that, as in 2019 or before June 2019.",
    "ongoing": '"ongoing" does not say when. '
    "Write the first and the last date, as in March 2018 to May 2019.",
    "Sunday": '"Sunday" names a weekday and no date. Write the date, as in 17 April 2019.',
    "12 and 19 May 2012": '"12 and 19 May 2012" holds two dates. '
    "Give each its own row, or write from ... to ... if all days between are meant.",
    "12/5/12, 14/5/12": '"12/5/12, 14/5/12" holds two dates. '
    "Give each its own row, or write from ... to ... if all days between are meant.",
    "14 May 2012 to 3 May 2012": '"14 May 2012 to 3 May 2012" ends before it starts. '
    "Write the earlier date first.",
    "2012-05-14/2012-05-03": '"2012-05-14/2012-05-03" ends before it starts. Write the earlier date first.',
    "early 1990s": '"early 1990s" is a part of a decade. Write the years, as in 1990 to 1993.',
    "weekend of 16 May 2012": '"weekend of 16 May 2012" is not a weekend: that day was a Wednesday. '
    "Write the Saturday of the weekend, or the days.",
    "w/c May 2012": '"w/c May 2012" has no single day after "w/c". '
    "Write w/c and one day, as in w/c 14 May 2012.",
    "Setpember 2019": '"Setpember 2019" is not a date: "setpember" is not a month. '
    "If September is meant, write that.",
    "aged 9": '"aged 9" needs the date of birth, and none is known. '
    "Write the date itself, or add the birth to people.csv.",
    "at 32 weeks gestation": '"at 32 weeks gestation" counts the weeks of a pregnancy, '
    "and the dates of the pregnancy are not known here. Write the date.",
    "1/2/2012-3": f'"1/2/2012-3" is not a date that can be read. {EXAMPLES}',
    "2019-04-": f'"2019-04-" is not a date that can be read. {EXAMPLES}',
    "\u0662\u0662/05/2012": f'"\u0662\u0662/05/2012" is not a date that can be read. {EXAMPLES}',
    '=HYPERLINK("x")': f'"=HYPERLINK("x")" is not a date that can be read. {EXAMPLES}',
}


@pytest.mark.parametrize("text", REFUSALS)
def test_what_is_not_a_date_is_refused_with_a_reason(text):
    assert read_date(text) == When(text, problem=REFUSALS[text])


ASSUMPTIONS = {
    "22/05/2016": "",
    "2019-04-17": "",
    "03/04/2012": "Read as day/month/year",
    "03/03/2012": "",
    "22.05.16": "Two-digit year 16 read as 2016",
    "11/10/10": "Read as day/month/year; two-digit year 10 read as 2010",
    "early January 2019": "Early January taken as 1 to 10 January",
    "early 2011": "Early 2011 taken as January to April 2011",
    "winter 2018": "Winter 2018 taken as December 2018 to February 2019 "
    "(for January 2018, write winter 2017/18)",
    "Q3 2012": "Q3 taken as July to September, the calendar quarter",
    "2005/06": "Taken as the years 2005 to 2006",
    "2005-06": "Read as year and month; the years would be written 2005/06",
    "28 Dec - 3 Jan 2013": "Start taken as 28 December 2012",
    "about July 2011": "About taken as June to August 2011",
    "?22 May 2012": "Marked as uncertain; the days are as written",
    "before 3 June 2014": "Before taken as up to 2 June 2014",
    "before Christmas 2011": "Before taken as up to and including 25 December 2011",
    "w/c 16 May 2012": "Seven days from a Wednesday",
    "w/e 12 May 2012": "W/e can be week ending or weekend; the days hold both",
    "around Easter 2015": "Around the holiday taken as 29 March to 12 April 2015",
    "hydref 2015": "Autumn 2015 taken as September to November 2015; "
    "Hydref can be October or autumn; September to November holds both",
    "Febuary 2019": "Febuary read as February",
    "22/05/2012 evening": 'Part of the day ("evening") kept in words only',
    "22/05/2012 1400": '"1400" read as a time',
    "22/05/2012 1pm approx": 'Time "1pm approx" is not exact and is kept in words only',
    "Hyd 2018": "Hyd read as October",
    "22/05/2012 9:15": 'Time "9:15" could be morning or afternoon and is kept in words only',
    "22/05/2012 00:00": 'Time "00:00" is mostly a spreadsheet\'s empty time and is kept in words only',
    "22/05/2012 about 14:30": 'Time "about 14:30" is not exact and is kept in words only',
    "22/05/2012 14:30-15:15": 'Of the time "14:30-15:15" the start is kept',
    "May 2012 14:30": "Time 14:30 kept in words only, because the day is not known",
    "2019-04-17T14:30Z": "Time zone Z as written, not converted",
}


@pytest.mark.parametrize("text", ASSUMPTIONS)
def test_what_was_taken_for_granted_is_said(text):
    assert read_date(text).assumption == ASSUMPTIONS[text]


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("22/05/2012 14:30", "14:30"),
        ("22/05/2012 at 14:30 hrs.", "14:30"),
        ("22/05/2012 1430hrs", "14:30"),
        ("22/05/2012 at 1430", "14:30"),
        ("22.05.2012 14.30", "14:30"),
        ("22/05/2012 2pm", "14:00"),
        ("22/05/2012 2.30 p.m.", "14:30"),
        ("22/05/2012 12am", "00:00"),
        ("12 noon, 22 May 2012", "12:00"),
        ("Tue 22 May 2012, 09:05:30", "09:05"),
        ("overnight 14/15 May 2012 23:30", "23:30"),
        ("22/05/2012 midnight", ""),
        ("22/05/2012 25:00", ""),
        ("22/05/2012 2-3pm", ""),
        ("22/05/2012 1400", "14:00"),
        ("22 May 2012 2018", "20:18"),
        ("14.30 22/05/2012", "14:30"),
        ("22/05/2012 9.15", ""),
        ("22/05/2012 2pm approx", ""),
        ("22/05/2012 overnight", ""),
        ("22 Mai 2012 2yp", "14:00"),
        ("22 Mai 2012 hanner dydd", "12:00"),
    ],
)
def test_a_time_is_kept_where_it_is_exact(text, clock):
    when = read_date(text)
    assert when.dated
    assert when.time == clock


@pytest.mark.parametrize(
    ("cell", "clock", "assumption"),
    [
        ("06:25", "06:25", ""),
        ("1430", "14:30", ""),
        ("14.30", "14:30", ""),
        ("00:00", "00:00", ""),
        ("1899-12-31 14:30:00", "14:30", ""),
        ("6.25pm", "18:25", ""),
        ("14:00hrs", "14:00", ""),
        ("2yp", "14:00", ""),
        ("09.30 - 10.15", "09:30", 'Of the time "09.30 - 10.15" the start is kept'),
        ("overnight", "", 'Time "overnight" kept in words only'),
        ("am", "", 'Time "am" kept in words only'),
        ("hanner nos", "", 'Time "hanner nos" could belong to either day and is kept in words only'),
        ("later", "", 'Time "later" kept in words only'),
        ("0.604", "", 'Time "0.604" kept in words only'),
        ("2.30", "", 'Time "2.30" could be morning or afternoon and is kept in words only'),
    ],
)
def test_the_time_column_is_read_too(cell, clock, assumption):
    when = read_date("22/05/2012", time_text=cell)
    assert (when.time, when.assumption) == (clock, assumption)


def test_two_times_that_differ_are_both_left_out():
    when = read_date("22/05/2012 14:30", time_text="15:30")
    assert when.time == ""
    assert when.assumption == "Two times are written, 14:30 and 15:30, and neither is kept"


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("at birth", "2019-03-05", "2019-03-05"),
        ("aged 9", "2028-03-05", "2029-03-04"),
        ("aged nine", "2028-03-05", "2029-03-04"),
        ("aged about 9", "2027-03-05", "2030-03-04"),
        ("aged 3-4", "2022-03-05", "2024-03-04"),
        ("at 9 weeks", "2019-05-07", "2019-05-13"),
        ("age 9 weeks", "2019-05-07", "2019-05-13"),
        ("6 weeks old", "2019-04-16", "2019-04-22"),
        ("when 6 months old", "2019-09-05", "2019-10-04"),
        ("at 10 days", "2019-03-15", "2019-03-15"),
        ("16 to 17 years old", "2035-03-05", "2037-03-04"),
        ("approximately 13 years old", "2031-03-05", "2034-03-04"),
        ("the age of sixteen", "2035-03-05", "2036-03-04"),
        ("between the ages of 10 and 16", "2029-03-05", "2036-03-04"),
        ("from age 10 to age 16", "2029-03-05", "2036-03-04"),
    ],
)
def test_an_age_counts_from_the_birth(text, earliest, latest):
    when = read_date(text, born=BORN)
    assert (str(when.earliest), str(when.latest)) == (earliest, latest)
    assert "birth" in when.assumption or text == "at birth"


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("by the age of 10", "None", "2030-03-04"),
        ("until aged 10", "None", "2030-03-04"),
        ("before age 10", "None", "2029-03-04"),
        ("from the age of 10", "2029-03-05", "None"),
        ("aged 10 onwards", "2029-03-05", "None"),
        ("after the age of 10", "2029-03-05", "None"),
    ],
)
def test_up_to_an_age_and_from_an_age_stay_open_on_the_other_side(text, earliest, latest):
    when = read_date(text, born=BORN)
    assert (str(when.earliest), str(when.latest)) == (earliest, latest)


def test_before_an_age_ends_before_the_latest_day_that_the_birthday_can_be():
    when = read_date("before the age of 9", born=read_date("June 2000"))
    assert (when.earliest, when.latest) == (None, date(2009, 6, 29))
    assert when.assumption == (
        "Age counted from the birth, June 2000; before taken as up to and including 29 June 2009"
    )


def test_an_uncertain_birth_makes_an_uncertain_date():
    when = read_date("aged 9", born=read_date("June 2000"))
    assert (when.earliest, when.latest) == (date(2009, 6, 1), date(2010, 6, 29))
    assert when.assumption == "Age counted from the birth, June 2000"


def test_somebody_born_on_29_february_is_as_old_on_either_day():
    when = read_date("aged 1", born=read_date("29/02/2000"))
    assert (when.earliest, when.latest) == (date(2001, 2, 28), date(2002, 2, 28))


def test_a_birth_with_an_open_end_is_not_enough():
    assert read_date("aged 9", born=read_date("before 2001")).problem == (
        '"aged 9" needs the date of birth, and only one end of it is known. '
        "Write the date itself, or add the birth to people.csv."
    )


@pytest.mark.parametrize(
    ("text", "years", "shown"),
    [
        ("12.3.45", (1930, 1990), "12 March 1945"),
        ("12.3.35", (1930, 1990), "12 March 1935"),
        ("12.3.35", (2010, 2040), "12 March 2035"),
        ("May 16", (2012, 2017), "May 2016"),
        ("May 10 - Jun 12", (2009, 2013), "May 2010 to June 2012"),
        ("14 May", (2012, 2012), "14 May 2012"),
        ("summer", (2012, 2012), "summer 2012 (June to August)"),
    ],
)
def test_the_years_of_a_case_settle_short_years(text, years, shown):
    assert show(read_date(text, years=years)) == shown


@pytest.mark.parametrize(
    ("text", "years", "problem"),
    [
        (
            "12.3.16",
            (1910, 2020),
            '"12.3.16" has the year 16, which could be 1916 or 2016. Write the year with four digits.',
        ),
        (
            "12.3.16",
            (2010, 2014),
            '"12.3.16" has the year 16, and neither 1916 nor 2016 is between 2010 and 2014. '
            "Write the year with four digits.",
        ),
    ],
)
def test_the_years_of_a_case_refuse_what_they_do_not_settle(text, years, problem):
    assert read_date(text, years=years).problem == problem


@pytest.mark.parametrize(
    ("text", "end", "earliest", "latest", "precision", "edtf"),
    [
        ("14 May 2012", "", "2012-05-14", "2012-05-14", "day", "2012-05-14"),
        ("14 May 2012", "16/05/2012", "2012-05-14", "2012-05-16", "days", "2012-05-14/2012-05-16"),
        ("14 May 2012", "14.5.12", "2012-05-14", "2012-05-14", "day", "2012-05-14"),
        ("May 2012", "2013", "2012-05-01", "2013-12-31", "years", "2012-05/2013"),
        ("spring 2012", "Q4 2012", "2012-03-01", "2012-12-31", "months", "2012-03/2012-12"),
        ("before 2012", "May 2013", "", "2013-05-31", "open", "../2013-05"),
        ("since 2010", "by 2012", "2010-01-01", "2012-12-31", "days", "2010-01-01/2012-12-31"),
    ],
)
def test_an_end_date_closes_the_interval(text, end, earliest, latest, precision, edtf):
    when = read_date(text, end_text=end)
    assert (when.earliest, when.latest) == (day(earliest), day(latest))
    assert (when.precision, when.edtf) == (precision, edtf)
    assert when.text == (f"{text} to {end}" if end else text)


@pytest.mark.parametrize(
    ("text", "end", "problem"),
    [
        (
            "14 May 2012",
            "3/5/2012",
            "The end, 3 May 2012, is before the start, 14 May 2012. "
            "Find out which is right and write the earlier date first.",
        ),
        (
            "14 May 2012",
            "31/02/2019",
            'The end date cannot be read: "31/02/2019" is not a date: February 2019 has 28 days. '
            "Write 28/02/2019, or February 2019 if only the month is known.",
        ),
        ("", "3/5/2012", "No start date, only an end date. Write the start as well."),
        (
            "before 2012",
            "since 2010",
            "Neither the start nor the end names a first or a last day. "
            "Write at least one of them as a date.",
        ),
    ],
)
def test_an_end_date_that_does_not_fit_is_refused(text, end, problem):
    assert read_date(text, end_text=end) == When(f"{text} to {end}", problem=problem)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("17/4/2019", "17 April 2019"),
        ("early January 2019", "early January 2019 (1 to 10 January)"),
        ("w/c 14 May 2012", "w/c 14 May 2012 (14 to 20 May)"),
        ("late 2008", "late 2008 (September to December)"),
        ("spring 2019", "spring 2019 (March to May)"),
        ("winter 2018", "winter 2018/19 (December 2018 to February 2019)"),
        ("Q3 2012", "July to September 2012"),
        ("30/4-2/5/2012", "30 April to 2 May 2012"),
        ("28 Dec - 3 Jan 2013", "28 December 2012 to 3 January 2013"),
        ("2006-2009", "2006 to 2009"),
        ("c.2009", "about 2009 (2008 to 2010)"),
        ("?22 May 2012", "possibly 22 May 2012"),
        ("2019%", "possibly about 2019 (2018 to 2020)"),
        ("after February 2008", "on or after 1 March 2008"),
        ("before 3 June 2014", "on or before 2 June 2014"),
        ("ditto", "No date read"),
    ],
)
def test_dates_are_shown_in_words(text, shown):
    assert show(read_date(text)) == shown


@pytest.mark.parametrize(
    ("start", "end", "days", "shown"),
    [
        ("14 May 2012", "20 June 2012", (37, 37), "37 days"),
        ("w/c 14 May 2012", "26 June 2012", (37, 43), "37 to 43 days"),
        ("14 May 2012", "14 May 2012", (0, 0), "the same day"),
        ("14 May 2012", "15 May 2012", (1, 1), "1 day"),
        ("May 2012", "10 May 2012", (-21, 9), "from 21 days earlier to 9 days later"),
        ("14 May 2012", "3 May 2012", (-11, -11), "11 days earlier"),
        ("10-14 May 2012", "3 May 2012", (-11, -7), "7 to 11 days earlier"),
        ("14 May 2012", "since 20 May 2012", (6, None), "at least 6 days"),
        ("since 14 May 2012", "20 May 2012", (None, 6), "at most 6 days"),
        ("14 May 2012", "since 10 May 2012", (-4, None), "4 days earlier at most"),
        ("14 May 2012", "before 10 May 2012", (None, -5), "at least 5 days earlier"),
        ("14 May 2012", "ditto", (None, None), "not known"),
    ],
)
def test_a_duration_is_a_range_of_days(start, end, days, shown):
    a, b = read_date(start), read_date(end)
    assert duration_in_days(a, b) == days
    assert show_duration(a, b) == shown


def fastest(text: str) -> float:
    """Return the seconds of the fastest of five readings, none of them remembered."""
    seconds = []
    for extra in range(5):
        cell = text + " " * extra
        started = time.perf_counter()
        read_date(cell)
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def test_a_very_long_cell_is_refused_at_once():
    text = "12 May 2012 " * 900

    assert read_date(text) == When(
        text,
        problem='"12 May 2012 12 May 2012 12 May…" is too long for a date (10,800 characters). '
        "Write only the date here, and the rest in the column for the event.",
    )
    assert fastest(text) < 0.001


@pytest.mark.parametrize(
    "text",
    ["about " * 19, "- " * 57, "1/" * 57, "9 to " * 23, "@" * 115, "(1 may " * 16, "between 1 and " * 8],
)
def test_no_text_takes_long(text):
    assert read_date(text).problem
    assert fastest(text) < 0.02
