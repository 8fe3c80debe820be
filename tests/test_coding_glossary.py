"""The case's own short words: which are asked about, what is guessed, and what an answer changes."""

from __future__ import annotations

import pandas as pd

from workbench.case import Agency, Person
from workbench.coding import GlossaryQuestion, code, unknown_words
from workbench.intake import FIELDS as COLUMNS

AGENCIES = {
    "social-care": Agency("social-care", "Social care", "childrens-services", "Local authority"),
    "hill-primary": Agency("hill-primary", "Hill Primary", "school", "School"),
    "gp": Agency("gp", "GP", "gp", "General practice"),
}
FAMILY = (
    Person("P1", "Jane Smith", role="mother"),
    Person("P2", "Father", role="father"),
    Person("P3", "Ash", role="subject child", subject=True),
    Person("P4", "Sibling 1", role="sibling"),
    Person("P5", "Sibling 2", role="sibling"),
)


def table(*events: str, agency: str = "gp") -> pd.DataFrame:
    """Return entries as they come from intake, one for each event."""
    blank = dict.fromkeys((*COLUMNS, "file"), "")
    rows = [{**blank, "agency": agency, "file": "timelines/gp.csv", "line": at, "event": event}
            for at, event in enumerate(events, start=2)]  # fmt: skip
    return pd.DataFrame(rows, index=[f"{agency}:{at}" for at in range(1, len(rows) + 1)])


def asked(*events: str) -> dict[str, str]:
    """Return each word asked about with what is guessed."""
    return {one.word: one.guess for one in unknown_words(table(*events), AGENCIES, FAMILY)}


def test_words_that_nobody_explained_are_asked_about_the_commonest_first():
    entries = table("CW rang. J.S. well.", "CW visited with ZQ.", "CW")
    assert unknown_words(entries, AGENCIES, FAMILY) == [
        GlossaryQuestion(
            "CW",
            3,
            ("gp:1", "gp:2", "gp:3"),
            "agency:social-care",
            "Social care",
            '"CW" is often written for: case worker or contact worker.',
        ),
        GlossaryQuestion(
            "J.S.", 1, ("gp:1",), "person:P1", "Jane Smith", 'The first letters of "Jane Smith".'
        ),
        GlossaryQuestion("ZQ", 1, ("gp:2",)),
    ]


def test_what_the_field_the_case_or_an_answer_explains_is_not_asked_about():
    """Words of the rules, services, the one mother, labels and ordinary words in capitals."""
    assert (
        asked(
            "MARF sent, DNA x2. HV and GP told. Mo well. IT IS NOT OK. Ash seen, P4 too. A4 form, s47, S47."
        )
        == {}
    )
    entries = table("CW rang.")
    assert unknown_words(entries, AGENCIES, FAMILY, glossary={"CW": ""}) == []


def test_a_number_behind_a_role_counts_the_people_who_have_it():
    assert asked("SW1 rang S2 and S3.") == {"SW1": "agency:social-care", "S2": "person:P5", "S3": ""}


def test_a_role_that_two_people_have_is_asked_about_without_a_guess():
    [question] = unknown_words(table("Sib seen."), AGENCIES, FAMILY)
    assert (question.word, question.guess) == ("Sib", "")
    assert question.why == 'More than one (Sibling 1, Sibling 2) in the case could be "sibling".'
    assert asked("YP seen.") == {"YP": "person:P3"}


def test_an_answer_is_read_in_names_from_then_on():
    glossary = {
        "ZQ": "agency:hill-primary",
        "J.S.": "person:P1",
        "Sib": "person:P5",
        "PA": "",
        "IT": "agency:gp",
    }
    entries = table("ZQ informed. JS and sib seen. PA informed. it informed us.")
    before, _ = code(entries, AGENCIES, FAMILY)
    after, _ = code(entries, AGENCIES, FAMILY, glossary=glossary)
    assert (before["told"].iloc[0], before["people"].iloc[0]) == (("leaving-care",), ())
    assert (after["told"].iloc[0], after["people"].iloc[0]) == (("hill-primary",), ("P1", "P5"))
    assert after["because"].iloc[0]["told:hill-primary"] == "ZQ informed"


def test_no_entries_raise_no_questions():
    assert unknown_words(table("x").iloc[:0], AGENCIES, FAMILY) == []
