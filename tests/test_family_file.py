"""Saving the family: every file or none, nothing of what others wrote lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.case_files import SOURCE
from workbench.case import CaseError, finish_changes
from workbench.case import together as together_module
from workbench.chronology import load_case
from workbench.intake.family_file import check_rows, open_tables, save_family

PEOPLE = "id;Name;Hair;sex;birth;note\r\nada;Ada;red;F;28/02/2019;x\r\nmum;Mother;;F;;\r\n"
LINES = "person,relation,other,note\nada,child_of,mum,p. 4\n"
TOML = 'title = "A case"  # as it is called\n\n[period]\nfrom = 2019-01-01\n'


@pytest.fixture
def case(make_case) -> Path:
    return make_case({"police": "date,event\n1/1/2019,x\n"}, people=PEOPLE, relationships=LINES, toml=TOML)


def rows(case: Path):
    tables = open_tables(case)
    people, lines = ([dict(row) for row in sheet.rows] for sheet in (tables.people, tables.relationships))
    return tables, people, lines


def files(case: Path) -> dict[str, str]:
    return {
        p.name: p.read_bytes().decode()
        for p in sorted(case.iterdir())
        if p.is_file() and p.suffix != ".sha256"
    }


def stopped(*given) -> list[str]:
    with pytest.raises(CaseError) as error:
        save_family(*given)
    return [str(problem) for problem in error.value.problems]


def test_a_change_leaves_columns_order_and_other_rows_as_they_were(case: Path):
    tables, people, lines = rows(case)
    people[1]["birth"] = "2000"
    people.append({"id": "ben", "label": "Ben", "role": "brother"})

    save_family(tables, people, lines, ["ada"])

    assert files(case) == {
        ".workbench.lock": "",
        "people.csv": "id;Name;Hair;sex;birth;note;role\r\nada;Ada;red;F;28/02/2019;x;\r\n"
        "mum;Mother;;F;2000;;\r\nben;Ben;;;;;brother\r\n",
        "people.csv.bak": PEOPLE,
        "relationships.csv": LINES,
        "case.toml": 'title = "A case"  # as it is called\nsubject = "ada"\n\n[period]\nfrom = 2019-01-01\n',
        "case.toml.bak": TOML,
    }
    loaded = load_case(case)
    assert [p.id for p in loaded.people if p.subject] == ["ada"]


def test_saving_without_a_change_writes_nothing(case: Path):
    before = files(case)
    tables, people, lines = rows(case)
    save_family(tables, people, lines, [])
    assert files(case) == before


def test_a_case_without_tables_gets_them(make_case):
    case = make_case({"police": "date,event\n1/1/2019,x\n"})
    people = [{"id": "ada", "label": "Ada, 4", "sex": "F"}, {"id": "mum", "label": "Mother"}]
    save_family(open_tables(case), people, [{"person": "mum", "relation": "parent_of", "other": "ada"}], [])
    assert (case / "people.csv").read_text() == (
        'id,label,sex,birth,death,role,note\nada,"Ada, 4",F,,,,\nmum,Mother,,,,,\n'
    )
    assert (case / "relationships.csv").read_text() == (
        "person,relation,other,start,end\nmum,parent_of,ada,,\n"
    )


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(case: Path):
    tables, people, lines = rows(case)
    (case / "people.csv").write_text(PEOPLE + "dad;Father;;;;\r\n", newline="")
    before = files(case)
    people[0]["label"] = "Child"
    lines.clear()

    assert stopped(tables, people, lines, []) == [
        "people.csv: Somebody else changed this since it was opened here; nothing was saved. "
        "Note down what you changed, open the case again, and make the changes there."
    ]
    assert {k: v for k, v in files(case).items() if not k.endswith(".lock")} == before


def test_everything_that_stops_saving_is_said_at_once_and_nothing_is_written(case: Path):
    tables, people, lines = rows(case)
    before = files(case)
    people += [
        {"id": "ada", "label": "Twice"},
        {"id": "", "label": "No id"},
        {"id": "ben", "birth": "31/02/2019"},
    ]
    lines += [
        {"person": "ada", "relation": "parent_of", "other": "mum"},
        {"person": "who", "relation": "parent_of", "other": "mum"},
    ]
    said = stopped(tables, people, lines, ["ada", "nobody"])
    assert [message.split(": ", 1)[0] for message in said] == [
        'case.toml, setting "subject"',
        'people.csv, row 4, column "id"',
        'people.csv, row 5, column "id"',
        'relationships.csv, row 3, column "relation"',
        'relationships.csv, row 4, column "person"',
        'people.csv, row 6, column "birth"',
    ]
    assert files(case) == before


def test_a_circle_of_parents_is_refused():
    checked = check_rows(
        [{"id": "ada"}, {"id": "mum"}],
        [
            {"person": "mum", "relation": "parent_of", "other": "ada"},
            {"person": "ada", "relation": "parent_of", "other": "mum"},
        ],
        [],
    )
    [problem] = checked.stops
    assert (problem.file, problem.row) == ("relationships.csv", 3)


def test_a_date_that_nobody_can_read_stays_where_it_was_and_is_refused_where_it_is_new(case: Path):
    (case / "people.csv").write_text("id,label,birth\nada,Ada,when?\n")
    (case / "relationships.csv").unlink()
    tables, people, lines = rows(case)
    people[0]["label"] = "Child"
    tables = save_family(tables, people, lines, [])
    people[0]["birth"] = "whenever"
    assert stopped(tables, people, lines, []) == [
        'people.csv, row 2, column "birth": "whenever" is not a date that can be read. '
        "Write a date as 17 April 2019, 17/04/2019, April 2019 or 2019."
    ]


def test_no_cell_written_here_is_a_formula(case: Path):
    tables, people, lines = rows(case)
    people.append({"id": "x", "label": "=HYPERLINK(1)", "note": "@x"})
    save_family(tables, people, lines, [])
    assert (case / "people.csv").read_text().endswith("x; =HYPERLINK(1);;;; @x\n")
    assert load_case(case).people[-1].label == "=HYPERLINK(1)"


def test_a_table_in_another_encoding_is_saved_so_that_excel_reads_it(case: Path):
    (case / "people.csv").write_bytes("id,label\nada,Siân\nmum,Mother\n".encode("cp1252"))
    tables, people, lines = rows(case)
    people[0]["label"] = "Siân ŵ"
    save_family(tables, people, lines, [])
    assert (
        case / "people.csv"
    ).read_bytes() == b"\xef\xbb\xbf" + "id,label\nada,Siân ŵ\nmum,Mother\n".encode()


def test_a_table_that_cannot_be_read_is_left_alone(case: Path):
    (case / "people.csv").write_text('id,label\nada,"Ada\n')
    with pytest.raises(CaseError) as error:
        open_tables(case)
    assert str(error.value) == (
        "people.csv, row 2: The row's quotation marks do not match. "
        "Mend it in the file first: a mark is missing or left over."
    )


# A program that is stopped while it saves

KILLED = """
import os, sys
from pathlib import Path
from workbench.case import together, writing
from workbench.intake.family_file import open_tables, save_family
case, stop_at = Path(sys.argv[1]), int(sys.argv[2])
done = 0
def dying(at, real=os.replace):
    def replace(*given):
        global done
        if done == at:
            os._exit(9)
        done += 1
        return real(*given)
    return replace
os.replace = dying(stop_at)
tables = open_tables(case)
people, lines = [dict(r) for r in tables.people.rows], [dict(r) for r in tables.relationships.rows]
people.append({"id": "ben", "label": "Ben"})
lines.append({"person": "mum", "relation": "parent_of", "other": "ben"})
save_family(tables, people, lines, ["ben"])
"""


@pytest.mark.parametrize("stop_at", range(7))
def test_a_program_stopped_while_saving_leaves_all_or_nothing(case: Path, stop_at: int):
    """The note, three files and their earlier versions are seven steps: once the note stands, all is done."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run([sys.executable, "-c", KILLED, case, str(stop_at)], env=environment)
    assert done.returncode == 9

    loaded = load_case(case)

    state = ([p.id for p in loaded.people], len(loaded.relationships), [s.id for s in loaded.subjects])
    assert state == ((["ada", "mum"], 1, []) if stop_at == 0 else (["ada", "mum", "ben"], 2, ["ben"]))
    assert not (case / together_module.NOTE).exists()


def test_what_was_mended_by_hand_after_a_stop_counts(case: Path):
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    subprocess.run([sys.executable, "-c", KILLED, case, "4"], env=environment)
    (case / "people.csv").write_text("id,label\nada,By hand\nmum,M\n")
    finish_changes(case)
    assert (case / "people.csv").read_text() == "id,label\nada,By hand\nmum,M\n"
    assert (case / "relationships.csv").read_text() == LINES
