"""What the explore page says of entries that belong together: folded, side by side, and where they differ."""

from __future__ import annotations

from html import unescape

import pytest

from tests.gaps_support import written_case
from tests.narrowed import find
from workbench.chronology import Case
from workbench.chronology.side_by_side import differences, records_of_event
from workbench.pages.address import Address
from workbench.pages.explorer import Explorer

LINES = """
    police   | 2019-03-03 | police_incident | Attended 17 Penrhos Road, Father had thrown a kettle. No visible injuries. | people=mother;father | topics=domestic abuse | child_seen=yes
    police   | 2019-03-03 | report_sent     | Report of the kettle at Penrhos Road.                                      | people=mother;father | topics=domestic abuse | told=childrens-services
    hospital | 2019-03-03 | health_contact  | Scald dressed, kettle thrown by Father at Penrhos Road.                    | people=mother        | topics=domestic abuse | child_seen=no
    school   | 3.3.2019   | education_event | Told at the gate of a kettle thrown at Penrhos Road <b>today</b>.          | people=mother        | topics=domestic abuse
    school   | 2019-04-20 | education_event | Attended.                                                                  | people=mother
    childrens-services | 2019-03-04 | report_received | Report from police: kettle at Penrhos Road.                      | people=mother;father | topics=domestic abuse | heard_from=police
"""  # noqa: E501
EVENT = ("hospital:1", "police:1", "police:2", "school:1", "childrens-services:1")


@pytest.fixture(scope="module")
def case() -> Case:
    return written_case(LINES)


@pytest.fixture
def page(case: Case) -> Explorer:
    return Explorer(case, Address())


def rows(html: str) -> list[str]:
    """Return the ids of the lines of the table, in order."""
    return [part.split('"', 1)[0] for part in html.split('<tr data-choose="entry:')[1:]]


def test_an_event_is_the_same_from_each_of_its_records(case: Case) -> None:
    """Also from one whose agency has two records of it."""
    assert {id: records_of_event(case, id) for id in EVENT} == dict.fromkeys(EVENT, EVENT)


def test_records_side_by_side_say_where_they_differ(case: Case) -> None:
    """A row for each thing that any of them says something about; their words are not compared."""
    found = differences(case, ("hospital:1", "police:1", "school:1"))

    assert [(row.field, row.values, row.differs) for row in found if row.field != "What was recorded"] == [
        ("Child seen", ("not seen", "seen", ""), True),
        ("Injury", ("an injury", "no injury", ""), True),
        ("When", ("3 March 2019", "3 March 2019", "3 March 2019"), False),
        ("When, as written", ("2019-03-03", "2019-03-03", "3.3.2019"), False),
        ("People", ("Mother", "Father; Mother", "Mother"), True),
        ("Kind", ("Health contact", "Police incident or intelligence", "School or nursery event"), True),
    ]
    assert {row.field: row.found for row in found if row.found} == {
        "Child seen": ("Hospital recorded the child as not seen; Police as seen.",),
        "Injury": ("Hospital recorded an injury; Police no injury.",),
    }


def test_further_records_fold_below_the_first_and_messages_keep_their_lines(page: Explorer) -> None:
    """The table says how many they are, and who else recorded the event."""
    assert rows(page.table.sheet.html) == ["hospital:1", "police:2", "childrens-services:1", "school:2"]
    assert "6 entries, 2 of them further records of the same event, in order" in page.table.sheet.html
    assert "also recorded by Police, School, Childrens services <button" in page.table.sheet.html

    page.choose("records:hospital:1")
    assert rows(page.table.sheet.html)[:4] == ["hospital:1", "police:1", "school:1", "police:2"]
    assert page.table.sheet.html.count("further record of the same event<") == 2
    page.choose("records:hospital:1")
    assert len(rows(page.table.sheet.html)) == 4

    page.choose("records:all")
    assert len(rows(page.table.sheet.html)) == 6
    assert "Fold records of one event" in page.table.sheet.html


def test_folding_never_hides_what_is_chosen_or_looked_for(page: Explorer) -> None:
    """An entry that is opened, one that holds the words, one of the agency."""
    page.choose("entry:school:1")
    assert "school:1" in rows(page.table.sheet.html)

    page.choose("back:")
    find(page, words="at the gate")
    assert rows(page.table.sheet.html) == ["school:1"]
    page.choose("rows:all")
    page.choose("only:agencies:police")
    assert rows(page.table.sheet.html) == ["police:1", "police:2"]


def test_an_entry_shows_its_partner_and_who_else_recorded_it(page: Explorer) -> None:
    """With the reasons, as suggestions, and all of them lit."""
    page.choose("entry:police:2")

    side = page.side.html
    assert "The other end of this contact" in side
    assert "Also recorded by Hospital, Police, School <span" in side
    assert side.count("matched by the workbench: not confirmed") == 2
    assert (
        "Childrens services records on 4 March 2019: Report (referral) received; heard from Police." in side
    )
    assert "Side by side: 5 records" in side
    assert page.selection.events == ("police:2", "hospital:1", "police:1", "school:1", "childrens-services:1")
    assert page.table.sheet.html.count('class="lit') + page.table.sheet.html.count('class="chosen lit') == 5


def test_text_of_other_records_is_escaped(page: Explorer) -> None:
    """In the list, in the table and side by side."""
    page.choose("entry:hospital:1")

    assert "&lt;b&gt;today&lt;/b&gt;" in page.side.html
    assert "<b>" not in page.side.html + page.table.sheet.html


def test_places_where_records_differ_open_side_by_side(page: Explorer) -> None:
    """They are no points of a pattern, take no side, and stay in the address."""
    assert "2 places where records differ" in page.side.html

    page.choose("differ:injury@hospital:1")
    assert "Hospital recorded an injury; Police no injury." in page.side.html
    assert 'data-choose="entry:police:1"' in page.side.html
    assert "≠ cannot all hold" in page.side.html
    assert page.selection.events == EVENT
    assert page.address.state == {"differ": "injury@hospital:1"}

    page.choose("entry:police:1")
    assert page.address.state == {"differ": "injury@hospital:1", "entry": "police:1"}
    page.choose("back:")
    assert page.selection.kind == "differ"

    page.visit({"differ": "injury@hospital:1", "entry": "police:1"})
    assert (page.point.id, page.selection.id) == ("injury@hospital:1", "police:1")


def test_a_chosen_agency_narrows_the_places_to_its_own(page: Explorer) -> None:
    """School records neither an injury nor whether the child was seen."""
    page.choose("agency:school")
    assert "where records differ" not in page.side.html

    page.choose("agency:police")
    assert "2 places where records differ" in page.side.html


def test_the_header_says_what_was_matched(page: Explorer) -> None:
    """With denominators, and as a suggestion."""
    assert (
        "2 of 6 entries are matched with the other end of the same contact, 5 with further records of the "
        "same event; matched by the workbench and not confirmed. 2 places where such records differ so that "
        "they cannot all hold." in unescape(page.header.html)
    )


def test_entries_that_stand_alone_say_nothing_of_others(page: Explorer) -> None:
    """No heading without something below it."""
    page.choose("entry:school:2")

    assert "Also recorded" not in page.side.html
    assert "other end" not in page.side.html
    assert "Side by side" not in page.side.html
