"""The review's own plan: steps with their timescales, terms of reference, panel, parallel proceedings."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.case_files import Ran, write_case
from workbench.case import CaseFolder, open_folder
from workbench.journal import Draft, Journal, open_journal
from workbench.review import (
    attendance,
    core_tasks,
    milestones,
    period_notes,
    proceedings,
    realities,
    steps_of,
    terms_of_reference,
)
from workbench.review.plan import Milestone
from workbench.standards import standards
from workbench.vocabulary import JURISDICTIONS, REVIEW_TYPES

WALES = """
title = "A case"
jurisdiction = "Wales"
review_type = "cpr_concise"
index_date = 2019-05-20
"""
TODAY = date(2021, 6, 30)


def folder_of(place: Path, toml: str = WALES) -> CaseFolder:
    """A case with two agencies that sent one row each."""
    row = "date,event\n2019-01-03,Visit\n"
    return open_folder(write_case(place, {"police": row, "school": row}, toml=toml))


def plan(folder: CaseFolder, journal: Journal | None = None, *, today: date = TODAY) -> dict[str, Milestone]:
    """The milestones by their code."""
    return {one.code: one for one in milestones(folder, journal.items() if journal else (), today=today)}


def test_a_concise_review_in_wales_has_its_steps_in_order(tmp_path: Path) -> None:
    """From the incident to looking again at the actions; where nothing is recorded, it says so."""
    found = plan(folder_of(tmp_path))

    assert [(one.code, one.state) for one in found.values()] == [
        ("incident", "done"),
        *(
            (code, "no date recorded")
            for code in (
                "referred", "to_subgroup", "recommended", "decided", "panel_formed", "terms_set",
                "timelines_asked", "timelines_received", "timelines_merged", "family_contacted",
                "invitations_sent", "learning_event", "learning_shared", "draft_report",
                "panel_considered", "report_presented", "approved", "to_government", "published",
                "feedback_given", "kept_published", "actions_reviewed",
            )
        ),
    ]  # fmt: skip
    assert found["referred"].due_because == "no timescale in the guidance that was seen"
    assert found["referred"].said == "No date is recorded."
    assert found["report_presented"].due is None
    assert found["report_presented"].due_because.startswith(
        "6 months after “Referred on to the child practice review sub-group” (RV-002: Complete the review "
    )
    assert found["report_presented"].due_because.endswith("; no date is recorded for that step")


def test_late_is_counted_in_working_days_of_the_nation(tmp_path: Path) -> None:
    """Six months after 24 June 2020 is Christmas Eve; three bank holidays do not count."""
    stated = '[milestones]\nto_subgroup = "24 June 2020"\nreport_presented = "5 January 2021"\n'
    report = plan(folder_of(tmp_path, WALES + stated))["report_presented"]

    assert report.due == date(2020, 12, 24)
    assert report.late == (
        5,
        5,
    )  # 29, 30, 31 December, 4, 5 January: the 25th, the 28th and the 1st are holidays
    assert (report.state, report.said) == ("done late", "5 working days after 24 December 2020.")


def test_an_uncertain_date_is_late_by_a_range(tmp_path: Path) -> None:
    """ "January 2021" lies wholly after the day; "December 2020" could be either."""
    stated = '[milestones]\nto_subgroup = "24 June 2020"\nreport_presented = "{}"\n'
    january = plan(folder_of(tmp_path / "1", WALES + stated.format("January 2021")))["report_presented"]
    december = plan(folder_of(tmp_path / "2", WALES + stated.format("December 2020")))["report_presented"]

    assert (january.state, january.late, january.said) == (
        "done late", (3, 23), "3 to 23 working days after 24 December 2020.",
    )  # fmt: skip
    assert (december.state, december.late) == ("perhaps late", (0, 3))
    assert december.said == "In time, or up to 3 working days after 24 December 2020: its date allows both."


def test_what_has_no_date_is_late_by_today(tmp_path: Path) -> None:
    """The day itself is in time; the next working day is one late."""
    folder = folder_of(tmp_path, WALES + '[milestones]\nto_subgroup = "30 December 2020"\n')

    on_the_day = plan(folder, today=date(2021, 6, 30))["report_presented"]
    assert (on_the_day.due, on_the_day.state, on_the_day.said) == (
        date(2021, 6, 30), "to come", "0 working days left.",
    )  # fmt: skip
    after = plan(folder, today=date(2021, 7, 1))["report_presented"]
    assert (after.state, after.late) == ("late", (1, 1))
    assert after.said == "No date is recorded; 1 working day after 30 June 2021."


def test_the_journal_goes_before_the_file_and_a_person_may_set_another_day(tmp_path: Path) -> None:
    """A planned publication makes the report due at the government fourteen days before."""
    folder = folder_of(tmp_path, WALES + '[milestones]\nto_subgroup = "3 June 2020"\n')
    journal = open_journal(folder.path)
    drafts = [
        Draft("milestone", {"name": "to_subgroup", "done": "2020-06-10"}),
        Draft("milestone", {"name": "report_presented", "due": "2021-09-01", "note": "Trial until July."}),
        Draft("milestone", {"name": "published", "due": "2021-10-15"}),
        Draft("milestone", {"name": "press_statement"}),
    ]
    journal.write(drafts, who="Board manager")
    found = plan(folder, journal)

    report = found["report_presented"]
    assert (report.due, report.expected, report.note) == (
        date(2021, 9, 1), date(2020, 12, 10), "Trial until July.",
    )  # fmt: skip
    assert report.due_because == "set by Board manager; by the guidance 10 December 2020"
    assert report.state == "to come"
    assert found["to_government"].due == date(2021, 10, 1)
    assert list(found)[-1] == "press_statement" and found["press_statement"].label == "Press statement"


def test_how_long_a_report_is_kept_is_never_late(tmp_path: Path) -> None:
    """Twelve weeks after 1 March 2021 is 24 May."""
    folder = folder_of(tmp_path, WALES + '[milestones]\npublished = "1 March 2021"\n')

    assert plan(folder, today=date(2021, 5, 1))["kept_published"].said == "To be kept until 24 May 2021."
    over = plan(folder, today=date(2022, 5, 1))["kept_published"]
    assert (over.state, over.late, over.said) == ("done", None, "Was to be kept until 24 May 2021.")


def test_england_counts_from_the_incident_and_the_notification(tmp_path: Path) -> None:
    """Five working days to tell the national Panel, fifteen from there to the rapid review."""
    toml = (
        'title = "A case"\njurisdiction = "England"\nreview_type = "lcspr"\nindex_date = 2021-04-01\n'
        '[milestones]\nnotified = "12 April 2021"\n'
    )
    found = plan(folder_of(tmp_path, toml))

    # Good Friday and Easter Monday lie between.
    assert (found["notified"].due, found["notified"].late) == (date(2021, 4, 12), None)
    assert found["rapid_review"].due == date(2021, 5, 4)
    assert [one.text[:35] for one in realities("England")] == ["Local child safeguarding practice r"]


@pytest.mark.parametrize("jurisdiction", ["", *JURISDICTIONS])
@pytest.mark.parametrize("review_type", ["", *REVIEW_TYPES])
def test_every_kind_of_review_has_steps_that_fit_together(jurisdiction: str, review_type: str) -> None:
    """Each code stands once; a timescale runs from a step that is there, by a standard that is there."""
    steps = steps_of(jurisdiction=jurisdiction, review_type=review_type)
    codes = [step.code for step in steps]

    assert len(set(codes)) == len(codes)
    assert {"incident", "decided", "learning_event", "report_presented"} <= set(codes)
    for step in steps:
        assert not step.standards or step.after in codes
        assert all(id in standards() for id in step.standards)


def test_a_unified_review_has_its_own_words() -> None:
    """What was the sub-group is the Case Review Group there."""
    labels = {step.code: step.label for step in steps_of(jurisdiction="Wales", review_type="susr")}

    assert labels["to_subgroup"] == "Considered by the Case Review Group"


def test_the_period_is_held_against_the_guidance(tmp_path: Path) -> None:
    """Twelve months back is within it; eighteen are an extension, which the second sentence allows."""
    period = "[period]\nfrom = {}\nto = 2019-05-20\n"
    within = period_notes(folder_of(tmp_path / "1", WALES + period.format("2018-05-20")))
    beyond = period_notes(folder_of(tmp_path / "2", WALES + period.format("2017-11-20")))

    assert [note.split(" (")[0] for note in within] == [
        "The period reviewed begins on 20 May 2018, within what guidance expects"
    ]
    assert [note.split(" (")[0] for note in beyond] == [
        "The period reviewed begins on 20 November 2017, before 20 May 2018",
        "The period reviewed begins on 20 November 2017, within what guidance expects",
    ]
    assert period_notes(folder_of(tmp_path / "3")) == ()


def test_terms_are_ticked_to_where_they_are_answered(tmp_path: Path) -> None:
    """A question of case.toml becomes an item with its first tick; reworded, it stays in its place."""
    toml = WALES + 'terms_of_reference = ["How well did agencies work together?", "Was the plan robust?"]\n'
    folder = folder_of(tmp_path, toml)
    journal = open_journal(folder.path)
    [learning] = journal.write([Draft("learning", {"text": "Minutes reach all who were asked."})], who="R")
    drafts = [
        Draft("term", {"text": "How well did agencies work together?", "answered_by": [learning.item]}),
        Draft(
            "term",
            {
                "text": "Was the plan robust, and known?",
                "stands_for": "Was the plan robust?",
                "rows": ["police:1"],
            },
        ),
        Draft("term", {"text": "What did the school see?"}),
    ]
    journal.write(drafts, who="R")
    found = terms_of_reference(folder, journal.items())

    assert [(t.text, [a.id for a in t.answered_by], t.rows, t.answered) for t in found] == [
        ("How well did agencies work together?", [learning.item], (), True),
        ("Was the plan robust, and known?", [], ("police:1",), True),
        ("What did the school see?", [], (), False),
    ]
    assert [t.source for t in terms_of_reference(folder, ())] == ["case.toml", "case.toml"]


def test_extended_reviews_are_asked_more() -> None:
    """Six core tasks, and six more where the child was registered or looked after."""
    concise = core_tasks(jurisdiction="Wales", review_type="cpr_concise")
    extended = core_tasks(jurisdiction="Wales", review_type="cpr_extended")

    assert (len(concise), len(extended)) == (6, 12)
    assert extended[:6] == concise


def test_statements_are_asked_for_from_those_who_were_there(tmp_path: Path) -> None:
    """One statement for all meetings, one for a single meeting, and one meeting without."""
    folder = folder_of(tmp_path)
    journal = open_journal(folder.path)
    ann, bob = (
        one.item
        for one in journal.write(
            [Draft("member", {"name": "Ann", "agency": "Police"}), Draft("member", {"name": "Bob"})], who="C"
        )
    )
    first, second = (
        one.item
        for one in journal.write(
            [
                Draft("meeting", {"name": "Panel 2", "day": "2020-10-01", "present": [ann, bob]}),
                Draft("meeting", {"name": "Panel 1", "day": "2020-09-01", "present": [bob]}),
            ],
            who="C",
        )
    )
    journal.write(
        [
            Draft("statement", {"member": [ann], "signed": "2020-09-01"}),
            Draft("statement", {"member": [bob], "meeting": [second], "signed": "2020-09-01"}),
        ],
        who="C",
    )
    found = attendance(folder, journal.items())

    assert [meeting.id for meeting in found.meetings] == [second, first]
    assert [(cell.member.id, cell.meeting.id) for cell in found.missing] == [(bob, first)]
    assert [[cell.present for cell in row] for row in found.cells] == [[False, True], [True, True]]
    assert (found.agencies_without, found.agencies) == (("school",), 2)


def test_what_runs_alongside_is_said_as_of_the_day(tmp_path: Path) -> None:
    """Begun and not ended, ended, not yet begun, and without a date."""
    journal = open_journal(folder_of(tmp_path).path)
    drafts = [
        Draft("proceeding", {"name": "Police investigation", "since": "2019-05-21"}),
        Draft("proceeding", {"name": "Inquest", "since": "2019-06-01", "until": "2021-06-30"}),
        Draft("proceeding", {"name": "Care proceedings", "since": "2021-07-05"}),
        Draft("proceeding", {"name": "Staff matter"}),
    ]
    journal.write(drafts, who="C")

    assert [(one.running, one.said) for one in proceedings(journal.items(), today=TODAY)] == [
        (True, "Running since 21 May 2019."),
        (False, "Ended on 30 June 2021."),
        (False, "Begins on 5 July 2021."),
        (None, "No record of when it began."),
    ]


def test_the_command_says_it_all_in_lines_and_as_json(tmp_path: Path, workbench: Callable[..., Ran]) -> None:
    """Ticks, who has not signed and how late a step is; the same in JSON."""
    stated = 'terms_of_reference = ["Was the plan robust?"]\n[milestones]\nto_subgroup = "soon"\n'
    folder = folder_of(tmp_path, WALES + stated)
    journal = open_journal(folder.path)
    [ann] = journal.write([Draft("member", {"name": "Ann", "agency": "police"})], who="C")
    journal.write([Draft("meeting", {"name": "Panel 1", "present": [ann.item]})], who="C")
    ran = workbench("review", folder.path, "--at", "2021-06-30")

    lines = ran.out.splitlines()
    assert (ran.code, lines[0], lines[1]) == (
        0,
        "As of 30 June 2021.",
        "Death, injury or other harm: 20 May 2019. Done.",
    )
    assert (
        'Referred on to the child practice review sub-group: "soon", not read as a date. No date is recorded.'
        in lines
    )
    assert lines[-5:] == [
        "Terms of reference: 0 of 1 question ticked to where answered.",
        "    [ ] Was the plan robust?",
        "Review Panel: 1 member, 1 meeting.",
        "    No record of a confidentiality statement by Ann for Panel 1.",
        "    No member from 1 of 2 agencies: School.",
    ]
    found = json.loads(workbench("review", folder.path, "--at", "2021-06-30", "--format", "json").out)
    assert found["panel"]["without_statement"] == [
        {"member": ann.item, "meeting": found["panel"]["meetings"][0]["id"]}
    ]
    assert [one["state"] for one in found["milestones"][:2]] == ["done", "no date recorded"]
