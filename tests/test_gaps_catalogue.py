"""The catalogue as a whole: what every pattern has, and what none may say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from gaps_support import written_case

import workbench.gaps
from workbench.gaps import CATALOGUE, STRENGTHS, Gaps, Pattern, find_gaps
from workbench.gaps.pattern import HEADS
from workbench.standards import standards

BANNED = re.compile(
    r"\b(failed|failure|fails|neglected to|should have|breach\w*|negligent|culpab\w+|poor practice|"
    r"blame\w*|error\w*|"
    r"did not (report|tell|act|share|follow|visit|refer)|missed(?! contact| health contact))\b",
    re.IGNORECASE,
)
EVERY_PATTERN_FIRES = """
police | 2018-08-01 | police_incident | Argument.
police | 2018-09-01 | police_incident | Argument.
police | 2018-10-01 | police_incident | Argument.
police | early January 2019 | report_sent | Drug dealing. | told=childrens-services | topics=substance_use
childrens-services | 2018-06-01 | visit_child | Visit.
childrens-services | 2018-10-01 | registration_change | Name placed on the register. | people=infant
childrens-services | 2018-11-05 | assessment_decided | Agreed.
childrens-services | 2018-11-26 | report_received | Report. | heard_from=school
childrens-services | 2019-02-13 | care_support_meeting | Meeting. | heard_from=midwifery
childrens-services | 2019-03-01 | visit_child | Serious. | significance=critical | people=infant
childrens-services | 2019-04-16 | visit_child | Begun. | outcome=assessment_started
midwifery | 2019-01-10 | health_contact | Father has mental health support.
midwifery | 2019-02-20 | health_contact | Antenatal.
mental-health | 2018-08-10 | missed_contact | DNA. | people=father
mental-health | 2018-09-10 | missed_contact | DNA. | people=father
mental-health | 2018-10-01 | case_opened_closed | Discharged. | outcome=closed_non_engagement | people=father
leaving-care | 2019-03-11 | contact_adult | They argue. | topics=domestic_abuse | people=father;infant
childrens-services | 2018-07-02 | report_received | Report. | heard_from=school | outcome=nfa
childrens-services | 2018-07-20 | report_received | Report. | heard_from=school | outcome=nfa
childrens-services | 2018-08-10 | report_received | Report. | heard_from=school | outcome=nfa
police | 2018-11-20 | police_incident | Call. | topics=alcohol | significance=significant
hospital | 2019-03-12 | injury_or_symptom | Bruise on cheek. | people=infant
health-visiting | 2019-03-13 | handover_transfer | Verbal. | heard_from=midwifery
childrens-services | 2018-08-20 | supervision | SW to refer to CAMHS.
childrens-services | 2019-01-28 | case_opened_closed | | outcome=closed_completed | whose_account=parent said
housing | 2018-10-01 | accommodation_event | Arrears. | people=mother
registrar | 2018-10-02 | accommodation_event | Form. | people=mother
court | 2018-10-02 | legal_event | Form. | people=mother
"""
SEEING_AND_DECIDING = """
health-visiting | 2018-06-01 | health_contact | Child weighed.
health-visiting | 2018-12-05 | routine_enquiry | RE asked, partner present.
health-visiting | 2019-01-10 | health_contact | Child weighed.
childrens-services | 2018-06-01 | contact_adult | First call.
childrens-services | 2018-09-28 | contact_adult | Worker on annual leave.
childrens-services | 2018-10-02 | decision_front_door | NFA. | outcome=nfa | whose_account=parent said
childrens-services | 2018-11-01 | assessment_completed | Done.
childrens-services | 2019-01-14 | strategy_discussion | Held. | heard_from=police
childrens-services | 2019-03-20 | conference_initial | Held.
police | 2018-10-01 | police_incident | Assault, baby there. | topics=domestic_abuse | told=childrens-services
school | 2018-11-05 | contact_adult | DSL disagreed with the decision. | told=childrens-services
"""
"""For the patterns about seeing the child, meetings, accounts, workers and differences (GP17 to GP24)."""
CHANGE_AND_CHILDREN = """
childrens-services | 2018-06-04 | placement_event | Placed with carers. | people=young
childrens-services | 2018-10-10 | s47_enquiry | Index child only. | people=infant
childrens-services | 2018-11-26 | report_received | Report. | heard_from=school
childrens-services | 2019-03-12 | report_received | Worried about the baby. | whose_account=relative said
housing | 2018-08-06 | accommodation_event | Moved to a flat; smell of cannabis. | topics=substance_use
mental-health | 2018-08-20 | mental_health_event | Low mood. | topics=mental_health_parent
police | 2018-08-05 | police_incident | Argument. | topics=domestic_abuse
"""
"""For the patterns about change, risks together, children, births and leaving care (GP25 to GP30)."""
YOUNG = ("young", "Young person", "female", "2002-07-15", "", "sister", "")
EVERY_PRACTICE_SHOWS = """
police | 2019-01-03 | report_sent | Sent. | told=childrens-services
childrens-services | 2019-01-04 | report_received | Report. | heard_from=police
childrens-services | 2019-01-04 | strategy_discussion | Held.
health-visiting | 2019-03-12 | no_access | Joint visit. No reply. | mode=home
health-visiting | 2019-03-14 | contact_adult | Rang. Voicemail. | mode=phone
health-visiting | 2019-03-18 | information_shared | Letter sent.
health-visiting | 2019-03-20 | health_contact | Joint visit. Safe sleep. | heard_from=childrens-services
health-visiting | 2019-03-28 | health_contact | Safe sleep discussed.
health-visiting | 2019-04-28 | health_contact | Safe sleep discussed.
gp | 2019-03-06 | health_contact | Noticed frequent requests. | told=health-visiting
midwifery | 2019-03-01 | escalation | Escalated. | told=childrens-services
childrens-services | 2019-03-06 | assessment_decided | Agreed.
school | 2019-03-06 | contact_adult | Wants more contact. | whose_account=child said
childrens-services | 2019-03-20 | plan_made_or_changed | Changed at her request.
"""


@pytest.fixture(scope="module")
def practice() -> Gaps:
    """One written case in which every positive pattern has something to show."""
    return find_gaps(written_case(EVERY_PRACTICE_SHOWS))


@pytest.fixture(scope="module")
def everything() -> Gaps:
    """One written case in which every pattern has something to ask."""
    return find_gaps(written_case(EVERY_PATTERN_FIRES))


@pytest.fixture(scope="module")
def changes() -> Gaps:
    """A case with a young person in care, for patterns about change and about children."""
    return find_gaps(written_case(CHANGE_AND_CHILDREN, more_people=(YOUNG,)))


def test_every_file_is_in_the_catalogue_under_its_own_code():
    """Nothing registers itself, and nothing is forgotten: each gp and pp file gives one pattern."""
    rooms = Path(workbench.gaps.__file__).parent
    files = [path.stem for kind in ("gp*.py", "pp*.py") for path in sorted(rooms.glob(kind))]

    assert [f"{pattern.pattern.lower()}_{pattern.search.__name__}" for pattern in CATALOGUE] == files
    assert (
        len({pattern.pattern for pattern in CATALOGUE}) == len({p.slug for p in CATALOGUE}) == len(CATALOGUE)
    )


@pytest.mark.parametrize("pattern", CATALOGUE, ids=lambda pattern: pattern.pattern)
def test_every_pattern_has_its_page_its_question_and_known_standards(pattern: Pattern):
    """The docstring is its page in the catalogue; the question is open."""
    assert pattern.definition.endswith(".")
    assert all(pattern.said(head).endswith(".") for head in HEADS), pattern.search.__doc__
    assert re.match(r"(What|Who|How|Which|If|When|Across services, what) ", pattern.question)
    assert pattern.question.endswith("?")
    assert pattern.caveats and all(caveat.endswith(".") for caveat in pattern.caveats)
    assert set(pattern.standards) <= set(standards())
    assert not BANNED.search(
        " ".join((pattern.title, pattern.question, *pattern.caveats, pattern.search.__doc__ or ""))
    )


@pytest.fixture(scope="module")
def seeing() -> Gaps:
    """A case for the patterns that need another family."""
    return find_gaps(written_case(SEEING_AND_DECIDING, family=False))


def test_every_pattern_fires_and_is_told_apart(everything: Gaps, seeing: Gaps, changes: Gaps, practice: Gaps):
    """A pattern never seen to fire is not finished; practice stands apart from the gaps."""
    found = {gap.pattern for gap in (*everything.gaps, *seeing.gaps, *changes.gaps)}
    assert found == {p.pattern for p in CATALOGUE if not p.positive}
    assert {point.pattern for point in practice.practice} == {p.pattern for p in CATALOGUE if p.positive}


def test_no_generated_text_blames(everything: Gaps, seeing: Gaps, changes: Gaps, practice: Gaps):
    """Also without any timeline of children's services, where other sentences are made."""
    alone = "\n".join(
        line for line in EVERY_PATTERN_FIRES.splitlines() if not line.startswith("childrens-services")
    )
    without = find_gaps(written_case(alone)).gaps
    for gap in (*everything.gaps, *seeing.gaps, *changes.gaps, *practice.practice, *without):
        text = " ".join((gap.title, gap.why, gap.question, gap.coverage, gap.standard, *gap.caveats))
        assert not BANNED.search(text), BANNED.search(text)


def test_no_standard_that_a_gap_can_cite_blames():
    """The expectation of each standard is shown on the screen as it stands in the file."""
    for pattern in CATALOGUE:
        for id in pattern.standards:
            assert not BANNED.search(standards()[id].expected), id


def test_gaps_stand_in_order_of_date_and_hold_what_the_design_names(everything: Gaps):
    """The JSON that other programs rely on, field by field."""
    dates = [gap.since for gap in everything.gaps if gap.since]
    found = everything.as_json()

    assert dates == sorted(dates)
    for gap in found["gaps"]:
        assert list(gap)[:13] == [
            "pattern", "slug", "title", "agencies", "people", "from", "to", "events", "standard",
            "question", "why",
            "caveats", "coverage",
        ]  # fmt: skip
        assert gap["events"] and gap["strength"] in STRENGTHS


def test_what_was_looked_at_counts_both_sides(everything: Gaps):
    """Kinds, undated rows, agencies with and without a timeline, and responses found in time."""
    looked_at = everything.looked_at
    entries = len(EVERY_PATTERN_FIRES.strip().splitlines())

    assert looked_at["entries"] == entries
    assert looked_at["kinds"] == {"stated": entries}
    assert looked_at["no_timeline"] == {"School or nursery": 4}
    assert looked_at["agencies"]["midwifery"] == {
        "label": "Midwifery", "from": "2018-05-20", "to": "2019-05-20", "entries": 2, "undated": 0,
    }  # fmt: skip
    answered = find_gaps(
        written_case(
            "police | 2019-01-03 | report_sent | Sent. | told=childrens-services\n"
            "childrens-services | 2019-01-07 | report_received | Report. | heard_from=police"
        ),
        only="GP01",
    )
    assert answered.looked_at["patterns"] == {
        "GP01": {
            "title": "Report without a matching receipt",
            "considered": 1,
            "found_in_time": 1,
            "answers": [{"events": ["police:1"], "by": ["childrens-services:1"], "working_days": [2, 2]}],
            "not_known": 0,
            "left_out": {},
            "gaps": 0,
        }
    }


def test_unknown_patterns_and_settings_are_named():
    """Whole messages, with what is known."""
    case = written_case("police | 2019-01-03 | police_incident | Call.")

    with pytest.raises(ValueError, match=r'^No pattern "GP99"\. Patterns: GP01, GP02, .*PP\d\.$'):
        find_gaps(case, only="GP99")
    with pytest.raises(ValueError, match=r'^GP06 has no setting "days"\. Settings: incidents, months\.$'):
        find_gaps(case, settings={"GP06": {"days": 3}})


def test_the_page_on_adding_a_pattern_runs():
    """The example on the page is a working pattern."""
    page = (Path(__file__).parents[1] / "docs" / "add-a-pattern.md").read_text(encoding="utf-8")
    pattern_code, test_code = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(pattern_code, "docs/add-a-pattern.md", "exec"), names)
    exec(compile(test_code, "docs/add-a-pattern.md", "exec"), names)
    tests = [value for name, value in names.items() if name.startswith("test_")]

    assert tests
    for test in tests:
        test()  # type: ignore[operator]
