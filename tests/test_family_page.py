"""The family on a page, without a browser: what is typed, what is shown, what the disk holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.test_gedcom import OLD
from workbench.pages.family import FamilyPanel, family_panel
from workbench.pages.sheet import Sheet

PEOPLE = "id,label,sex,birth,role\nada,Ada,F,28/02/2019,subject child\nmum,Mother,F,,mother\n"
LINES = "person,relation,other,note\nada,child_of,mum,p. 4\n"


class Page:
    """A panel and what its browser would send and see."""

    def __init__(self, folder: Path) -> None:
        self.saved = 0
        self.panel: FamilyPanel = family_panel(folder, changed=self._count)

    def _count(self) -> None:
        self.saved += 1

    def do(self, what: str, *buffers: bytes, **content: Any) -> None:
        self.panel._do(None, {"do": what, **content}, [memoryview(buffer) for buffer in buffers])

    def write(self, table: str, row: int, column: str, value: str) -> None:
        self.do("change", table=table, key=self.view[table][row]["key"], column=column, value=value)

    @property
    def view(self) -> dict[str, Any]:
        return self.panel.tables.view

    def shown(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        return [tuple(row[column] for column in columns) for row in self.view[table]]

    def drawn(self) -> list[str]:
        traces = [t for t in self.panel.figure.spec["data"] if t.get("name") == "people"]
        return sorted(id for trace in traces for id in trace["customdata"])


@pytest.fixture
def empty(make_case) -> Page:
    return Page(make_case({"police": "date,event\n1/1/2019,x\n"}))


@pytest.fixture
def page(make_case) -> Page:
    return Page(make_case({"police": "date,event\n1/1/2019,x\n"}, people=PEOPLE, relationships=LINES))


def test_the_tables_show_the_rows_as_written_and_the_genogram_beside(page: Page):
    assert page.shown("people", "label", "sex", "birth", "subject") == [
        ("Ada", "F", "28/02/2019", True),
        ("Mother", "F", "", False),
    ]
    assert page.shown("lines", "person", "relation", "other") == [("ada", "child_of", "mum")]
    assert page.drawn() == ["ada", "mum"]
    assert (page.view["status"], page.view["unsaved"]) == ("Everything is saved", False)


def test_an_empty_case_begins_with_the_child(empty: Page):
    assert (empty.view["people"], empty.view["status"]) == ([], "")
    empty.do("add", table="people", subject=True)
    assert empty.shown("people", "id", "label", "role", "subject") == [
        ("child", "Child", "subject child", True)
    ]
    assert empty.view["focus"] == {"table": "people", "key": empty.view["people"][0]["key"], "n": 1}
    assert empty.drawn() == ["child"]


def test_a_new_family_is_written_drawn_and_saved(empty: Page, tmp_path: Path):
    empty.do("add", table="people", subject=True)
    empty.write("people", 0, "label", "Child A")
    empty.do("add", table="people")
    empty.write("people", 1, "label", "Mother")
    empty.write("people", 1, "birth", "about 1990")
    empty.do("add", table="lines")
    assert empty.view["status"] == "Not saved yet"  # a line that names nobody yet waits
    empty.write("lines", 0, "person", "mother")
    empty.write("lines", 0, "other", "child-a")
    assert empty.saved == 0
    empty.do("save")

    case = tmp_path / "case"
    assert (case / "people.csv").read_text() == (
        "id,label,sex,birth,death,role,note\n"
        "child-a,Child A,,,,subject child,\nmother,Mother,,about 1990,,,\n"
    )
    assert (case / "relationships.csv").read_text() == (
        "person,relation,other,start,end\nmother,parent_of,child-a,,\n"
    )
    assert (case / "case.toml").read_text() == 'title = "A case"\nsubject = "child-a"\n'
    assert (empty.saved, empty.view["status"], empty.view["message"]) == (1, "Everything is saved", "Saved.")


def test_a_problem_stands_at_its_row_and_stops_the_saving(page: Page, tmp_path: Path):
    page.write("people", 1, "birth", "31/02/1990")
    page.write("lines", 0, "other", "ada")

    assert page.view["people"][1]["problems"] == [
        {
            "column": "birth",
            "text": '"31/02/1990" is not a date: February 1990 has 28 days. '
            "Write 28/02/1990, or February 1990 if only the month is known.",
            "stops": True,
        }
    ]
    assert page.view["lines"][0]["problems"] == [
        {
            "column": "other",
            "text": "A person is related to themselves. Correct one of the two.",
            "stops": True,
        }
    ]
    page.do("save")
    assert page.view["message"] == "Not saved."
    assert page.view["status"] == "2 things to mend before it can be saved"
    assert (tmp_path / "case" / "people.csv").read_text() == PEOPLE
    assert page.saved == 0


def test_taking_a_person_out_takes_the_lines_along_and_undo_brings_both_back(page: Page):
    page.do("remove", table="people", key=page.view["people"][1]["key"])
    assert page.view["message"] == "Mother and 1 line to others taken out. Undo brings it back."
    assert (page.view["lines"], page.drawn()) == ([], ["ada"])
    page.do("undo")
    assert page.shown("lines", "person", "other") == [("ada", "mum")]
    assert (page.drawn(), page.view["unsaved"], page.view["undo"]) == (["ada", "mum"], False, False)


def test_another_subject_is_written_to_case_toml(page: Page, tmp_path: Path):
    page.write("people", 0, "subject", "")
    page.write("people", 1, "subject", "yes")
    page.do("save")
    assert (tmp_path / "case" / "case.toml").read_text() == 'title = "A case"\nsubject = "mum"\n'
    assert (tmp_path / "case" / "people.csv").read_text() == PEOPLE.replace("subject child", "")


def test_what_somebody_else_changed_is_said_and_kept(page: Page, tmp_path: Path):
    (tmp_path / "case" / "people.csv").write_text(PEOPLE + "dad,Father,M,,\n")
    page.write("people", 1, "label", "Mum")
    page.do("save")
    assert page.view["notes"] == [
        "people.csv: Somebody else changed this since it was opened here; nothing was saved. "
        "Note down what you changed, open the case again, and make the changes there."
    ]
    assert (page.saved, page.view["unsaved"]) == (0, True)


def test_a_family_tree_is_added_and_its_labels_follow_the_subject(empty: Page):
    empty.panel.import_gedcom(OLD.encode(), "tree.ged")
    assert empty.shown("people", "id", "label")[:2] == [("I1", "Person 3"), ("I2", "Person 2")]
    assert empty.view["message"] == (
        "5 people and 8 lines were added from tree.ged. "
        "Tick the child the review is about: labels follow from it."
    )
    empty.write("people", 0, "subject", "yes")
    assert empty.shown("people", "label", "birth", "role") == [
        ("Child", "28/02/2019", "subject child"), ("Mother", "about 1999", "mother"),
        ("Father", "", "father"), ("Person 1", "between 1950 and 1952", ""), ("Person 2", "", ""),
    ]  # fmt: skip
    empty.write("people", 1, "label", "Mam")
    empty.write("people", 0, "subject", "")
    assert empty.shown("people", "label")[1:3] == [("Mam",), ("Person 4",)]


def test_a_family_tree_that_cannot_be_used_changes_nothing(page: Page):
    page.do("import", b"not one", name="<b>x</b>.ged", names=False)
    assert page.view["notes"] == [
        "<b>x</b>.ged: This is not a GEDCOM file. "
        "Export the family as GEDCOM (.ged) from the family tree program, version 5.5.1 or 7."
    ]
    assert (page.view["unsaved"], page.view["undo"]) == (False, False)


def test_a_case_that_holds_family_ged_is_shown_and_saved_as_tables(make_case, tmp_path: Path):
    case = make_case({"police": "date,event\n1/1/2019,x\n"}, toml='subject = "I1"\n')
    (case / "family.ged").write_text(OLD)
    page = Page(case)
    assert page.shown("people", "label")[:3] == [("Child",), ("Mother",), ("Father",)]
    assert page.view["unsaved"]
    page.do("save")
    assert (case / "people.csv").read_text().splitlines()[1] == "I1,Child,F,28/02/2019,,subject child,"
    assert (case / "family.ged").read_text() == OLD


def test_the_slider_shows_one_day_and_its_end_all_dates(page: Page):
    page.write("people", 1, "birth", "1/3/1990")
    page.panel.slider.value = 0
    assert page.panel.figure.alt == "Genogram of 2 people as of 1 March 1990."
    assert page.drawn() == ["mum"]
    page.panel.slider.value = page.panel.slider.max
    assert page.panel.figure.alt == "Genogram of 2 people over all dates."


def test_a_case_that_cannot_be_opened_says_so_in_its_place(make_case):
    case = make_case({"police": "date,event\n1/1/2019,x\n"}, people='id,label\nada,"Ada\n')
    panel = family_panel(case, changed=lambda: None)
    [sheet] = panel.children
    assert isinstance(sheet, Sheet) and "quotation marks do not match" in sheet.html


def test_what_the_page_asks_for_a_row_that_is_gone_is_let_be(page: Page):
    before = page.view
    page.do("change", table="people", key=999, column="label", value="x")
    page.do("remove", table="nothing", key="x")
    page.do("nothing")
    assert page.view == before
