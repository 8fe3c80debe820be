"""Texts that are no dates, and what to tell their writers."""

from __future__ import annotations

import re
from difflib import get_close_matches

from workbench.intake.date_spans import MONTHS, Unreadable

UNKNOWN = re.compile(
    r"undated|(?:date )?(?:is )?(?:not known|unknown|not recorded|not stated|not given|unclear|unspecified)|no date"
    r"|n[./]?k|n[./]?a|n[./]?d|tbc|tba|none|nil|null|nan|nat|[?-]+|x+"
)
OTHER_ROW = re.compile(
    r'same (?:day|date|time)|(?:the )?(?:next|following|previous) (?:day|week|month|year|date)|ditto|do|as above|"|\'\''
    r"|(?:the )?day (?:after|before)|later(?: that| the| on| same)?(?: same)?(?: day| week| month| year)?"
    r"|(?:a |one |two |three |[0-9]{1,2} |some |several |few |a few )(?:days?|weeks?|months?|years?)"
    r" (?:later|earlier|after|before|ago)|that (?:day|week|month)|then"
)
WRITERS_DAY = re.compile(
    r"today|yesterday|tomorrow|now|recent|recently|currently|(?:this|last|next) (?:day|week|weekend|month|year|spring|summer"
    r"|autumn|winter|night|term|" + "|".join(month.lower() for month in MONTHS) + ")"
)
MANY = re.compile(
    "various|various dates|several|ongoing|on-going|throughout|always|regularly|weekly|daily|monthly"
)
CLOCK_ONLY = re.compile(r"[0-9]{1,2}:[0-9]{2}")
EXAMPLES = "Write a date as 17 April 2019, 17/04/2019, April 2019 or 2019."
DECADE_PART = re.compile("(?:early|mid|late)[ -].*[0-9]{2}s")
TWO_DATES = re.compile(
    r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}[ ,;&+]+(?:and )?[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}"
)


def known_refusal(text: str) -> Unreadable | None:
    """Return the refusal for words that stand in date columns and are never a date."""
    if UNKNOWN.fullmatch(text):
        return Unreadable(
            "says that the date is not known.",
            "If anything is known, write that, as in 2019 or before June 2019.",
        )
    if OTHER_ROW.fullmatch(text):
        return Unreadable("points to another row.", "Write the date itself.")
    if WRITERS_DAY.fullmatch(text):
        return Unreadable("depends on the day on which it was written.", "Write the date itself.")
    if MANY.fullmatch(text):
        return Unreadable(
            "does not say when.", "Write the first and the last date, as in March 2018 to May 2019."
        )
    return None


def general_refusal(text: str) -> Unreadable:
    """Return the refusal for a text that fits no rule, with a hint where one can be seen."""
    if TWO_DATES.search(text):
        return Unreadable(
            "holds two dates.",
            "Give each its own row, or write from ... to ... if all days between are meant.",
        )
    if DECADE_PART.fullmatch(text):
        return Unreadable("is a part of a decade.", "Write the years, as in 1990 to 1993.")
    for word in re.findall("[a-z]{4,20}", text)[:6]:
        close = get_close_matches(word, [month.lower() for month in MONTHS], 1, 0.75)
        if close and close[0] != word:
            return Unreadable(
                f'is not a date: "{word}" is not a month.', f"If {close[0].title()} is meant, write that."
            )
    return Unreadable("is not a date that can be read.", EXAMPLES)
