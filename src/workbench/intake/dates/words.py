"""The words people use in dates, each with the one word that the rules know.

`canonical` turns "the beginning of Febuary, 2019" into "early feb 2019". Words
that the rules act on carry an "@" ("@before"), weekdays a "#" ("#mon"), so
that nothing in a cell can be taken for them by accident.
"""

from __future__ import annotations

import re

MONTH_WORDS = {
    "jan": "january jan janury janurary januray janaury ionawr ion",
    "feb": "february feb febuary februrary feburary febrary chwefror chwef",
    "mar": "march mar mawrth fawrth maw",
    "apr": "april apr aprl apirl ebrill ebr",
    "may": "may mai fai",
    "jun": "june jun mehefin fehefin meh",
    "jul": "july jul gorffennaf orffennaf ngorffennaf gorff gor",
    "aug": "august aug augst agust awst aws",
    "sep": "september sept sep septmber septemeber medi fedi med",
    "oct": "october oct octber ocotber hyd",  # hydref is a month or a season: see date_forms
    "nov": "november nov novemeber novmber tachwedd dachwedd nhachwedd tach",
    "dec": "december dec decemeber decmber rhagfyr ragfyr rhag rha",
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAY_WORDS = {
    "#mon": "monday mon|dydd llun|ddydd llun|llun|nos lun",
    "#tue": "tuesday tues tue|dydd mawrth|ddydd mawrth|nos fawrth",
    "#wed": "wednesday weds wed|dydd mercher|ddydd mercher|mercher|nos fercher",
    "#thu": "thursday thurs thur thu|dydd iau|ddydd iau|iau|nos iau",
    "#fri": "friday fri|dydd gwener|ddydd gwener|gwener|nos wener",
    "#sat": "saturday sat|dydd sadwrn|ddydd sadwrn|sadwrn|nos sadwrn",
    "#sun": "sunday sun|dydd sul|ddydd sul|nos sul",
}
PHRASES = {
    "early": "early|at the beginning of|beginning of|the beginning of|beginning|start of|the start of"
    "|at the start of|dechrau|ddechrau|ar ddechrau|gynnar|yn gynnar ym|yn gynnar ym mis",
    "mid": "mid|middle of|the middle of|in the middle of|middle|canol|ganol|yng nghanol",
    "late": "late|end of|the end of|at the end of|towards the end of|end|diwedd|ddiwedd|ar ddiwedd|hwyr",
    "spring": "spring|gwanwyn|wanwyn",
    "summer": "summer|haf",
    "autumn": "autumn|fall|autum",
    "winter": "winter|gaeaf|aeaf",
    "hydref": "hydref",
    "oct": "mis hydref|fis hydref|ym mis hydref",
    "first": "first",
    "second": "second",
    "third": "third",
    "fourth": "fourth",
    "last": "last|final",
    "@before": "before|prior to|earlier than|just before|shortly before|sometime before|some time before|cyn",
    "@after": "after|later than|following|just after|shortly after|soon after|sometime after|some time after"
    "|ar ôl|ar ol|wedi",
    "@by": "by|no later than|not later than|not after|on or before|at the latest by|by the end of|erbyn",
    "@until": "until|till|til|up to|up until|tan|hyd at",
    "@since": "since|not before|no earlier than|not earlier than|on or after|starting|as from|ers",
    "@from": "from",
    "@onwards": "onwards|onward|and after|or later",
    "@backwards": "or earlier|or before",
    "@now": "to date|to present|to the present|to now|to present day|present|ongoing|- date",
    "@to": "to|through|thru|i",
    "@and": "and|&|a|ac",
    "@or": "or",
    "@between": "between|rhwng",
    "@about": "c|ca|circa|about|abt|approx|approximately|around|roughly|or so"
    "|or thereabouts|in or around|on or around|on or about|tua|oddeutu|~",
    "@maybe": "possibly|poss|probably|perhaps|maybe|thought to be|believed to be|uncertain|unsure|tbc|?",
    "@wc": "w/c|wc|w.c|w/b|wb|w/commencing|week commencing|wk commencing|week beginning|wk beginning"
    "|week starting|week from|week of commencing|wythnos yn dechrau|wythnos yn cychwyn",
    "@we": "week ending|wk ending|w/ending|week end date",
    "@w/e": "w/e",
    "@week": "week of|wk of|week|in the week of|during the week of|the week of|wythnos",
    "@weekend": "weekend of|weekend|the weekend of|over the weekend of|penwythnos",
    "@fortnight": "fortnight from|fortnight commencing|fortnight beginning|fortnight starting",
    "@overnight": "overnight|night of|the night of|on the night of|during the night of|night"
    "|overnight on|dros nos",
    "@term": "term|school term",
    "@year": "academic year|school year",
    "@financial": "financial year|tax year|fiscal year",
    "@over": "over",
    "@holidays": "holidays|holiday|period|break|vacation",
    "christmas": "christmas|xmas|x-mas|nadolig",
    "christmas @holidays": "christmas/new year|christmas and new year|christmas & new year",
    "christmasday": "christmas day|xmas day|dydd nadolig|ddydd nadolig",
    "christmaseve": "christmas eve|xmas eve|noswyl nadolig",
    "boxingday": "boxing day|st stephen's day",
    "newyear": "new year|new year's|the new year|new years",
    "newyearsday": "new year's day|new years day|dydd calan|ddydd calan",
    "newyearseve": "new year's eve|new years eve|nos galan",
    "easter": "easter|pasg|y pasg",
    "eastersunday": "easter sunday|easter day|sul y pasg",
    "eastermonday": "easter monday|llun y pasg|dydd llun y pasg",
    "goodfriday": "good friday|gwener y groglith|dydd gwener y groglith",
    "halloween": "halloween|hallowe'en",
    "bonfirenight": "bonfire night|guy fawkes night",
    "": "the|on|in|of|during|throughout|in the|on the|dated|date|sometime in|some time in|sometime during"
    "|some point in|at some point in|at some time in|month of|the month of|the year|year|over the course of"
    "|either|mis|fis|ym mis|ym|yng|o|yn|y|yr|ar|ar y",
}
KNOWN_MONTHS = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "sept",
}  # fmt: skip
ENGLISH = {month: words.split()[0].capitalize() for month, words in MONTH_WORDS.items()}
WELSH_SEASONS = {
    "gwanwyn": "spring", "wanwyn": "spring", "haf": "summer", "gaeaf": "winter", "aeaf": "winter",
    "autum": "autumn", "fall": "autumn",
}  # fmt: skip


def _meanings() -> dict[str, str]:
    """Return every word or phrase with its canonical word."""
    meanings = {word: month for month, words in MONTH_WORDS.items() for word in words.split()}
    for weekday, groups in WEEKDAY_WORDS.items():
        english, *welsh = groups.split("|")
        meanings |= dict.fromkeys([*english.split(), *welsh], weekday)
    for canonical_word, phrases in PHRASES.items():
        meanings |= dict.fromkeys(phrases.split("|"), canonical_word)
    return meanings


MEANINGS = _meanings()
PLAIN = re.compile(
    "(?<![a-zâêîôûŵŷ#@])(?:"
    + "|".join(re.escape(word) for word in sorted(MEANINGS, key=len, reverse=True) if word[0].isalpha())
    + r")(?![a-zâêîôûŵŷ'])\.?|- date\b|[?&~]"
)
ORDINAL = re.compile(
    r"(?<=[0-9])(?:(?:st|nd|rd|th)(?=\b|" + "|".join(MONTH_WORDS) + r")|(?:af|a?il|[ey]dd|f?ed|eg|ain)\b)"
)
"""English and Welsh: 1st, 3rd, 1af, 2il, 3ydd, 7fed, 11eg, 21ain."""
MONTH_NUMBERS = {word: number for number, word in enumerate(MONTH_WORDS, start=1)}


def canonical(text: str) -> tuple[str, tuple[str, ...]]:
    """Return lower-case text in the rules' own words, and which words were translated or mended."""
    notes: list[str] = []

    def replaced(match: re.Match[str]) -> str:
        word = match.group()
        meaning = MEANINGS.get(word) or MEANINGS.get(word.rstrip("."), "")
        if english := _mended(word.rstrip("."), meaning):
            notes.append(f"{word.rstrip('.').capitalize()} read as {english}")
        return f" {meaning} "

    words = PLAIN.sub(replaced, ORDINAL.sub("", text))
    return " ".join(words.split()), tuple(notes)


def _mended(word: str, meaning: str) -> str:
    """Return the English for a Welsh or misspelt month or season; empty for an ordinary word."""
    if meaning in ENGLISH and word not in KNOWN_MONTHS and word != meaning:
        return ENGLISH[meaning]
    return WELSH_SEASONS.get(word, "")
