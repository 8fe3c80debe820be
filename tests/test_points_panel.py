"""The points on the page: narrowed, decided about, moved by thresholds, without a browser."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.gaps_support import written_folder
from workbench.case import CaseError, new_folder
from workbench.case.answers import POINTS
from workbench.chronology import load_case
from workbench.gaps import find_gaps
from workbench.journal import open_journal
from workbench.pages.address import Address
from workbench.pages.explorer import Explorer
from workbench.pages.places import SAMPLE_CASE, sample_cases_folder

LINES = """
    police | 2019-01-03 | report_sent | Report of shouting sent. | told=childrens-services | people=mother
    childrens-services | 2018-12-01 | visit_child | Home visit. | people=infant | child_seen=seen
    gp | 2019-03-01 | missed_contact | Not brought. | people=infant
    gp | 2019-03-08 | missed_contact | Not brought again. | people=infant
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written_folder(LINES, tmp_path)


@pytest.fixture
def page(folder: Path) -> Explorer:
    return Explorer(load_case(folder), Address())


def listed(page: Explorer) -> list[str]:
    """The first reasons of the points that the side lists."""
    return [part.partition('"')[0] for part in page.side.html.split('class="point" data-choose="gap:')[1:]]


def decide(page: Explorer, id: str, **form: str) -> None:
    given = {"state": "explained", "reason": "Rung <b>the</b> team", "who": "Ann", "about": ""} | form
    page.choose(f"gap:{id}")
    page.choose(f"decide:{id} {json.dumps(given)}")


def test_the_list_is_narrowed_by_pattern_state_and_the_days_of_the_lanes(page: Explorer) -> None:
    assert listed(page) == ["GP01@police:1", "GP13@gp:1"]

    page.choose("pattern:GP13")
    assert listed(page) == ["GP13@gp:1"]
    page.choose("pattern:")
    page.choose("days:2019-01-01..2019-01-31")
    assert listed(page) == ["GP01@police:1"]
    page.choose("days:all")
    decide(page, "GP13@gp:1", state="not relevant")
    page.choose("back:")
    page.choose("state:not relevant")
    assert listed(page) == ["GP13@gp:1"]
    page.choose("pattern:GP01")
    assert "None of the 2 points fits what the list is narrowed to." in page.side.html


def test_a_decision_shows_its_reason_its_name_and_its_day_and_is_kept(page: Explorer, folder: Path) -> None:
    decide(page, "GP01@police:1")

    assert "explained: Rung &lt;b&gt;the&lt;/b&gt; team (Ann, " in page.side.html
    again = Explorer(load_case(folder), Address())
    assert '<span class="state">explained</span>' in again.side.html
    page.choose("undo:Ann")
    assert "Taken back what Ann decided last." in page.side.html
    assert '<p class="state">' not in page.side.html
    page.choose("undo:Ann")
    assert "Nothing that Ann decided is left to take back." in page.side.html
    assert '<span class="state">' not in Explorer(load_case(folder), Address()).side.html


def test_a_decision_without_a_name_is_not_kept(page: Explorer, folder: Path) -> None:
    decide(page, "GP01@police:1", who=" ")

    assert "Give your name: a decision is kept with who made it. Nothing was saved." in page.side.html
    assert not (folder / "journal.db").exists()


def test_a_moved_threshold_shows_at_once_what_it_changes(page: Explorer) -> None:
    page.choose("tab:thresholds")
    page.choose("set:GP13:in_one_service:3")

    assert "Finds 0, was 1." in page.side.html
    assert "moved from 2" in page.side.html
    page.choose("tab:points")
    assert listed(page) == ["GP01@police:1"]
    page.choose("set:GP13:in_one_service:")
    assert listed(page) == ["GP01@police:1", "GP13@gp:1"]


def test_thresholds_can_be_kept_for_the_case_and_taken_back(page: Explorer, folder: Path) -> None:
    page.choose("tab:thresholds")
    assert "Keep for this case" not in page.side.html
    page.choose("set:GP13:in_one_service:3")
    page.choose("keep:")

    assert "Kept in case.toml" in page.side.html
    assert "[patterns.GP13]\nin_one_service = 3\n" in (folder / "case.toml").read_text(encoding="utf-8")
    again = Explorer(load_case(folder), Address())
    assert listed(again) == ["GP01@police:1"]
    again.choose("tab:thresholds")
    again.choose("set:GP13:in_one_service:")
    again.choose("keep:")
    assert "in_one_service" not in (folder / "case.toml").read_text(encoding="utf-8")


def test_a_case_that_names_a_threshold_that_there_is_not_is_refused(folder: Path) -> None:
    path = folder / "case.toml"
    path.write_text(
        path.read_text(encoding="utf-8") + "[patterns.GP13]\nin_all = 3\n[patterns.GP99]\nx = 1\n",
        encoding="utf-8",
    )
    with pytest.raises(CaseError) as error:
        find_gaps(load_case(folder))

    first, second = str(error.value).splitlines()
    assert first == (
        'case.toml, setting "patterns.GP13.in_all": GP13 has no setting "in_all". '
        "Settings: in_one_service, across_services, months, working_days. Correct it, or take it out."
    )
    assert second.startswith('case.toml, setting "patterns.GP99": No pattern "GP99". Patterns: GP01, ')


@pytest.mark.parametrize("what", ["set:GP13:in_one_service:many", "set:GP13:in_one_service:-1"])
def test_a_threshold_that_is_no_number_changes_nothing(page: Explorer, what: str) -> None:
    page.choose("tab:thresholds")
    page.choose(what)

    assert "A threshold is a whole number, 0 or more. Nothing was changed." in page.side.html
    assert "moved from" not in page.side.html


@pytest.mark.parametrize(
    "what", ["set:GP99:x:1", "set:GP13:x:1", "tab:x", "decide:GP99@x:1 {}", "gap:GP99@x:1"]
)
def test_what_is_not_there_changes_nothing(page: Explorer, what: str) -> None:
    before = page.side.html

    page.choose(what)

    assert page.side.html == before


def test_nothing_found_says_what_was_looked_at(tmp_path: Path) -> None:
    """Every pattern with how much it considered, every timeline with its days."""
    page = Explorer(
        load_case(written_folder("gp | 2019-03-01 | health_contact | Seen.", tmp_path)), Address()
    )
    assert "No point was found." in page.side.html
    page.choose("tab:looked")

    assert "flagged none. That does not show that there is nothing else to explore." in page.side.html
    assert "GP: 1 entry; 20 May 2018 to 20 May 2019" in page.side.html


def test_the_sample_case_is_not_changed_by_a_decision() -> None:
    folder = sample_cases_folder() / SAMPLE_CASE
    page = Explorer(load_case(folder), Address())
    [first, *_] = listed(page)

    decide(page, first)

    assert "Kept until this page is closed: a sample case is not changed." in page.side.html
    assert not (folder / "journal.db").exists()
    page.choose("undo:Ann")
    assert "Taken back what Ann decided last." in page.side.html
    assert '<p class="state">' not in page.side.html


def test_a_full_disk_says_so_and_shows_nothing_as_saved(page: Explorer, folder: Path, tmp_path: Path) -> None:
    """A folder stands where the file should: the same as a disk that takes nothing."""
    (folder / "journal.db").mkdir()

    decide(page, "GP01@police:1")

    assert 'class="notes problem"' in page.side.html
    assert "explained: Rung" not in page.side.html


def history(page: Explorer) -> list[str]:
    """The decisions about a reason, as its page lists them."""
    listed = page.side.html.partition("decisions about it</summary><ol>")[2].partition("</ol>")[0]
    return [part.partition("</li>")[0].partition(", ")[2] for part in listed.split("<li>")[1:]]


def test_every_decision_about_a_reason_is_listed_with_what_was_taken_back(page: Explorer) -> None:
    decide(page, "GP01@police:1")
    assert history(page) == []
    decide(page, "GP01@police:1", state="not relevant", reason="", who="Ben")
    page.choose("undo:Ben")
    page.choose("undo:Ann")

    assert history(page) == [
        "Ann: explained: Rung &lt;b&gt;the&lt;/b&gt; team",
        "Ben: not relevant",
        "Ben: taken back, again explained: Rung &lt;b&gt;the&lt;/b&gt; team",
        "Ann: taken back",
    ]


# Several people


def test_what_somebody_else_decides_shows_at_the_next_look(page: Explorer, folder: Path) -> None:
    other = Explorer(load_case(folder), Address())
    decide(page, "GP01@police:1")
    assert '<span class="state">' not in other.side.html

    other.look()

    assert '<span class="state">explained</span>' in other.side.html


def test_two_decisions_about_the_same_stand_side_by_side_until_somebody_chooses(
    page: Explorer, folder: Path
) -> None:
    other = Explorer(load_case(folder), Address())
    other.choose("gap:GP01@police:1")
    decide(page, "GP01@police:1")

    given = {"state": "not relevant", "reason": "My <i>reason</i>", "who": "Ben", "about": ""}
    other.choose(f"decide:GP01@police:1 {json.dumps(given)}")

    assert "<strong>Ann decided about the same while you wrote.</strong>" in other.side.html
    row = other.side.html.partition('<th scope="row">GP01</th>')[2].partition("</tr>")[0]
    assert row == (
        '<td class="words">not relevant: My &lt;i&gt;reason&lt;/i&gt;</td>'
        '<td class="words">explained: Rung &lt;b&gt;the&lt;/b&gt; team</td>'
    )
    assert 'rows="2">My &lt;i&gt;reason&lt;/i&gt;</textarea>' in other.side.html
    assert 'value="not relevant" checked' in other.side.html
    assert '<p class="state">explained: Rung &lt;b&gt;the&lt;/b&gt; team (Ann, ' in other.side.html
    other.choose(f"decide:GP01@police:1 {json.dumps(given)}")
    assert '<p class="state">not relevant: My &lt;i&gt;reason&lt;/i&gt; (Ben, ' in other.side.html
    assert "while you wrote" not in other.side.html


# A case of an older version


def with_points_csv(folder: Path) -> None:
    """Write the older file with one decision about the first point."""
    [found] = find_gaps(load_case(folder), only="GP01").gaps
    cells = [*found.decided_under, "Rung", "explained", "Zoe", "s1", "2024-03-01T10:00:00Z"]
    with (folder / "points.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([POINTS.columns, cells])


def test_an_older_file_is_taken_over_when_the_case_is_opened_and_that_is_said(folder: Path) -> None:
    with_points_csv(folder)
    page = Explorer(load_case(folder), Address())

    assert "1 decision of points.csv taken over into the journal; the file stays as it is." in page.side.html
    page.choose("gap:GP01@police:1")
    assert "explained: Rung (Zoe, 1 March 2024)" in page.side.html
    again = Explorer(load_case(folder), Address())
    assert "taken over" not in again.side.html
    assert len(open_journal(folder).records()) == 1


def test_a_folder_that_cannot_be_written_to_shows_what_the_older_file_says(folder: Path) -> None:
    """A folder stands where the journal should: the same as a drive that takes nothing."""
    with_points_csv(folder)
    (folder / "journal.db").mkdir()

    page = Explorer(load_case(folder), Address())

    assert "What points.csv says counts, and is not in the journal yet." in page.side.html
    assert '<span class="state">explained (1 of 2 reasons)</span>' in page.side.html


def test_a_case_from_a_folder_of_tables_has_its_points(tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    sent.mkdir()
    (sent / "police.csv").write_text("date,event\n2019-01-03,PPN sent to social services re shouting.\n")
    made = new_folder(tmp_path / "case", timelines=sent)

    page = Explorer(load_case(made.path), Address())

    assert listed(page) == ["GP01@police:1"]


# Guidance


def change(page: Explorer, id: str, **form: str) -> None:
    page.choose("tab:guidance")
    page.choose(f"rule:{id} {json.dumps(form)}")


def test_the_guidance_of_the_nation_is_listed_with_its_sources(page: Explorer) -> None:
    page.choose("tab:guidance")

    assert "Report-maker contacts social services again <strong>7 working days</strong>" in page.side.html
    assert (
        "Wales Safeguarding Procedures (children), Section 2, The process following a report"
        in page.side.html
    )
    assert "https://safeguarding.wales/chi/c2/c2.p18.html" in page.side.html
    assert "EN-003" not in page.side.html


def test_a_changed_standard_is_kept_with_its_reason_and_every_point_that_leans_on_it_says_so(
    page: Explorer, folder: Path
) -> None:
    change(page, "WA-002", within="5", on="on", why="Agreed in 2020")

    assert "WA-002: kept in case.toml." in page.side.html
    assert '[standards.WA-002]\nwithin = 5\nwhy = "Agreed in 2020"\n' in (folder / "case.toml").read_text(
        encoding="utf-8"
    )
    page.choose("gap:GP01@police:1")
    said = "changed for this case to 5 working days from 7 working days: Agreed in 2020"
    assert said in page.side.html
    again = Explorer(load_case(folder), Address())
    again.choose("gap:GP01@police:1")
    assert said in again.side.html
    again.choose("back:")
    change(again, "WA-002", within="7", on="on", why="")
    assert "within" not in (folder / "case.toml").read_text(encoding="utf-8")
    again.choose("tab:points")
    again.choose("gap:GP01@police:1")
    assert "changed for this case" not in again.side.html


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (
            {"within": "5", "on": "on", "why": " "},
            "No reason is given for WA-002. Say why: the panel reads it.",
        ),
        ({"within": "soon", "on": "on", "why": "x"}, "is no figure for WA-002. Write a whole number."),
        ({"within": "7", "why": ""}, "No reason is given for WA-002."),
    ],
)
def test_a_change_that_cannot_be_used_changes_nothing(
    page: Explorer, folder: Path, form: dict[str, str], words: str
) -> None:
    before = (folder / "case.toml").read_bytes()
    change(page, "WA-002", **form)

    assert words in page.side.html
    assert (folder / "case.toml").read_bytes() == before
