"""The child's age at an event, as a panel would say it."""

from __future__ import annotations

from datetime import date

from workbench.case import When
from workbench.intake.dates import is_age

LONGEST_PREGNANCY_DAYS = 45 * 7
"""Further back than this, nobody counts in weeks before birth."""


def _completed(born: date, day: date) -> tuple[int, int]:
    """Return whole years and whole months beyond them."""
    months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
    return divmod(months, 12)


def _exact(born: date, day: date) -> str:
    days = (day - born).days
    if days < 0:
        if days > -14:
            return f"{-days} day{'s' if days != -1 else ''} before birth"
        return f"{-days // 7} weeks before birth" if -days < LONGEST_PREGNANCY_DAYS else "before birth"
    if days < 14:
        return f"{days} day{'s' if days != 1 else ''} old"
    if days < 7 * 16:
        return f"{days // 7} weeks old"
    years, months = _completed(born, day)
    if years < 2:
        return f"{years * 12 + months} months old"
    return f"{years} years old" if years >= 5 or not months else f"{years} years {months} months old"


def age_text(born: When, earliest: date | None, latest: date | None, *, written: str = "") -> str:
    """Return the age at an event; a range where either date is uncertain, "" where unknown.

    Where the date as ``written`` is an age itself, that is the age: counted back from
    days that were counted from an uncertain birth, "aged 2" would become "11 months to 4 years".
    """
    if is_age(written):
        return " ".join(written.split())
    if born.earliest is None or born.latest is None or (earliest is None and latest is None):
        return ""
    youngest = _exact(born.latest, earliest) if earliest else ""
    oldest = _exact(born.earliest, latest) if latest else ""
    if not youngest:
        return f"up to {oldest}"
    if not oldest:
        return (
            f"{youngest} or later"
            if youngest.endswith("birth")
            else f"{youngest.removesuffix(' old')} or older"
        )
    return youngest if youngest == oldest else _range(youngest, oldest)


def _range(youngest: str, oldest: str) -> str:
    """Return "10 to 12 weeks old" for "10 weeks old" and "12 weeks old"."""
    if youngest == "before birth" and oldest.endswith("birth"):
        return youngest
    first = youngest.removesuffix(" old").removesuffix(" before birth")
    number, _, unit = first.partition(" ")
    if oldest.endswith(" before birth"):
        return f"{number if unit in oldest else first} to {oldest}"
    if youngest.endswith("birth"):
        return f"{youngest} to {oldest}"
    same = number.isdigit() and oldest.partition(" ")[2] == f"{unit} old"
    return f"{number if same else first} to {oldest}"
