"""What was read of each file, as other programs get it, and what others record of an agency."""

from __future__ import annotations

from collections.abc import Callable

from tests.case_files import MakeCase
from workbench.chronology import Case, check_as_json, file_reports, load_case
from workbench.chronology.elsewhere import told_elsewhere

PERIOD = 'title = "Child A"\n[period]\nfrom = 2018-01-01\nto = 2018-06-30\n'


def test_the_report_of_a_file_counts_all_that_was_read(make_case: MakeCase):
    case = load_case(
        make_case(
            {
                "gp": "Date,Event,Source,Ward,Told\n"
                "3/01/2018,a,rec 1,4,unicorns\n"
                "03/02/18,b,,,\n"
                "no idea,c, ,,\n"
                ",,,,\n"
                "June 2018,d,rec 2,,\n"
            },
            toml=PERIOD,
        )
    )

    assert check_as_json(case) == {
        "case": "Child A",
        "files": [
            {
                "file": "timelines/gp.csv",
                "format": "text, divided by a comma (UTF-8)",
                "agency": "gp",
                "rows": 6,
                "entries": 4,
                "dated": 3,
                "assumed": 2,
                "undated": 1,
                "columns": {
                    "Date": "date", "Event": "event", "Source": "source", "Ward": "", "Told": "told",
                },
                "matches": {
                    "Date": {"field": "date", "sure": 1.0, "like": ""},
                    "Event": {"field": "event", "sure": 1.0, "like": ""},
                    "Source": {"field": "source", "sure": 1.0, "like": ""},
                    "Told": {"field": "told", "sure": 1.0, "like": ""},
                },
                "above": [],
                "without_source": 2,
                "months_without_entries": ["March to May 2018"],
                "date_questions": [],
                "problems": check_as_json(case)["files"][0]["problems"],
            }
        ],
        "problems": [],
    }  # fmt: skip
    assert [problem["row"] for problem in check_as_json(case)["files"][0]["problems"]] == [2, 4]


def test_a_file_that_could_not_be_read_is_reported_with_nothing_in_it(make_case: MakeCase):
    case = load_case(make_case({"gp": "Date,Event\n3/1/18,a\n", "school": ""}), partial=True)

    gp, school = file_reports(case)
    assert (school.entries, school.silent, school.without_source, len(school.problems)) == (0, (), (), 1)
    assert (gp.has_source, gp.without_source) == (False, (1,))


def told(case: Case) -> dict[str, list[tuple[str, str]]]:
    """Return by agency the records of others, each with the agency's own nearest entry."""
    return {slug: [(at.id, at.perhaps) for at in found] for slug, found in told_elsewhere(case).items()}


AROUND = "1 January 2018 | gp | Registered.\n1 December 2018 | gp | Moved.\n"


def test_a_record_of_telling_without_a_counterpart_is_found(chronology: Callable[..., Case]):
    case = chronology(AROUND + "3 May 2018 | police | Called at the house. | told=gp")

    assert told(case) == {"gp": [("police:1", "")]}


def test_an_answered_one_is_not(chronology: Callable[..., Case]):
    case = chronology(
        AROUND
        + "3 May 2018 | police | Called at the house. | told=gp\n"
        + "4 May 2018 | gp | Notice in. | heard_from=police"
    )
    assert told(case) == {}


def test_the_nearest_entry_of_the_agency_is_offered(chronology: Callable[..., Case]):
    case = chronology(
        AROUND
        + "3 May 2018 | police | Called at the house. | told=gp\n"
        + "1 May 2018 | gp | Weighed.\n5 May 2018 | gp | Telephone call.\n9 May 2018 | gp | Weighed."
    )
    assert told(case) == {"gp": [("police:1", "gp:4")]}


def test_nobody_is_asked_where_it_cannot_be_told(chronology: Callable[..., Case]):
    """Outside the days covered, too vague, undated, of an agency that sent nothing, or one of two schools."""
    case = chronology(
        AROUND
        + "3 January 2018 | hill-school | a\n3 December 2018 | dale-school | a\n"
        + "3 May 2012 | police | a | told=gp\n"
        + "2018 | police | a | told=gp\n"
        + "no idea | police | a | told=gp\n"
        + "3 May 2018 | police | a | told=housing\n"
        + "4 May 2018 | police | a | told=school",
        toml=PERIOD,
    )
    assert told(case) == {}
