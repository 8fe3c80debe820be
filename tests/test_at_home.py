"""Who lived in one home with the child, by day, and how the lanes and the date say it."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.gaps_support import written_case
from workbench.chronology import Case, case_by
from workbench.chronology.at_home import at_home, stays_with_child
from workbench.figures.timeline import timeline_figure
from workbench.pages.explore_seen import SeenByDay

LINES = """
    school | 2019-04-01 | education_event | Said he was hungry. | child_seen=seen | whose_account=child said
    gp     | 2019-03-03 | health_contact  | Weighed.
"""
HOUSEHOLD = (
    ("infant", "household", "first_home", "2019-02-28", ""),
    ("mother", "household", "first_home", "2018-08", ""),
    ("father", "household", "first_home", "2018-08", "between 17 and 24 April 2019"),
    ("mother", "household", "other_home", "2010", "2018-07"),
    ("lodger", "household", "first_home", "May 2019", ""),
)
MORE = (("lodger", "Uncle <b>J</b>", "male", "1990", "", "uncle", ""),)


def home(*rows: tuple[str, ...]) -> Case:
    return written_case(LINES, relationships=rows or HOUSEHOLD, more_people=MORE)


def test_people_of_the_childs_home_from_the_childs_own_first_day() -> None:
    """Uncertain ends stay uncertain; another home of the same person is not the child's."""
    stays = stays_with_child(home())

    def on(month: int, day: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return at_home(stays, date(2019, month, day))

    assert on(2, 27) == ((), ())
    assert on(2, 28) == (("mother", "father"), ())
    assert on(4, 20) == (("mother",), ("father",))
    assert on(4, 25) == (("mother",), ())
    assert on(5, 10) == (("mother",), ("lodger",))
    assert on(6, 1) == (("mother", "lodger"), ())


def test_without_household_rows_nothing_is_on_record() -> None:
    case = home(("mother", "parent_of", "infant", "", ""))

    assert stays_with_child(case) == ()
    assert SeenByDay(case).words(date(2019, 4, 1))[-1] == (
        "In the home with the child: no record for this day.", "",
    )  # fmt: skip
    assert "home of the child" not in timeline_figure(case).to_dict()["layout"]["meta"]["lanes"]


def test_the_date_says_who_was_there_and_what_the_child_said() -> None:
    words = SeenByDay(home()).words(date(2019, 4, 20))

    assert words == [
        ("Child last seen 19 days before, of 1 record by then.", "school:1"),
        ("Child seen alone: no record by then.", ""),
        ("Child last quoted 19 days before, of 1 record by then.", "school:1"),
        ("In the home with the child, as recorded: Mother; perhaps Father.", ""),
    ]


def test_the_lanes_show_what_the_child_said_and_a_row_for_each_person() -> None:
    """Names are written letter by letter; the days on which an end could lie are pale."""
    figure: Any = timeline_figure(home())
    said = next(trace for trace in figure.data if trace.name == "What the child said" and trace.customdata)
    sure = next(trace for trace in figure.data if trace.name == "Lived with the child")
    perhaps = next(trace for trace in figure.data if trace.name == "Lived with the child, perhaps")

    assert list(said.customdata) == ["school:1"]
    assert figure.to_dict()["layout"]["meta"]["lanes"][:2] == ["child", "home of the child"]
    assert list(sure.base) == ["2019-02-28", "2019-02-28"]
    assert [base for base in perhaps.base] == ["2019-04-18", "2019-05-01"]
    assert "<b>Father</b> in the home with the child" in perhaps.hovertext[0]
    assert "Uncle &lt;b&gt;J&lt;/b&gt;" in str(
        [trace.text for trace in figure.data if trace.type == "scatter"]
    )


def test_with_later_things_hidden_nobody_moves_in_later() -> None:
    case = case_by(home(), date(2019, 4, 1))

    assert [stay.person for stay in stays_with_child(case)] == ["mother", "father"]
    figure: Any = timeline_figure(case, shown_to=date(2019, 4, 1))
    bars = next(trace for trace in figure.data if trace.name == "Lived with the child")
    assert [start for start in bars.base] == ["2019-02-28", "2019-02-28"]
    assert max(bars.x) == ((date(2019, 4, 1) - date(2019, 2, 28)).days + 1) * 86_400_000
