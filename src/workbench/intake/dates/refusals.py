"""Texts that are no dates, and what to tell their writers."""

from __future__ import annotations

import re
from difflib import get_close_matches

from workbench.intake.dates.spans import MONTHS, Unreadable
from workbench.intake.dates.words import WEEKDAYS

MONTH_NAMES = [month.lower() for month in MONTHS]
UNKNOWN = re.compile(
    r"undated|no date|n[./]?k|n[./]?a|n[./]?d|tbc|tba|none|nil|null|nan|nat|[?-]+|x+"
    r"|(?:date )?(?:is )?(?:not known|unknown|not recorded|not stated|not given|unclear|unspecified)"
)
OTHER_ROW = re.compile(
    r"same (?:day|date|time)|(?:the )?(?:next|following|previous) (?:day|week|month|year|date)"
    r"|ditto|do|as above|\"|''|then|that (?:day|week|month)|(?:the )?day (?:after|before)"
    r"|later(?: that| the| on| same)?(?: same)?(?: day| week| month| year)?"
    r"|(?:a |one |two |three |[0-9]{1,2} |some |several |few |a few )(?:days?|weeks?|months?|years?)"
    r" (?:later|earlier|after|before|ago)"
)
WRITERS_DAY = re.compile(
    r"today|yesterday|tomorrow|now|recent|recently|currently"
    r"|(?:this|last|next) (?:day|week|weekend|month|year|spring|summer|autumn|winter|night|term|"
    + "|".join(MONTH_NAMES)
    + ")"
)
WEEKDAY_ONLY = re.compile("(?:on )?(?:" + "|".join(day.lower() for day in WEEKDAYS) + ")s?")
MANY = re.compile(
    "various|various dates|several|ongoing|on-going|throughout|always|regularly|weekly|daily|monthly"
)
DECADE_PART = re.compile("(?:early|mid|late)[ -].{0,20}[0-9]{2}s")
NUMBERS = r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}"
TWO_DATES = re.compile(rf"{NUMBERS}[ ;+]+{NUMBERS}")
TWO_ROWS = "Give each its own row, or write from ... to ... if all days between are meant."
EXAMPLES = "Write a date as 17 April 2019, 17/04/2019, April 2019 or 2019."

KNOWN = (
    (
        UNKNOWN,
        "says that the date is not known.",
        "If anything is known, write that, as in 2019 or before June 2019.",
    ),
    (OTHER_ROW, "points to another row.", "Write the date itself."),
    (WRITERS_DAY, "depends on the day on which it was written.", "Write the date itself."),
    (MANY, "does not say when.", "Write the first and the last date, as in March 2018 to May 2019."),
    (WEEKDAY_ONLY, "names a weekday and no date.", "Write the date, as in 17 April 2019."),
)


def known_refusal(text: str) -> Unreadable | None:
    """Return the refusal for words that stand in date columns and are never a date."""
    for pattern, what, write in KNOWN:
        if pattern.fullmatch(text):
            return Unreadable(what, write)
    return Unreadable("holds two dates.", TWO_ROWS) if TWO_DATES.search(text) else None


def general_refusal(text: str) -> Unreadable:
    """Return the refusal for a text that fits no rule, with a hint where one can be seen."""
    if DECADE_PART.fullmatch(text):
        return Unreadable("is a part of a decade.", "Write the years, as in 1990 to 1993.")
    for word in re.findall("[a-z]{4,20}", text)[:6]:
        close = get_close_matches(word, MONTH_NAMES, 1, 0.75)
        if close and close[0] != word:
            hint = f"If {close[0].title()} is meant, write that."
            return Unreadable(f'is not a date: "{word}" is not a month.', hint)
    return Unreadable("is not a date that can be read.", EXAMPLES)
