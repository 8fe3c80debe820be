"""people.csv and relationships.csv: read in standard terms, with every problem at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.case import CaseError, Person, Problem, Relationship
from workbench.intake import read_people, read_relationships
from workbench.vocabulary import RELATIONS

FAMILY = "id,label,sex,role\nada,Ada,F,subject\nmum,Mother,f,mother\ndad,Father,M,father\n"
KNOWN = f"Known: {', '.join(RELATIONS)}."


def people(tmp_path: Path, text: str | bytes, *subjects: str) -> tuple[tuple[Person, ...], list[str]]:
    path = tmp_path / "people.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    found, problems = read_people(path, subjects)
    return found, [str(problem) for problem in problems]


def relationships(tmp_path: Path, text: str) -> tuple[list[tuple[str, ...]], list[str]]:
    path = tmp_path / "relationships.csv"
    path.write_text(text)
    found, problems = read_relationships(path, people(tmp_path, FAMILY)[0])
    return [shown(relationship) for relationship in found], [str(problem) for problem in problems]


def shown(r: Relationship) -> tuple[str, ...]:
    return (r.person, r.relation, r.other, r.start.edtf, r.end.edtf, r.source)


def stopped(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(CaseError) as error:
        relationships(tmp_path, text)
    return [str(problem) for problem in error.value.problems]


# People


def test_people_are_read_with_their_dates_as_intervals(tmp_path: Path):
    found, problems = people(
        tmp_path,
        "\n,,\nID,Name,Gender,DOB,Died,Role,Notes\nada,,girl,28/02/2019,,Subject "
        "child,x\nmum,Mother,,about 2000,,,\n",
    )

    assert problems == []
    assert [(p.id, p.label, p.sex, p.role, p.subject, p.note) for p in found] == [
        ("ada", "ada", "female", "Subject child", True, "x"),
        ("mum", "Mother", "unknown", "", False, ""),
    ]
    assert (found[0].birth.earliest, found[0].birth.latest) == (date(2019, 2, 28), date(2019, 2, 28))
    assert found[1].birth.earliest and found[1].birth.earliest < date(2000, 7, 1) < (
        found[1].birth.latest or date.min
    )
    assert not found[1].death.dated


def test_case_toml_decides_who_the_subject_is(tmp_path: Path):
    found, _ = people(tmp_path, "id,role\nada,subject\nben,sibling\n", "ben")
    assert [p.id for p in found if p.subject] == ["ben"]


def test_what_is_odd_about_people_is_said_and_keeps_nobody_out(tmp_path: Path):
    found, problems = people(
        tmp_path, "id,sex,birth,death,note\nada,girly,31/02/2019,,a,b\nmum,,1/5/2019,1/4/2019,\n"
    )

    assert [p.id for p in found] == ["ada", "mum"]
    assert problems == [
        "people.csv, row 2: The row has 6 cells and the heading has 5. "
        "Put quotation marks round a text with a comma in it.",
        'people.csv, row 2, column "sex": "girly" is not known. Write F, M, non-binary or unknown.',
        'people.csv, row 2, column "birth": "31/02/2019" is not a date: February 2019 has 28 days. '
        "Write 28/02/2019, or February 2019 if only the month is known.",
        'people.csv, row 3, column "death": The death is before the birth. Correct one of the two dates.',
    ]


def test_people_without_an_id_given_twice_and_a_subject_who_is_not_there_come_together(tmp_path: Path):
    with pytest.raises(CaseError) as error:
        people(tmp_path, "id,label\nada,Ada\n,Nobody\nada,Other\n", "adda")

    remedy = "Give each person an id of their own."
    assert [str(problem) for problem in error.value.problems] == [
        'case.toml, setting "subject": "adda" is not in people.csv. Did you mean "ada"? '
        "Add the person to people.csv, or correct the id.",
        f'people.csv, row 3, column "id": The person has no id. {remedy}',
        f'people.csv, row 4, column "id": The id "ada" is given twice. {remedy}',
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "label\nAda\n",
            ", row 1: The column id is not there. The first row names the columns: id and more.",
        ),
        ("", ": The file is empty. Ask the agency to send it again."),
        (
            'id,label\nada,"Ada\n',
            ", row 2: The row's quotation marks do not match. Look whether a mark is missing or left over.",
        ),
        (
            b"id\x00",
            ", row 1: The file is not text: it holds a zero character. "
            "Open it in the program it came from and save it as CSV (UTF-8).",
        ),
    ],
)
def test_a_table_of_people_that_cannot_be_used_says_why(tmp_path: Path, content: str | bytes, message: str):
    with pytest.raises(CaseError) as error:
        people(tmp_path, content)
    assert str(error.value) == f"people.csv{message}"


# Relationships


def test_synonyms_are_translated_and_turned_round(tmp_path: Path):
    found, problems = relationships(
        tmp_path,
        "Person,Relationship,Other person,Start date,End date\n"
        "ada,child_of,mum,28/02/2019,\n"
        "dad,Father of,ada,,\n"
        "mum,ex-partner of,dad,2018,Aug 2018\n"
        "ada,placed with,dad,,\n"
        "mum,lives at,12 High Street,,\n",
    )

    assert problems == []
    assert found == [
        ("mum", "parent_of", "ada", "2019-02-28", "", "relationships.csv:1"),
        ("dad", "parent_of", "ada", "", "", "relationships.csv:2"),
        ("mum", "separated", "dad", "2018", "2018-08", "relationships.csv:3"),
        ("dad", "foster_carer_of", "ada", "", "", "relationships.csv:4"),
        ("mum", "household", "12 High Street", "", "", "relationships.csv:5"),
    ]


@pytest.mark.parametrize(
    ("word", "person", "relation"),
    [
        ("parent_of", "ada", "parent_of"), ("child_of", "mum", "parent_of"),
        ("married_to", "ada", "married_to"),
        ("cohabiting", "ada", "cohabiting"), ("partner_of", "ada", "partner_of"),
        ("separated", "ada", "separated"),
        ("divorced", "ada", "divorced"), ("adopted_by", "mum", "adoptive_parent_of"),
        ("fostered_by", "mum", "foster_carer_of"), ("foster_carer_of", "ada", "foster_carer_of"),
        ("kinship_care_by", "mum", "kinship_carer_of"), ("half_sibling_of", "ada", "half_sibling_of"),
        ("conflict", "ada", "conflict"), ("violence", "ada", "violence"), ("harmed_by", "mum", "violence"),
        ("grandmother_of", "ada", "relative_of"), ("supports", "mum", "supported_by"),
    ],
)  # fmt: skip
def test_every_relation_of_the_design_is_known(tmp_path: Path, word: str, person: str, relation: str):
    [found], _ = relationships(tmp_path, f"person,relation,other\nada,{word},mum\n")
    assert found[:2] == (person, relation)


def test_every_problem_of_the_file_comes_at_once_in_the_order_of_its_rows(tmp_path: Path):
    assert stopped(
        tmp_path,
        "person,relation,other,start,end\n"
        "mumm,parent_of,ada,,\n"
        "mum,parnet_of,bob,32/1/2019,\n"
        "mum,partner_of\n"
        "ada,sibling_of,ada,1/5/2019,1/4/2019\n"
        "who,household,home,,\n",
    ) == [
        'relationships.csv, row 2, column "person": "mumm" is not in people.csv. Did you mean "mum"? '
        "Add the person to people.csv, or correct the id.",
        f'relationships.csv, row 3, column "relation": "parnet_of" is not a known relation. Did you mean '
        f'"parent_of"? {KNOWN}',
        'relationships.csv, row 3, column "start": "32/1/2019" is not a date: January 2019 has 31 days. '
        "Write 31/01/2019, or January 2019 if only the month is known.",
        'relationships.csv, row 4, column "other": The cell is empty. '
        "Write the id of the person (or a name for the household).",
        'relationships.csv, row 5, column "other": A person is related to themselves. Correct one of the '
        "two.",
        'relationships.csv, row 5, column "end": The end is before the start. Correct one of the two dates.',
        'relationships.csv, row 6, column "person": "who" is not in people.csv. '
        "Add the person to people.csv, or correct the id.",
    ]


def test_a_relationship_said_twice_counts_once(tmp_path: Path):
    found, problems = relationships(
        tmp_path,
        "person,relation,other,start\nmum,parent_of,ada,\nada,child_of,mum,\nmum,partner_of,dad,2018\n"
        "dad,partner_of,mum,2018\ndad,partner_of,mum,2019\n",
    )

    assert [row[:4] for row in found] == [
        ("mum", "parent_of", "ada", ""),
        ("mum", "partner_of", "dad", "2018"),
        ("dad", "partner_of", "mum", "2019"),
    ]
    assert problems == [
        "relationships.csv, row 3: The row says the same as row 2. Take one of the two out; it is drawn "
        "once.",
        "relationships.csv, row 5: The row says the same as row 4. Take one of the two out; it is drawn "
        "once.",
    ]


def test_nobody_is_their_own_ancestor(tmp_path: Path):
    [message] = stopped(
        tmp_path, "person,relation,other\nmum,parent_of,ada\nada,parent_of,dad\nmum,child_of,dad\n"
    )
    assert message.startswith(
        'relationships.csv, row 4, column "relation": Somebody would be their own ancestor: '
    )
    assert message.endswith(" Turn one of the rows round.")


def test_a_table_without_its_columns_says_which(tmp_path: Path):
    assert stopped(tmp_path, "person,kind\nmum,x\n") == [
        "relationships.csv, row 1: The columns relation, other are not there. "
        "The first row names the columns: person, relation, other and more."
    ]


@given(text=st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=80))
def test_any_text_is_read_or_refused_with_a_place(tmp_path_factory: pytest.TempPathFactory, text: str):
    place = tmp_path_factory.getbasetemp()
    for head, read in (
        ("id,label,sex,birth,death\n", lambda path: read_people(path)),
        ("person,relation,other,start,end\n", lambda path: read_relationships(path, ())),
    ):
        path = place / "table.csv"
        path.write_bytes((head + text).encode())
        try:
            _, problems = read(path)
        except CaseError as error:
            problems = error.problems
            assert problems
        assert all(isinstance(problem, Problem) and problem.file == "table.csv" for problem in problems)
