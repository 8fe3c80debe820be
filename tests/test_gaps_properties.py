"""What holds for every case: an answer never raises a gap, and the order of files does not matter."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
from gaps_support import events, gaps_of, written_case
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.gaps import find_gaps
from workbench.gaps.spans import Spans
from workbench.gaps.working_days import working_days_after, working_days_between

DATES = st.sampled_from(
    [
        "2018-09-03",
        "2018-09-04",
        "2018-09-20",
        "September 2018",
        "early January 2019",
        "2019-01-07",
        "2019-03-04",
        "",
        "2018",
    ]
)
FEW = settings(max_examples=15, deadline=None)
CASES = st.lists(
    st.sampled_from(
        [
            "police | {} | report_sent | Sent. | told=childrens-services | topics=domestic_abuse",
            "childrens-services | {} | report_received | Report. | heard_from=police",
            "leaving-care | {} | contact_adult | They argue, baby there. | topics=domestic_abuse | "
            "people=father",
            "childrens-services | {} | visit_child | Serious, child there. | topics=domestic_abuse | "
            "significance=critical",
            "mental-health | {} | missed_contact | DNA. | people=father",
            "childrens-services | {} | assessment_decided | Agreed.",
            "childrens-services | {} | care_support_meeting | Meeting. | heard_from=midwifery",
            "midwifery | {} | health_contact | Antenatal.",
            "childrens-services | {} | registration_change | Name placed on the register. | people=infant",
            "mental-health | {} | case_opened_closed | Discharged. | outcome=closed_non_engagement | "
            "people=father",
            "police | {} | police_incident | Argument.",
        ]
    ).flatmap(lambda line: DATES.map(line.format)),
    min_size=1,
    max_size=8,
)
ANSWERS = {
    "GP01": "childrens-services | {} | report_received | Report. | heard_from=police",
    "GP02": "childrens-services | {} | acknowledgement | Outcome letter. | told=police",
    "GP03": "leaving-care | {} | report_sent | Sent. | told=childrens-services | topics=domestic_abuse",
    "GP04": "childrens-services | {} | strategy_discussion | Held.",
    "GP08": "childrens-services | {} | contact_adult | . | heard_from=leaving-care | topics=domestic_abuse",
    "GP09": "childrens-services | {} | information_shared | Minutes sent. | told=midwifery",
    "GP11": "childrens-services | {} | visit_child | Begun and told. | outcome=shared_with_family",
    "GP14": "mental-health | {} | contact_adult | . | told=childrens-services;midwifery;leaving-care;police",
    "GP17": "childrens-services | {} | visit_child | Home visit. | child_seen=spoken with",
    "GP20": "childrens-services | {} | visit_child | Home visit. | child_seen=spoken with",
    "GP21": "childrens-services | {} | information_request | Asked. | told=police",
    "GP23": "childrens-services | {} | supervision | Held.",
    "GP24": "leaving-care | {} | escalation | To the head of service.",
}


@FEW
@given(lines=CASES, day=DATES, pattern=st.sampled_from(sorted(ANSWERS)))
def test_an_expected_response_never_adds_a_gap_of_its_pattern(lines: list[str], day: str, pattern: str):
    """More of what is looked for can only leave fewer rows unanswered."""
    # The answer's own agency has an entry already, so that it changes nothing but the answer.
    context = [
        f"{agency} | {day} | contact_adult | Call."
        for agency in ("childrens-services", "leaving-care", "mental-health")
        for day in ("2018-06-01", "2019-05-01")
    ]
    before = gaps_of(pattern, "\n".join([*lines, *context]))
    after = gaps_of(pattern, "\n".join([*lines, *context, ANSWERS[pattern].format(day)]))

    asked = {event for gap in before if gap.strength != "not known" for event in gap.events}
    still = {event for gap in after if gap.strength != "not known" for event in gap.events}
    assert still <= asked


@FEW
@given(lines=CASES, data=st.data())
def test_the_order_of_the_files_does_not_matter(lines: list[str], data: st.DataObject):
    """Agencies in any order, each with its own rows in order, give the same gaps."""
    by_agency: dict[str, list[str]] = {}
    for line in lines:
        by_agency.setdefault(line.split(" |")[0], []).append(line)
    order = data.draw(st.permutations(sorted(by_agency)))
    turned = [line for agency in order for line in by_agency[agency]]

    one, other = written_case("\n".join(lines)), written_case("\n".join(turned))
    for pattern in (
        "GP01",
        "GP03",
        "GP04",
        "GP06",
        "GP09",
        "GP11",
        "GP17",
        "GP19",
        "GP20",
        "GP21",
        "GP22",
        "GP23",
        "GP24",
    ):
        found, again = (find_gaps(case, only=pattern).gaps for case in (one, other))
        assert events(found) == events(again)


@given(
    st.lists(st.tuples(st.integers(-400, 400), st.integers(0, 900)), max_size=40),
    st.integers(-500, 500),
    st.integers(0, 200),
)
def test_a_window_finds_every_interval_that_touches_it(spans: list[tuple[int, int]], since: int, length: int):
    """The same as reading all of them one by one."""
    first = np.array([start for start, _ in spans], dtype=np.int64)
    last = np.array([start + width for start, width in spans], dtype=np.int64)
    found = Spans(np.arange(len(spans)), first, last).touching(since, since + length)

    assert found == [i for i in range(len(spans)) if first[i] <= since + length and last[i] >= since]


@given(st.dates(min_value=date(1985, 1, 1), max_value=date(2050, 1, 1)), st.integers(1, 60))
def test_working_days_counted_and_added_agree(day: date, days: int):
    """So many working days after a day lie so many working days after it."""
    later = working_days_after(day, days, jurisdiction="Wales")

    assert working_days_between(day, later, jurisdiction="Wales") == days
    assert later > day


def test_easter_and_the_nations_differ():
    """17 to 24 April 2019 is seven days and three working days; 2 January is a holiday in Scotland only."""
    assert working_days_between(date(2019, 4, 17), date(2019, 4, 24), jurisdiction="Wales") == 3
    assert working_days_after(date(2018, 12, 31), 1, jurisdiction="Wales") == date(2019, 1, 2)
    assert working_days_after(date(2018, 12, 31), 1, jurisdiction="Scotland") == date(2019, 1, 3)
    assert all(
        a < b
        for a, b in pairwise(
            working_days_after(date(2019, 1, 1), n, jurisdiction="England") for n in range(1, 9)
        )
    )


def test_a_row_dated_by_the_year_answers_nothing_that_was_due_in_days() -> None:
    """It could be the receipt, and so could every row of that year: the gap stays, for somebody to ask."""
    sent = "police | 2019-01-03 | report_sent | Report sent. | told=childrens-services\n"
    visit = "childrens-services | 2018-12-01 | visit_child | Home visit.\n"
    month = "childrens-services | January 2019 | report_received | Report. | heard_from=police"
    year = "childrens-services | 2019 | report_received | Report. | heard_from=police"

    assert gaps_of("GP01", sent + visit + month) == ()
    assert events(gaps_of("GP01", sent + visit + year)) == [("police:1",)]
