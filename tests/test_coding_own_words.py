"""Coded columns that an agency fills with words of its own: kept, read for a code, said once."""

from __future__ import annotations

from tests.conftest import MakeCase
from workbench.chronology import Case, load_case
from workbench.pack import queries

POLICE = """Date,Type of occurrence,Event,Outcome
03/05/2018,999 call,Shouting heard.,NFA
04/06/2018,Missing,Child A not home by 10pm.,
05/07/2018,Intelligence report,Cannabis at the address.,Graded
06/08/2018,Strategy discussion or meeting,With health.,
07/08/2018,Home visit,No reply. Card left.,
"""


def police(make_case: MakeCase) -> Case:
    return load_case(make_case({"police": POLICE}))


def test_own_words_suggest_a_code_and_terms_state_one(make_case: MakeCase):
    """Among own words "home visit" is no term either: nobody opened the door."""
    entries = police(make_case).entries
    assert [(kind, state) for kind, state in zip(entries["kind"], entries["kind_state"], strict=True)] == [
        ("police_incident", "suggested"),
        ("missing_episode", "suggested"),
        ("police_incident", "suggested"),
        ("strategy_discussion", "stated"),
        ("no_access", "suggested"),
    ]


def test_the_words_as_written_stay_with_the_entry(make_case: MakeCase):
    entries = police(make_case).entries
    assert [dict(others) for others in entries["others"]] == [
        {"Kind, as written": "999 call"},
        {"Kind, as written": "Missing"},
        {"Kind, as written": "Intelligence report", "Outcome, as written": "Graded"},
        {},
        {"Kind, as written": "Home visit"},
    ]


def test_phrases_in_a_table_of_two_rows_are_own_words_too_and_one_word_may_be_a_slip(make_case: MakeCase):
    def table(one: str, other: str) -> str:
        return f"Date,Event,Result\n03/05/2018,Seen.,{one}\n04/05/2018,Seen.,{other}\n"

    case = load_case(
        make_case(
            {
                "gp": table("Letter sent", "Discharged home"),
                "hospital": table("NFA", "Discharged home with advice"),
                "police": table("NFA", "Graded"),
            }
        )
    )
    said = [str(problem) for problem in case.problems if problem.column == "outcome"]
    assert [text.partition(": ")[2].partition(": ")[0].partition(" Known")[0] for text in said] == [
        "2 of 2 cells are in the agency's own words",
        "1 of 2 cells are in the agency's own words",
        '"Graded" is not known.',
    ]


def test_a_column_of_own_words_is_one_note_and_no_question_to_the_agency(make_case: MakeCase):
    """One word that is not known (Graded) may be a slip and is asked about, as before."""
    case = police(make_case)
    kinds = [str(problem) for problem in case.problems if problem.column == "kind"]
    assert kinds == [
        'timelines/police.csv, column "kind": 3 of 5 cells are in the agency\'s own words: "999 call", '
        '"Missing", "Intelligence report". They are kept with the entries, and read with the rest of the '
        "words to suggest a code."
    ]
    asked = [query for query in queries(case, "police") if query.kind in ("cell", "noticed")]
    assert [query.question for query in asked] == ['"Graded" is not known. What does it stand for?']
