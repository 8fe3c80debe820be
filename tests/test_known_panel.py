"""The part "Who knew what, when", and hindsight on and off, without a browser."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from tests.gaps_support import written_case
from workbench.chronology import Case
from workbench.figures.share_held import share_figure
from workbench.knowledge import knowledge
from workbench.knowledge.measures import share_held
from workbench.pages.address import Address
from workbench.pages.explorer import Explorer

LINES = """
    police | 2019-01-03 | police_incident | Mother <b>hit</b>. | told=school | topics=domestic abuse
    school | 2019-01-10 | education_event | Tired. | topics=neglect | people=infant
    hospital | 2019-02-01 | injury_or_symptom | Bruise. | topics=domestic abuse, injury | people=infant
    gp | January 2019 | mental_health_event | Low mood. | topics=mental health | people=mother
    gp | not a date | health_contact | Rang. | people=mother
"""


@pytest.fixture(scope="module")
def case() -> Case:
    return written_case(LINES)


@pytest.fixture
def page(case: Case) -> Explorer:
    return Explorer(case, Address())


def opened(page: Explorer, view: str, **state: str) -> str:
    page.visit({"part": "known", "view": view, **state})
    return page.known.body.html


def listed(html: str) -> list[str]:
    """The entries of a card, in order."""
    return re.findall(r'<tr data-choose="entry:([^"]+)"', html)


def test_nothing_is_worked_out_before_it_is_opened(page: Explorer) -> None:
    assert page.known._known is None
    assert page.known.box.children == (page.known.head,)

    page.choose("part:known")

    assert "Who held which topic" in page.known.head.html
    assert page.address.state["part"] == "known"
    page.choose("part:")
    assert page.known.box.children == (page.known.head,)
    assert "part" not in page.address.state


def test_the_matrix_says_by_letter_and_in_words_how_and_when_each_held_a_topic(page: Explorer) -> None:
    """The school was told of the violence, by the police's word; the hospital saw for itself later."""
    html = opened(page, "matrix")

    assert "said to have been told, by the sender only, 3 January 2019" in html
    assert "own record, 1 February 2019; 29\N{NO-BREAK SPACE}d after the first" in html
    assert '<span class="way said" aria-hidden="true">S</span>' in html


def test_what_is_later_than_the_day_is_marked_in_the_matrix_or_hidden(page: Explorer) -> None:
    html = opened(page, "matrix", day="2019-01-12")
    assert "later than the day of the slider" in html

    html = opened(page, "matrix", day="2019-01-12", later="hidden")
    assert "entry:hospital:1" not in html
    assert "1 February" not in html
    assert "Physical injury" not in html


def test_a_card_lists_what_could_have_been_seen_that_day_in_its_order_and_nothing_later(
    page: Explorer,
) -> None:
    html = opened(page, "card", day="2019-01-05", whose="school")
    assert listed(html) == ["police:1"]
    assert "said to have been told by Police on 3 January 2019" in html
    assert "Mother &lt;b&gt;hit&lt;/b&gt;." in html

    html = opened(page, "card", day="2019-01-10", whose="school")
    assert listed(html) == ["police:1", "school:1"]


def test_a_card_keeps_certainly_and_possibly_apart_and_leaves_out_what_has_no_date(page: Explorer) -> None:
    html = opened(page, "card", day="2019-01-05", whose="gp")

    assert listed(html) == ["gp:1"]
    assert "0 entries certainly and 1 possibly could have been seen there by then." in html
    assert "1 entry without a date cannot be placed and is left out." in html
    assert "1 entry certainly and 0 possibly" in opened(page, "card", day="2019-01-31", whose="gp")


def test_the_agency_chosen_on_the_page_is_the_one_asked_about_until_another_is_picked(page: Explorer) -> None:
    opened(page, "card")
    page.choose("agency:school")
    assert "School, as at the end of" in page.known.body.html

    page.choose("whose:hospital")
    assert "Hospital, as at the end of" in page.known.body.html
    assert page.selection.id == "school"


def test_an_address_that_names_no_agency_of_the_case_says_so_and_the_page_stands(page: Explorer) -> None:
    opened(page, "nothing", whose="<b>fire</b>", fade="perhaps", later="x")

    assert "There is no &#34;&lt;b&gt;fire&lt;/b&gt;&#34; in this case" in page.known.head.html
    assert page.known.view == "matrix"


def test_a_day_outside_the_case_is_said_in_words(page: Explorer) -> None:
    assert "as at the end of 20 May 2019" in opened(page, "card", day="2031-01-01")
    said = "1 January 2031 lies outside the days of this case: 20 May 2019 is shown instead."
    assert said in page.narrow.sheet.html


def test_the_ledger_is_narrowed_by_the_selection_and_opens_rows(page: Explorer) -> None:
    html = opened(page, "ledger")
    assert "1 of 1 message" in html
    assert 'data-choose="entry:police:1"' in html
    assert "said to have been sent" in html
    assert "no record in the timelines supplied" in html

    page.choose("agency:hospital")
    assert "No record of anything passed on from or to Hospital" in page.known.body.html
    page.choose("agency:school")
    assert "1 of 1 message from or to School" in page.known.body.html


def test_the_lanes_fade_what_the_agency_did_not_hold_and_say_how_it_held_the_rest(page: Explorer) -> None:
    opened(page, "card", day="2019-01-12", whose="school", fade="on")

    lanes: Any = go.Figure(page.lanes.figure.spec)
    shown = {
        id: (opacity, words)
        for trace in lanes.data
        if trace.type == "scatter" and trace.mode == "markers" and trace.hovertext
        for id, opacity, words in zip(trace.customdata, trace.marker.opacity, trace.hovertext, strict=True)
    }
    assert {id for id, (opacity, _) in shown.items() if opacity == 1} == {"police:1", "school:1"}
    assert shown["school:1"][1].endswith("<i>School: own record</i>")
    assert shown["hospital:1"][1].endswith("<i>no record that School held it</i>")
    assert "no record that School held it by then" in page.as_of.html


# Without hindsight


def test_hidden_later_entries_are_nowhere_on_the_page(page: Explorer) -> None:
    """Lanes with hovers, table, points, header, side, card: not a word of what came after the day."""
    page.choose("entry:hospital:1")
    page.visit({"day": "2019-01-12", "later": "hidden", "entry": "hospital:1", "part": "known"})

    sheets = (page.header, page.side, page.table.sheet, page.as_of, page.known.head, page.known.body)
    everything = "".join(sheet.html for sheet in sheets) + str(page.lanes.figure.spec)
    for later in ("hospital:1", "Bruise", "1 February 2019", "gp:2"):
        assert later not in everything
    assert "Hidden: 1 entry later than 12 January 2019 and 1 without a date." in page.as_of.html
    assert page.address.state["later"] == "hidden"


def test_shown_again_all_is_as_it_was(page: Explorer) -> None:
    before = (page.header.html, page.table.sheet.html, page.lanes.figure.spec)

    page.visit({"day": "2019-01-12", "later": "hidden"})
    page.visit({})

    assert (page.header.html, page.table.sheet.html, page.lanes.figure.spec) == before


def test_hiding_without_a_day_stands_at_the_last_one(page: Explorer) -> None:
    page.hindsight.button.value = True

    assert page.day == page.last
    assert "later" in page.address.state


def test_points_that_rest_on_later_rows_are_hidden() -> None:
    """A report of 3 January without a decision is a point once its days have passed, and none before."""
    page = Explorer(
        written_case("""
            police | 2019-01-03 | report_sent | Report of shouting sent. | told=childrens-services
            childrens-services | 2018-12-01 | visit_child | Home visit. | people=infant | child_seen=seen
            childrens-services | 2019-06-01 | visit_child | Home visit. | people=infant | child_seen=seen
        """),
        Address(),
    )
    assert "GP01@police:1" in page.points.by_id

    page.visit({"day": "2019-01-04", "later": "hidden", "gap": "GP01@police:1"})
    assert not page.points.by_id
    assert "prompts for the learning event" not in page.side.html
    page.visit({"day": "2019-05-20", "later": "hidden"})
    assert "GP01@police:1" in page.points.by_id


# The curves


def test_the_curves_step_and_say_out_of_how_many(case: Case) -> None:
    share = share_held(knowledge(case))
    labels = {name: name.capitalize() for name in share.names}
    days: Any = {"since": date(2019, 1, 1), "until": date(2019, 2, 28)}

    whole: Any = share_figure(share, labels, **days)
    by_then: Any = share_figure(share, labels, **days, day=date(2019, 1, 12), hide_later=True)

    assert {line.name: line.y[-1] for line in whole.data} == {
        "Gp": 1, "Hospital": 1, "Police": 1, "School": 1, "All together": 3,
    }  # fmt: skip
    assert {line.line.shape for line in whole.data} == {"hv"}
    assert len({line.line.dash for line in whole.data[:-1]}) == 4
    assert {line.name: line.y[-1] for line in by_then.data} == {"Police": 1, "School": 1, "All together": 1}
    assert max(x for line in by_then.data for x in line.x) == "2019-01-12"
    assert [note.text for note in by_then.layout.annotations] == [
        "All together, School and<br>Police<br><b>1 of 1</b>"
    ]
