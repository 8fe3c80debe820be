"""The child's age at an event, as a panel would say it."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.case import NEVER_DATED
from workbench.chronology import age_text
from workbench.intake import read_date

BORN = read_date("28/02/2019")


@pytest.mark.parametrize(
    ("event", "age"),
    [
        ("28/02/2019", "0 days old"),
        ("1/3/2019", "1 day old"),
        ("13/3/2019", "13 days old"),
        ("14/3/2019", "2 weeks old"),
        ("20/05/2019", "11 weeks old"),
        ("20/06/2019", "3 months old"),
        ("27/02/2021", "23 months old"),
        ("28/02/2021", "2 years old"),
        ("20/05/2021", "2 years 2 months old"),
        ("20/05/2025", "6 years old"),
        ("27/02/2019", "1 day before birth"),
        ("15/02/2019", "13 days before birth"),
        ("14/02/2019", "2 weeks before birth"),
        ("1/1/2019", "8 weeks before birth"),
        ("1/1/2018", "before birth"),
        ("May 2019", "8 to 13 weeks old"),
        ("January 2019", "8 to 4 weeks before birth"),
        ("February 2019", "3 weeks before birth to 0 days old"),
        ("between 10 and 16 March 2019", "10 days to 2 weeks old"),
        ("2017 to 2018", "before birth"),
        ("2018 to May 2019", "before birth to 13 weeks old"),
        ("2025", "5 to 6 years old"),
        ("before 20 May 2019", "up to 11 weeks old"),
        ("after 20 May 2025", "6 years or older"),
        ("after 1 January 2019", "8 weeks before birth or later"),
        ("no idea", ""),
    ],
)
def test_an_age_is_exact_or_a_range(event: str, age: str):
    when = read_date(event)
    assert age_text(BORN, when.earliest, when.latest) == age


def test_a_vague_birth_gives_a_range():
    day = date(2019, 4, 17)
    assert age_text(read_date("2000"), day, day) == "18 to 19 years old"
    assert age_text(read_date("before 2000"), day, day) == ""
    assert age_text(NEVER_DATED, day, day) == ""


@pytest.mark.parametrize(
    ("written", "age"),
    [
        ("aged 2", "aged 2"),
        ("by the  age of 9", "by the age of 9"),
        ("1998 to 2000", "11 months to 4 years old"),
        ("14 May 1999", "11 months to 4 years old"),
    ],
)
def test_a_date_that_is_an_age_is_the_age(written, age):
    """Counted back from days that an uncertain birth gave, two years would become one to four."""
    born = read_date("between November 1996 and November 1997")
    assert age_text(born, date(1998, 11, 1), date(2000, 11, 29), written=written) == age
