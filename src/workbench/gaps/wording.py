"""Dates, lists and counts as sentences have them.

Nothing here repeats an agency's own words: a gap points to the rows, where the
words stand as written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from workbench.gaps.entry import Entry
from workbench.vocabulary import KINDS, TOPICS
from workbench.vocabulary.sentences import listed


@lru_cache(maxsize=16_384)
def day_words(day: date) -> str:
    """Return a day as "17 April 2019"."""
    return f"{day.day} {day:%B} {day.year}"


def span_words(earliest: date | None, latest: date | None) -> str:
    """Return an interval in words: a day, a month, or the two days it lies between."""
    if earliest is None and latest is None:
        return "without a date"
    if earliest is None or latest is None:
        return f"from {day_words(earliest)}" if earliest else f"by {day_words(latest or date.max)}"
    if earliest == latest:
        return day_words(earliest)
    whole_months = earliest.day == 1 and (latest.month != (latest + timedelta(days=1)).month)
    if whole_months and (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest:%B} {earliest.year}"
    if whole_months and (earliest.month, latest.month, earliest.year) == (1, 12, latest.year):
        return str(earliest.year)
    return f"between {day_words(earliest)} and {day_words(latest)}"


def when(entry: Entry) -> str:
    """Return an entry's date with its preposition: "on 17 April 2019", "in March 2019"."""
    words = span_words(entry.earliest, entry.latest)
    if words[0].isdigit():
        return f"in {words}" if words.isdigit() else f"on {words}"
    return words if words.startswith(("between", "by", "from", "without")) else f"in {words}"


def kind_words(entry: Entry) -> str:
    """Return an entry's kind as it stands in a sentence."""
    if entry.kind not in KINDS:
        return "an entry"
    label = KINDS[entry.kind].label
    return label if label[1:2].isupper() else label[0].lower() + label[1:]


def topics_words(codes: Sequence[str]) -> str:
    """Return topics as they stand in a sentence."""
    return listed(TOPICS[code].label.lower() for code in codes if code in TOPICS)


def span_of(entries: Sequence[Entry]) -> tuple[date | None, date | None]:
    """Return the first and last day that dated entries could cover together."""
    dated = [entry for entry in entries if entry.dated]
    if not dated:
        return None, None
    return min(entry.first for entry in dated), max(entry.last for entry in dated)


def together(entries: Sequence[Entry]) -> str:
    """Return when a group of entries lies: one date, or from the first to the last."""
    first, last = span_of(entries)
    if len(entries) == 1 or first is None or last is None:
        return when(entries[0])
    if first == last:
        return f"on {day_words(first)}"
    return f"between {day_words(first)} and {day_words(last)}"
