"""Names in the entries: which words are asked about, and which are not."""

from __future__ import annotations

import pandas as pd

from workbench.case import Agency, Person
from workbench.coding.given_names import given_names

AGENCIES = {"gwent-police": Agency("gwent-police", "Gwent Police", "police", "")}


def entries(*texts: str) -> pd.DataFrame:
    table = pd.DataFrame({"event": texts, "response": "", "comment": ""})
    return table.set_axis([f"gp:{row}" for row in range(1, len(texts) + 1)])


def test_a_name_in_three_entries_is_asked_about():
    """At the start of a sentence any word has a capital; the name counts where it stands within one."""
    asked = given_names(
        entries("Saw Nia at home.", "Call to Nia's school.", "Mother said that Nia slept.", "Nia weighed."),
        AGENCIES,
        (),
    )
    assert [(one.word, one.count, one.entries) for one in asked] == [("Nia", 3, ("gp:1", "gp:2", "gp:3"))]


def test_what_is_written_small_or_known_is_no_name():
    text = "told Gwent Police on a Monday in May that Mother met Rose; a rose fell"
    people = (Person("M1", "Mother", role="mother"),)
    assert given_names(entries(text, text, text), AGENCIES, people) == []


def test_a_name_that_was_explained_is_not_asked_about_again():
    table = entries(*["seen with Nia"] * 3)
    assert given_names(table, AGENCIES, (), glossary={"Nia"}) == []
