"""What the explore page says and links, without a browser: its widgets' values."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import pytest

from tests.gaps_support import written_case
from tests.narrowed import find
from workbench.case import new_folder
from workbench.chronology import Case
from workbench.enquiry import gap_ids
from workbench.gaps import find_gaps, points
from workbench.pages import views
from workbench.pages.address import Address
from workbench.pages.explore import explore
from workbench.pages.explore_play import key_days
from workbench.pages.explorer import Explorer
from workbench.pages.selection import NOTHING, select

LINES = """
    police | 2019-01-03 | report_sent | Report of shouting sent. | told=childrens-services | people=mother
    childrens-services | 2018-12-01 | visit_child | Home visit. | people=infant | child_seen=yes
    midwifery | early January 2019 | health_contact | Seen in clinic. | people=mother
    midwifery | not a date | health_contact | Rang. | people=mother
"""


@pytest.fixture(scope="module")
def case() -> Case:
    return written_case(LINES)


@pytest.fixture
def page(case: Case) -> Explorer:
    return Explorer(case, Address())


def only_gap(page: Explorer) -> str:
    return next(id for id in page.points.by_id if id.startswith("GP01"))


def test_a_point_lights_its_entries_agencies_and_people(case: Case) -> None:
    """The selection of a point is all that every other view needs."""
    [point] = points(case, find_gaps(case, only="GP01").gaps)

    found = select(case, {"GP01@police:1": point}, "gap", "GP01@police:1")

    assert (found.events, found.people) == (("police:1",), frozenset({"mother"}))
    assert "police" in found.agencies


def test_an_agency_or_a_person_lights_its_entries(case: Case) -> None:
    """Entries that name a person, entries of an agency."""
    assert select(case, {}, "agency", "police").events == ("police:1",)
    assert select(case, {}, "person", "infant").events == ("childrens-services:1",)


@pytest.mark.parametrize(
    "what", [("entry", "police:99"), ("gap", "GP01"), ("agency", "<b>"), ("person", ""), ("x", "y")]
)
def test_what_is_not_there_selects_nothing(case: Case, what: tuple[str, str]) -> None:
    """An address can be old or made up."""
    assert select(case, {}, *what) == NOTHING


def test_two_points_of_one_pattern_and_row_have_different_ids(case: Case) -> None:
    """The second gets a number."""
    gap = find_gaps(case, only="GP01").gaps[0]

    assert list(gap_ids((gap, gap))) == ["GP01@police:1", "GP01@police:1~2"]


def test_choosing_a_point_shows_question_rows_and_address(page: Explorer) -> None:
    """The side shows the point, the table lights its rows, the address keeps it."""
    page.choose(f"gap:{only_gap(page)}")

    assert "How did each agency understand where this information had gone" in page.side.html
    assert page.table.sheet.html.count('class="lit ') == 1
    assert page.address.state == {"gap": "GP01@police:1"}


def test_an_entry_opened_from_a_point_leads_back_to_it(page: Explorer) -> None:
    """Back goes to the point, and from there to the list."""
    page.choose(f"gap:{only_gap(page)}")
    page.choose("entry:police:1")
    assert "Report of shouting sent." in page.side.html
    assert page.address.state == {"gap": "GP01@police:1", "entry": "police:1"}

    page.choose("back:")
    assert page.selection.kind == "gap"
    page.choose("back:")
    assert page.selection == NOTHING
    assert page.address.state == {}


def test_the_entry_shows_its_source_and_the_assumption_of_its_date(page: Explorer) -> None:
    """Everything can be followed to a row of a file."""
    page.choose("entry:midwifery:1")

    assert "timelines/midwifery.csv, entry 1 (row 2 of the file)" in page.side.html
    assert "Written as “early January 2019”." in page.side.html
    assert "taken as" in page.side.html


def test_an_undated_entry_stays_in_the_table(page: Explorer) -> None:
    """Nothing is dropped, and the header counts it."""
    assert 'data-choose="entry:midwifery:2"' in page.table.sheet.html
    assert "1 undated" in page.header.html


def test_the_date_moves_network_and_genogram(page: Explorer) -> None:
    """Before the birth the infant is not on the genogram; without a date everybody is."""
    page.move_to(date(2018, 12, 24))

    assert "As of 24 December 2018" in page.as_of.html
    assert "9 weeks before birth" in page.as_of.html or "10 weeks before birth" in page.as_of.html
    assert "24 December 2018" in page.pair.genogram_figure.alt
    assert page.address.state == {"day": "2018-12-24"}

    page.move_to(None)
    assert "All dates" in page.as_of.html


def test_the_slider_is_the_same_as_moving_the_date(page: Explorer) -> None:
    """Its first day is the first day of the period reviewed."""
    page.slider.value = 0

    assert page.day == date(2018, 5, 20)


def test_a_view_comes_back_from_its_address(page: Explorer) -> None:
    """Point, entry, day and projector."""
    page.visit({"gap": "GP01@police:1", "entry": "police:1", "day": "2019-01-03", "projector": "on"})

    assert (page.selection.kind, page.selection.id, page.point.id) == ("entry", "police:1", "GP01@police:1")
    assert page.day == date(2019, 1, 3)
    assert page.projector.value is True


def test_the_table_says_what_it_was_narrowed_to(page: Explorer) -> None:
    """By agency and by words, ignoring case; an empty table says why it is empty."""
    page.choose("only:agencies:midwifery")
    assert "2 entries of 4" in page.table.sheet.html
    find(page, words="CLINIC")
    assert "1 entry of 4" in page.table.sheet.html
    find(page, words="nowhere")
    assert "No entry fits what the page is narrowed to." in page.table.sheet.html
    page.choose("rows:all")
    assert "4 entries" in page.table.sheet.html


def test_a_long_table_is_sent_in_stretches(case: Case) -> None:
    """A hundred rows at once, and the selected row's stretch first."""
    lines = "\n".join(
        f"police | 2019-01-{1 + n % 28:02d} | police_incident | Number {n}." for n in range(250)
    )
    page = Explorer(written_case(lines), Address())
    assert page.table.sheet.html.count("<tr data-choose") == 100
    assert "1 to 100 of 250" in page.table.sheet.html

    page.choose("rows:later")
    assert "101 to 200 of 250" in page.table.sheet.html
    last = page.case.entries.index[-1]
    page.choose(f"entry:{last}")
    assert f'data-choose="entry:{last}"' in page.table.sheet.html


def test_a_case_without_points_says_what_was_looked_at() -> None:
    """An empty list is no all-clear."""
    page = Explorer(written_case("school | 2019-01-03 | education_event | Attended."), Address())

    assert "No point was found." in page.side.html
    assert "over 1 entry of 1 agency" in page.side.html


def test_suggested_codes_look_different_from_stated_ones(case: Case) -> None:
    """The chip of a suggestion carries its own class, words behind it, and says that nobody confirmed it."""
    entries = case.entries.copy()
    entries.at["police:1", "kind_state"] = "suggested"
    entries.at["police:1", "suggested"] = ("kind",)
    entries.at["police:1", "because"] = {"kind": "Report of"}
    page = Explorer(Case(case.folder, entries, case.people, case.relationships, case.timelines), Address())

    page.choose("entry:police:1")

    assert 'class="chip suggested">Report (referral) sent' in page.side.html
    assert "suggested by “Report of”, not confirmed" in page.side.html
    assert 'class="chip stated">Report' not in page.table.sheet.html


def test_problems_stand_on_the_page_in_the_words_of_the_command_line(case: Case) -> None:
    """File, row, column and what to do."""
    shown = views.header(case)["problems"]

    assert shown == [str(problem) for problem in case.problems]
    assert 'timelines/midwifery.csv, row 3, column "date"' in shown[0]


def test_a_folder_that_is_no_case_says_so_in_place(tmp_path: Path) -> None:
    """No traceback: one sentence of what is wrong and one of what to do."""
    page = explore(tmp_path)

    assert "holds no case.toml" in page.children[0].html


def test_a_case_without_timelines_leads_to_where_they_are_brought_in(tmp_path: Path) -> None:
    """Not an error: a new case is empty at first."""
    new_folder(tmp_path / "child-a", settings={"title": "Child A"})
    page = explore(tmp_path / "child-a")

    assert "There is nothing to explore yet" in page.children[0].html
    assert 'href="home#case=child-a"' in page.children[0].html


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (date(2019, 4, 17), date(2019, 4, 17), "17 April 2019"),
        (date(2019, 4, 1), date(2019, 4, 17), "1 April 2019 to 17 April 2019"),
        (None, date(2019, 4, 17), "until 17 April 2019"),
        (None, None, ""),
    ],
)
def test_periods_in_words(since: date | None, until: date | None, words: str) -> None:
    """As people write them."""
    assert views.span_in_words(since, until) == words


def test_a_stretch_too_full_for_single_marks_opens_by_choosing_it(page: Explorer) -> None:
    """The lanes show those days only, until the whole period is asked for again."""
    page.choose("days:2019-01-01..2019-01-31")
    assert "1 January 2019 to 31 January 2019" in page.narrow.sheet.html

    page.choose("days:all")
    assert "31 January 2019" not in page.narrow.sheet.html


def test_undated_entries_of_a_lane_can_be_listed(page: Explorer) -> None:
    """Where there are too many for the lane they are counted there and listed below."""
    page.choose("undated:midwifery")
    assert "1 entry of 4" in page.table.sheet.html

    page.choose("rows:all")
    assert "4 entries" in page.table.sheet.html


def test_a_chosen_agency_narrows_the_points_to_its_own(page: Explorer) -> None:
    """How many of how many, how many entries are lit, and one click back to all."""
    page.choose("agency:midwifery")

    assert "2 entries lit in the lanes." in page.side.html
    assert 'data-choose="entry:midwifery:1"' in page.side.html
    assert f"0 of {len(page.points.points)} points have to do with Midwifery." in page.side.html
    page.choose("back:")
    assert "prompts for the learning event" in page.side.html


@pytest.fixture
def several() -> Explorer:
    """A case with three key events."""
    lines = "\n".join(
        f"police | 2019-0{month}-03 | police_incident | Call {month}. | significance=critical"
        for month in (1, 2, 4)
    )
    return Explorer(written_case(lines), Address())


def test_the_case_is_gone_through_from_key_event_to_key_event(several: Explorer) -> None:
    """Forwards and back; where there is none it says so; outside a page Play takes one step."""
    page = several
    days = key_days(page.case, list(page.points.every.values()))
    page.choose("step:on")
    assert page.day == days[0]
    page.choose("step:on")
    assert page.day == days[1]
    page.choose("step:back")
    assert page.day == days[0]
    page.choose("step:back")
    assert page.day == days[0] and "No key event lies before this day." in page.as_of.html
    page.move_to(days[-1])
    page.choose("step:on")
    assert "No key event lies after this day." in page.as_of.html
    page.choose("play:")
    assert page.day == days[0] and not page.player.playing


def test_the_case_plays_by_itself_until_somebody_stops_it(
    several: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day after the other, and the slider stops it."""
    page = several
    monkeypatch.setattr("workbench.pages.explore_play.SECONDS", 0.01)
    days = key_days(page.case, list(page.points.every.values()))

    async def watched() -> None:
        page.choose("play:")
        assert page.player.playing and "Stop" in page.as_of.html
        await asyncio.sleep(0.2)
        assert page.day is not None and page.day >= days[1]
        page.slider.value = 3
        assert not page.player.playing

    asyncio.run(watched())


def test_words_are_found_by_their_stems_in_the_table(page: Explorer) -> None:
    """With what must not be there."""
    find(page, words="visited -infant")
    found = page.table._lines()

    texts = page.case.entries[["event", "response", "comment", "source"]].agg(" ".join, axis=1).str.lower()
    assert len(found) and texts.iloc[found].str.contains("visit").all()


def test_beside_the_date_stands_when_the_child_was_last_seen() -> None:
    """With how many records by then, each to open; "no record", where none says so."""
    lines = """
        school | 2019-03-01 | education_event | In class. | child_seen=seen
        school | 2019-03-08 | education_event | In class. | child_seen=seen
    """
    page = Explorer(written_case(lines), Address())
    assert "Child last seen" not in page.as_of.html
    page.move_to(date(2019, 3, 11))

    assert "Child last seen 3 days before, of 2 records by then." in page.as_of.html
    assert 'data-choose="entry:school:2"' in page.as_of.html
    assert "Child seen alone: no record by then." in page.as_of.html
    page.move_to(date(2019, 3, 8))
    assert "Child last seen on this day, of 2 records by then." in page.as_of.html
