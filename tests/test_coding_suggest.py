"""What free text suggests: the rules' own examples, denial and intention, who told whom, and merging."""

from __future__ import annotations

import time
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.case import Agency, Person
from workbench.coding import FIELDS, code, suggest
from workbench.coding.phrases import expand, words_of
from workbench.coding.suggest import TEXTS
from workbench.intake import FIELDS as COLUMNS
from workbench.vocabulary import AGENCY_TYPES

EVERY_TYPE = {slug: Agency(slug, kind.label, slug, kind.organisation) for slug, kind in AGENCY_TYPES.items()}
FAMILY = (
    Person("M1", "Mother", role="mother"),
    Person("F1", "Father", role="father"),
    Person("C1", "Ash", role="subject child", subject=True),
    Person("G1", "Grandparent 1", role="maternal grandmother"),
)


def table(*rows: dict[str, str]) -> pd.DataFrame:
    """Return entries as they come from intake: a text for every column, "" where nothing is said."""
    blank = dict.fromkeys((*COLUMNS, "agency", "file"), "")
    return pd.DataFrame(
        [
            {**blank, "file": f"timelines/{row['agency']}.csv", **row, "line": at}
            for at, row in enumerate(rows, start=2)
        ]
    )


def suggested(agency: str, event: str, **cells: str) -> dict[str, Any]:
    """Return what one entry suggests, without the fields that nothing suggests."""
    [found] = suggest(table({"agency": agency, "event": event, **cells}), EVERY_TYPE, FAMILY).to_dict(
        "records"
    )
    return {str(name): value for name, value in found.items() if value}


def test_an_entry_no_rule_knows_is_what_most_of_its_service_are():
    """Only where it tells of something, and its words do not speak against it; plans are left open."""
    found = suggested("hospital", "Zebra crossing mishap. Quite unlikely.")
    assert (found["kind"], found["because"]["kind"]) == ("health_contact", "Zebra crossing mishap")
    assert "kind" not in suggested("childrens-services", "Zebra crossing mishap at lunchtime.")
    assert "kind" not in suggested("hospital", "As above.")
    assert "kind" not in suggested("health-visiting", "Will submit MARF next week.")
    assert "kind" not in suggested("gp", "Doctor on leave.")


def test_an_answer_goes_to_whoever_asked():
    asked = suggested("housing", "SW called to ask if he is on the tenancy.", response="Confirmed not.")
    assert (asked["kind"], asked["told"]) == ("information_request", ("childrens-services",))
    assert "told" not in suggested("housing", "SW called at the flat.", response="Confirmed not.")


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("No MARF submitted.", ()),
        ("MARF not submitted.", ()),
        ("Did not refer to social services.", ()),
        ("Social services not informed.", ()),
        ("Mother declined a referral to social services.", ()),
        ("No referral to children's services was made.", ()),
        ("Will refer to social services.", ("told:childrens-services", "kind:report_sent")),
        ("MARF to be submitted.", ("told:childrens-services", "kind:report_sent")),
        ("To inform SW of the outcome.", ("told:childrens-services",)),
        ("If she misses again will inform SW.", ("told:childrens-services",)),
        ("Considered a referral to social services.", ("told:childrens-services", "kind:report_sent")),
    ],
)
def test_what_was_not_done_or_only_planned_is_told_to_nobody(text, planned):
    found = suggested("school", text)
    assert "told" not in found
    assert found.get("kind") not in ("report_sent", "information_shared")
    assert set(found.get("planned", ())) == set(planned)


@pytest.mark.parametrize(
    "text", ["Advised mother to see GP.", "Mother will ring the GP.", "Mother informed GP that she is well."]
)
def test_what_the_family_does_is_not_the_writers_message(text):
    assert "told" not in suggested("health-visiting", text)


def test_a_list_of_what_was_not_found_gives_no_topic():
    """The list goes on behind the comma; a new sentence or "but" ends it."""
    assert "topics" not in suggested("hospital", "Examined. No bruising, burns or fractures.")
    assert "topics" not in suggested("midwifery", "Denies domestic abuse, alcohol or drugs.")
    assert suggested("hospital", "No fractures but a bruise to the ear.")["topics"] == ("physical_injury",)
    assert suggested("hospital", "No burns. Bruise to the ear.")["topics"] == ("physical_injury",)


@pytest.mark.parametrize(
    ("agency", "text", "told", "heard"),
    [
        ("school", "Informed HV, GP and school nurse.", ("health-visiting", "gp", "school-nursing"), ()),
        ("school", "HV informed.", ("health-visiting",), ()),
        ("childrens-services", "HV rang duty SW about weight.", (), ("health-visiting",)),
        ("health-visiting", "HV rang duty SW about weight.", ("childrens-services",), ()),
        ("gp", "HV rang duty SW about weight.", (), ()),
        ("health-visiting", "Received PPN from police.", (), ("police",)),
        ("police", "PPN submitted.", ("childrens-services",), ()),
        (
            "hospital",
            "Request from social worker for a report. Report sent.",
            ("childrens-services",),
            ("childrens-services",),
        ),
    ],
)
def test_who_told_whom_is_seen_from_the_writers_desk(agency, text, told, heard):
    found = suggested(agency, text)
    assert (found.get("told", ()), found.get("heard_from", ())) == (told, heard)


def test_the_same_words_mean_another_kind_to_another_writer():
    assert suggested("school", "Referred to social care.")["kind"] == "report_sent"
    assert suggested("childrens-services", "Referral from school.")["kind"] == "report_received"
    assert suggested("childrens-services", "Home visit. Mo and baby seen.")["kind"] == "visit_child"
    assert suggested("health-visiting", "Home visit. Mo and baby seen.")["kind"] == "health_contact"


def test_agencies_are_those_of_the_case():
    """One school in the case is that school; of two, "school" stays the type; a label is itself."""
    one = {"hill-primary": Agency("hill-primary", "Hill Primary", "school", "School")}
    two = one | {"dale-high": Agency("dale-high", "Dale High", "school", "School")}
    writer = {"gp": Agency("gp", "GP", "gp", "General practice")}
    entry = table(
        {"agency": "gp", "event": "School informed."}, {"agency": "gp", "event": "Letter to Dale High."}
    )
    assert list(suggest(entry, one | writer, ())["told"]) == [("hill-primary",), ()]
    assert list(suggest(entry, two | writer, ())["told"]) == [("school",), ("dale-high",)]


def test_initials_and_roles_are_the_people_of_the_case():
    found = suggested(
        "housing", "Mo, FOB and MGM at the flat with Ash. Ash tree to be felled, ash on the floor."
    )
    assert found["people"] == ("M1", "F1", "G1", "C1")
    assert "people" not in suggested(
        "housing", "Child protection conference; ward sister present; ash on the floor."
    )


def test_every_suggestion_carries_its_words():
    found = suggested(
        "school", "Referred to  social care. Child said daddy hits mummy.", response="Head rang HV."
    )
    assert found["kind"] == "report_sent"
    assert found["told"] == ("childrens-services", "health-visiting")
    assert found["because"]["kind"] == found["because"]["told"] == "Referred to  social care"
    assert found["because"]["told:health-visiting"] == "rang HV"
    assert found["because"]["whose_account"] == "Child said"


def test_the_event_decides_the_kind_before_the_response():
    """What the agency did is in who was told; the response decides where the event says nothing."""
    found = suggested("hospital", "Bruise to ear.", response="MARF submitted.")
    assert (found["kind"], found["told"]) == ("injury_or_symptom", ("childrens-services",))
    assert suggested("hospital", "As above.", response="MARF submitted.")["kind"] == "report_sent"


def test_the_comment_counts_only_where_the_entry_says_nothing():
    """An analysis written years later is not a record of who was told."""
    said = suggested("gp", "Letter to HV.", comment="School was informed.")
    assert said["told"] == ("health-visiting",)
    assert suggested("gp", "Seen in surgery.", comment="School was informed.")["told"] == ("school",)


def test_a_source_that_names_an_agency_is_where_it_was_heard():
    assert suggested("gp", "Mother low.", source="Health visitor")["heard_from"] == ("health-visiting",)
    assert "heard_from" not in suggested("gp", "Mother low.", source="GP record")


def test_stated_codes_are_never_overwritten():
    entries = table(
        {"agency": "school", "event": "Referred to social care.", "kind": "supervision", "child_seen": "Yes"}
    )
    coded, problems = code(entries, EVERY_TYPE, FAMILY)
    entry = coded.iloc[0]
    assert problems == []
    assert (entry["kind"], entry["kind_state"], entry["child_seen"]) == ("supervision", "stated", "seen")
    assert entry["told"] == ("childrens-services",)
    assert entry["suggested"] == ("told",)
    assert entry["because"] == {
        "told": "Referred to social care",
        "told:childrens-services": "Referred to social care",
    }


def test_an_empty_cell_in_a_column_of_the_file_is_the_agencys_own_word():
    entries = table(
        {"agency": "school", "event": "Referred to social care."}, {"agency": "gp", "event": "HV informed."}
    )
    coded, _ = code(
        entries, EVERY_TYPE, FAMILY, columns={"timelines/school.csv": {"date", "event", "told", "kind"}}
    )
    assert list(coded["told"]) == [(), ("health-visiting",)]
    assert list(coded["kind"]) == ["", "information_shared"]
    assert list(coded["kind_state"]) == ["", "suggested"]
    assert list(coded["suggested"]) == [(), ("kind", "told")]


def test_no_entries_are_no_trouble():
    empty = table({"agency": "gp", "event": ""}).iloc[:0]
    coded, problems = code(empty, EVERY_TYPE, FAMILY)
    assert (len(coded), problems) == (0, [])
    assert {"suggested", "because", "planned", "kind_state"} <= set(coded.columns)


def test_phrases_are_words_and_six_signs():
    assert list(expand("marf|ppn .. sent")) == [("marf", "..", "sent"), ("ppn", "..", "sent")]
    assert list(expand("non-accidental injur* # {agency}")) == [
        ("non", "accidental", "injur*", "#", "{agency}")
    ]
    assert [word for word, _, _ in words_of("G.P.\u2019s t/c at 28/40 - A&E; s.47")] == [
        "gp", "s", "t/c", "at", "28", "/40", "-", "a&e", ";", "s47",
    ]  # fmt: skip


WORDS = st.sampled_from(
    [
        "Mother",
        "informed",
        "no",
        "not",
        "will",
        "HV",
        "GP",
        "school",
        "MARF",
        "submitted",
        "to",
        ".",
        ",",
        "and",
        "#",
    ]
) | st.sampled_from(
    ["bruise", "seen", "*", "|", "{agency}", "..", "Ash", "ash", "\n", "\u0130", "\u2019", "\u00df"]
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(EVERY_TYPE)), st.lists(WORDS, max_size=25), st.text(max_size=60))
def test_words_behind_a_suggestion_stand_in_the_entry(agency, words, tail):
    """Whatever is written: no error, known codes only, and every reason is a piece of the text."""
    cells = {"event": " ".join(words), "response": tail, "comment": "", "source": ""}
    found = suggested(agency, **cells)
    for name, because in found.get("because", {}).items():
        assert name.partition(":")[0] in FIELDS
        assert any(because in cells[cell] for cell in TEXTS)
    assert agency not in found.get("told", ())


def test_a_long_cell_takes_time_by_its_length_only():
    """The worst text for the rules is one of words that begin many phrases."""
    bad = "referral to no MARF .. report from the duty HV informed and " * 2_000
    begun = time.perf_counter()
    suggested("school", bad)
    assert time.perf_counter() - begun < 5


def test_what_comes_up_at_a_contact_is_a_detail_of_it():
    """An entry that begins with a contact is about that contact, however strong the words behind it."""
    entries = table(
        {"agency": "midwifery", "event": "Booking appt 10/40. Father lost his job."},
        {"agency": "midwifery", "event": "Father lost his job."},
    )
    assert suggest(entries, EVERY_TYPE, FAMILY)["kind"].tolist() == ["health_contact", "life_event"]


def test_an_abbreviation_is_read_as_its_word():
    """ "Strat mtg" is a strategy meeting to every rule."""
    entries = table({"agency": "police", "event": "Strat mtg convened at the station."})
    assert suggest(entries, EVERY_TYPE, FAMILY)["kind"].tolist() == ["strategy_discussion"]
