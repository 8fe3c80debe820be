"""When the child was last seen by a day, as far as records say so."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.gaps_support import written_case
from workbench.chronology.last_seen import ALONE, LastSeen, Sightings, seen

LINES = """
    school | 2019-03-01 | education_event | In class. | child_seen=seen
    childrens-services | 2019-03-10 | visit_child | Visit. | child_seen=seen alone
    gp | March 2019 | health_contact | Clinic. | child_seen=seen
    gp | 2019-04-02 | health_contact | Not there. | child_seen=not seen
    gp | sometime | health_contact | Seen. | child_seen=seen
"""
CASE = written_case(LINES)


def test_the_last_record_by_a_day_with_the_days_since() -> None:
    """A vague date counts once it has certainly passed, and gives a range; "not seen" and undated never."""
    any_way, alone = Sightings(CASE, seen(CASE)), Sightings(CASE, seen(CASE, ALONE))

    assert len(any_way) == 3 and len(alone) == 1
    assert any_way.last(date(2019, 2, 28)) is None
    assert any_way.last(date(2019, 3, 5)) == LastSeen("school:1", (4, 4))
    assert any_way.last(date(2019, 3, 20)) == LastSeen("childrens-services:1", (10, 10))
    assert any_way.last(date(2019, 4, 10)) == LastSeen("gp:1", (10, 40))
    assert alone.last(date(2019, 4, 10)) == LastSeen("childrens-services:1", (31, 31))
    assert alone.by(date(2019, 3, 9)) == 0


@given(st.integers(-30, 90))
def test_days_since_are_never_negative_and_records_only_grow(days: int) -> None:
    """For any day."""
    any_way, day = Sightings(CASE, seen(CASE)), date(2019, 3, 1) + timedelta(days=days)
    found = any_way.last(day)

    assert any_way.by(day) <= any_way.by(day + timedelta(days=1))
    assert found is None or 0 <= found.days[0] <= found.days[1]
