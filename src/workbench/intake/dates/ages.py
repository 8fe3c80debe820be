"""Ages as dates: "aged 9", "at 6 weeks", "by the age of 10", "16 to 17 years old", counted from a birth."""

from __future__ import annotations

import re
from datetime import date, timedelta

from workbench.case.model import When
from workbench.intake.dates.spans import (
    ONE_DAY,
    Span,
    Unreadable,
    add_months,
    days_span,
    spelled,
)

NAMES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
)  # fmt: skip
WORDS = {name: number for number, name in enumerate(NAMES, start=1)}
NUMBER = "([0-9]{1,3}|" + "|".join(sorted(WORDS, key=len, reverse=True)) + ")"
UNIT = "(years?|yrs?|yr|y/o|months?|mths?|mth|weeks?|wks?|wk|days?)"
ABOUT = r"(approximately|approx\.?|about|around|circa|ca\.?|c\.?|nearly|almost)?"
SEVERAL = rf"{ABOUT} ?{NUMBER}(?: ?(?:-|to|or) ?{NUMBER})?"
AGED = "(?:at )?(?:the )?age(?:d|s)?(?: of)?"
AGE = re.compile(
    r"(?:when |while |child |infant |baby )?"
    rf"({AGED}|at|when|(?=(?:[a-z.]+ )?[0-9a-z]+(?: ?(?:-|to|or) ?[0-9a-z]+)?[ -][a-z]+[ -]old))"
    rf" ?{SEVERAL}[ -]?{UNIT}?(?:[ -]?(?:old|of age))?"
)
BETWEEN = re.compile(rf"(?:between|from) ({AGED}) (.+?) (?:and|to) (?:{AGED} )?(.+)")
SIDE = re.compile(rf"(before|by|until|till|up to|from|since|after) (?={AGED} )")
ONWARDS = re.compile(" (?:onwards?|and (?:over|older))$")
PREGNANCY = re.compile(r"\b(pregnan|gestation|antenatal)")
BIRTH = re.compile("at birth|birth|when born|date of birth|at delivery")
_ANYBODY = When("2000", date(2000, 1, 1), date(2000, 12, 31))
MOST = {"year": 120, "month": 1440, "week": 6000, "day": 40000}


def age_span(text: str, born: When | None) -> Span | None:
    """Return the days on which somebody had the age in the text, or None where it is no age.

    A person aged 9 is so from the ninth birthday to the day before the tenth;
    where the birth itself is uncertain, from the earliest to the latest such day.
    """
    if PREGNANCY.search(text):
        raise Unreadable(
            "counts the weeks of a pregnancy, and the dates of the pregnancy are not known here.",
            "Write the date.",
        )
    if BIRTH.fullmatch(text):
        return _birth(born)
    if between := BETWEEN.fullmatch(text):
        text = f"{between[1]} {between[2]} to {between[3]}"
    if onwards := ONWARDS.search(text):
        text = f"from {text[: onwards.start()].removeprefix('from ')}"
    if side := SIDE.match(text):
        span = _during(text[side.end() :], born)
        return span and _on_one_side(side[1], span, _birth(born))
    return _during(text, born)


def is_age(text: str) -> bool:
    """Return whether a date as it is written is an age, "aged 9" and not "14 May 2012"."""
    tidy = " ".join(text.lower().split())
    if not (" old" in tidy or "age" in tidy):
        return False
    try:
        return age_span(tidy, _ANYBODY) is not None
    except Unreadable:
        return False


def _during(text: str, born: When | None) -> Span | None:
    match = AGE.fullmatch(text)
    if match is None or not (match[5] or "age" in match[1]):
        return None
    lead, about, low, high, unit = match.groups()
    kind = _kind(unit)
    first, last = _number(low), _number(high or low)
    if max(first, last) > MOST[kind] or last < first:
        raise Unreadable("is not an age that can be read.", "Write the date.")
    birth = _birth(born)
    if about:  # "aged about 9" holds 8 and 10
        first, last = max(first - 1, 0), last + 1
    span = _aged(birth, first, last, kind)
    assert span.first and span.last
    pregnancy = ", not weeks of pregnancy" if kind == "week" and lead == "at" and "old" not in text else ""
    if about:
        span = span._replace(loose=True).noting(f"about taken as {first} to {last} {kind}s old")
    return span.noting(f"age counted from the birth, {spelled(*birth.ends)}{pregnancy}")


def _on_one_side(word: str, span: Span, birth: Span) -> Span:
    """Return the days up to an age, or from an age on; the other side stays open, as with a date.

    "Until 16" and "after 16" leave open whether the year of being 16 belongs
    to it, so that the days hold it; "before 9" ends before the ninth birthday.
    """
    first, last = span.ends
    if word in ("from", "since", "after"):
        return Span(first, None, "open", f"{first}/..", span.notes)
    if word == "before":
        # The birthday itself moves with the birth: as long after its latest day as after its earliest.
        last = first + (birth.ends[1] - birth.ends[0]) - ONE_DAY
    words = f"{word} taken as up to and including {spelled(last, last)}"
    return Span(None, last, "open", f"../{last}", (*span.notes, words))


def _kind(unit: str | None) -> str:
    initial = (unit or "years")[0]
    return {"y": "year", "m": "month", "w": "week", "d": "day"}[initial]


def _number(digits: str) -> int:
    return WORDS.get(digits) or int(digits)


def _birth(born: When | None) -> Span:
    if born is None or born.earliest is None or born.latest is None:
        raise Unreadable(
            "needs the date of birth, and none is known."
            if born is None or not born.dated
            else "needs the date of birth, and only one end of it is known.",
            "Write the date itself, or add the birth to people.csv.",
        )
    return Span(born.earliest, born.latest, born.precision, born.edtf)


def _aged(birth: Span, first: int, last: int, kind: str) -> Span:
    assert birth.first and birth.last
    if kind in ("year", "month"):
        months = 12 if kind == "year" else 1
        start = add_months(birth.first, first * months)
        end = _birthday_after(birth.last, (last + 1) * months) - ONE_DAY
    else:
        days = 7 if kind == "week" else 1
        start = birth.first + timedelta(first * days)
        end = birth.last + timedelta((last + 1) * days) - ONE_DAY
    if end.year > 2100:
        raise Unreadable("is not an age that can be read.", "Write the date.")
    if start == end:
        return Span(start, end, "day", start.isoformat())
    return days_span(start, end, _precision((end - start).days + 1))


def _birthday_after(day: date, months: int) -> date:
    """Return a birthday; where the month is shorter, the first of the next, so that no day is lost."""
    same = add_months(day, months)
    return same if same.day == day.day else same + ONE_DAY


def _precision(days: int) -> str:
    """Return the precision word for a stretch of this many days that is no calendar unit."""
    for most, word in ((6, "days"), (7, "week"), (27, "days"), (31, "month"), (364, "months"), (366, "year")):
        if days <= most:
            return word
    return "years"
