"""The bar that narrows the whole explore page, without a browser: every view answers to it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.gaps_support import written_case
from tests.narrowed import find
from workbench.chronology import Case
from workbench.pages.address import Address
from workbench.pages.explorer import Explorer

LINES = """
    police | 2019-01-03 | police_incident | Mother <b>hit</b>. | told=school | topics=domestic abuse
    school | 2019-01-10 | education_event | Tired. | topics=neglect | people=infant
    hospital | 2019-02-01 | injury_or_symptom | Bruise seen. | topics=domestic abuse, injury | people=infant
    gp | January 2019 | mental_health_event | Low mood. | topics=mental health | people=mother
    gp | 2019-03-01 | missed_contact | Not brought. | people=infant
    gp | 2019-03-08 | missed_contact | Not brought again. | people=infant
    gp | not a date | health_contact | Rang. | people=mother
"""


@pytest.fixture(scope="module")
def case() -> Case:
    return written_case(LINES)


@pytest.fixture
def page(case: Case) -> Explorer:
    return Explorer(case, Address())


def in_table(page: Explorer) -> list[str]:
    return re.findall(r'<tr data-choose="entry:([^"]+)"', page.table.sheet.html)


def in_lanes(page: Explorer) -> list[str]:
    marks = [
        id
        for trace in page.lanes.figure.spec["data"]
        if trace["type"] == "scatter" and trace.get("mode") == "markers"
        for id in trace.get("customdata", ())
    ]
    return sorted(marks)


def points(page: Explorer) -> list[str]:
    return re.findall(r'class="point" data-choose="gap:([^"]+)"', page.side.html)


def test_every_view_answers_to_an_agency(page: Explorer) -> None:
    """Table, lanes, points, network, ledger, matrix: entries of others are in none of them."""
    page.visit({"part": "known", "view": "ledger"})
    assert "1 of 1 message" in page.known.body.html
    every = points(page)

    page.choose("only:agencies:gp")

    assert in_table(page) == ["gp:1", "gp:2", "gp:3", "gp:4"]
    assert in_lanes(page) == ["gp:1", "gp:2", "gp:3", "gp:4"]
    assert all("gp:" in id for id in points(page)) and len(points(page)) < len(every)
    assert (
        f"{len(points(page))} of {len(every)} prompts for the learning event have to do with GP"
        in page.side.html
    )
    assert "<strong>4 of 7 entries</strong>" in page.narrow.sheet.html
    assert "0 of 1 message" in page.known.body.html
    assert "4 of 4 entries shown name no agency told or heard from" in str(page.pair.network_figure.spec)
    page.choose("view:matrix")
    assert re.findall(r'<th scope="row">.*?([A-Z][A-Za-z]+)<', page.known.body.html) == ["GP"]


def test_fields_stand_as_chips_and_each_can_be_taken_out(page: Explorer) -> None:
    page.choose("only:agencies:gp")
    page.choose("only:agencies:hospital")
    page.choose("only:people:infant")
    assert in_table(page) == ["hospital:1", "gp:2", "gp:3"]

    page.choose("without:agencies:gp")
    assert in_table(page) == ["hospital:1"]
    page.choose("without:agencies:hospital")
    assert in_table(page) == ["school:1", "hospital:1", "gp:2", "gp:3"]
    page.choose("rows:all")
    assert len(in_table(page)) == 7
    assert 'class="chip"' not in page.narrow.sheet.html


def test_a_window_holds_the_slider_and_the_day_and_says_what_has_no_date(page: Explorer) -> None:
    page.move_to(date(2019, 5, 1))
    find(page, since="January 2019", until="1.2.2019")

    assert page.days == (date(2019, 1, 1), date(2019, 2, 1))
    assert page.day == date(2019, 2, 1)
    assert (page.slider.min, page.slider.max) == (226, 257)
    assert page.slider.value == page.slider.max
    assert in_table(page) == ["gp:1", "police:1", "school:1", "hospital:1"]
    assert "1 entry without a date: left out, as nobody can say whether it lies" in page.narrow.sheet.html
    page.choose("without:window:")
    assert page.days == (page.first, page.last)
    assert page.slider.max == (page.last - page.first).days


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("soon", "", "“soon” was not read as a day. Write it as 17 April 2019"),
        ("", "31.2.2019", "“31.2.2019” was not read as a day."),
        ("2019-03-01", "2019-02-01", "1 March 2019 is later than 1 February 2019"),
    ],
)
def test_days_that_cannot_be_read_are_said_and_what_was_typed_stays(
    page: Explorer, since: str, until: str, words: str
) -> None:
    """The words of the form are taken all the same: two mistakes are not made of one."""
    find(page, words="brought", since=since, until=until)

    assert words in page.narrow.sheet.html
    assert f'value="{since or until}"' in page.narrow.sheet.html
    assert in_table(page) == ["gp:2", "gp:3"]
    assert page.narrow.days is None


def test_the_address_brings_back_what_the_page_is_narrowed_to(case: Case, page: Explorer) -> None:
    page.choose("only:agencies:gp")
    page.choose("only:topics:mental_health_parent")
    find(page, words="low mood", since="2019-01-01", until="2019-01-31")
    state = dict(page.address.state)

    again = Explorer(case, Address())
    again.visit(state)

    assert in_table(again) == in_table(page) == ["gp:1"]
    assert again.narrow.sheet.html == page.narrow.sheet.html
    again.visit({})
    assert len(in_table(again)) == 7


def test_what_an_address_names_and_is_not_here_is_said_and_the_rest_stands(page: Explorer) -> None:
    page.visit(
        {
            "agencies": "gp,<b>fire</b>",
            "since": "yesterday",
            "gap": "GP99@nobody:1",
            "entry": "gp:999",
            "day": "2031-13-01",
        }
    )

    bar = page.narrow.sheet.html
    assert "The address names the agency “&lt;b&gt;fire&lt;/b&gt;”, which is not in this case." in bar
    assert "“yesterday”, which is no day: all days are shown." in bar
    assert (
        "a point, “GP99@nobody:1”, that is not in this case. Its rows or a threshold may have changed." in bar
    )
    assert "an entry, “gp:999”, that is not in this case. The agency may have sent a corrected file." in bar
    assert "“2031-13-01”, which is no day: all dates are shown." in bar
    assert in_table(page) == ["gp:1", "gp:2", "gp:3", "gp:4"]
    page.choose("only:people:mother")
    assert "not in this case" not in page.narrow.sheet.html


def test_words_are_escaped_wherever_they_come_back(page: Explorer) -> None:
    find(page, words='"><img src=x onerror=alert(1)>')

    assert "<img" not in page.narrow.sheet.html + page.side.html + page.as_of.html
    assert "No entry fits what the page is narrowed to." in page.table.sheet.html


def test_an_entry_outside_of_it_can_still_be_opened_and_says_so(page: Explorer) -> None:
    """From a point, say: the record behind it is never out of reach."""
    page.choose("only:agencies:police")
    page.choose("entry:gp:2")

    assert "What was recorded" in page.side.html
    assert "This entry is not among those that the page is narrowed to (Police)." in page.side.html


def test_with_later_things_hidden_nothing_of_them_is_offered(page: Explorer) -> None:
    page.visit({"day": "2019-01-12", "later": "hidden"})

    assert 'value="domestic_abuse"' in page.narrow.sheet.html
    assert 'value="physical_injury"' not in page.narrow.sheet.html
    page.choose("only:people:infant")
    assert "<strong>1 of 3 entries</strong>" in page.narrow.sheet.html


def test_steps_go_through_what_is_kept(page: Explorer) -> None:
    page.choose("only:agencies:hospital")
    page.move_to(date(2019, 1, 1))

    page.choose("step:on")

    assert page.day == date(2019, 2, 1)
    page.choose("step:on")
    assert "No key event lies after this day." in page.as_of.html
