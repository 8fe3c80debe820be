"""GEDCOM 5.5.1 and 7: the family of a tree program as people and relationships, without its names."""

from __future__ import annotations

from pathlib import Path

import gedcom7
import pytest
from gedcom7.types import GedcomStructure
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.case import CaseError, Person, Problem, Relationship, When
from workbench.genogram import genogram
from workbench.intake import read_date, read_gedcom, read_gedcom_bytes
from workbench.intake.gedcom.dates import date_words
from workbench.intake.gedcom.letters import ansel
from workbench.intake.gedcom.lines import Findings, Line, records
from workbench.intake.gedcom.writing import as_gedcom
from workbench.vocabulary import RELATIONS

NAMES_STAY = (
    "family.ged: Names were not taken over: people are labelled by their place in the family. "
    "Their ids are those of the file, so that you can look them up there."
)
EXPORT = "Export the family as GEDCOM (.ged) from the family tree program, version 5.5.1 or 7."
OLD = """\
0 HEAD
1 SOUR A program
1 DATE 3 MAY 2024
1 GEDC
2 VERS 5.5.1
2 FORM LINEAGE-LINKED
1 CHAR UTF-8
0 @I1@ INDI
1 NAME Ada /Example/
1 SEX F
1 BIRT
2 DATE 28 FEB 2019
1 FAMC @F1@
0 @I2@ INDI
1 NAME Bea /Example/
1 SEX F
1 BIRT
2 DATE ABT 1999
1 FAMC @F2@
2 PEDI adopted
1 ADOP
2 DATE 4 JUL 2003
2 FAMC @F2@
3 ADOP BOTH
0 @I3@ INDI
1 SEX M
1 DEAT Y
1 NOTE A note that g
2 CONC oes on
2 CONT and on
1 OCCU Baker
0 @I4@ INDI
1 SEX M
1 BIRT
2 DATE BET 1950 AND 1952
0 @I5@ INDI
1 SEX M
1 ASSO @I1@
2 RELA Twin
0 @F1@ FAM
1 HUSB @I3@
1 WIFE @I2@
1 CHIL @I1@
1 MARR
2 DATE JUN 2018
1 EVEN
2 TYPE Separated
2 DATE BEF MAR 2019
1 DIV
2 DATE 2020
0 @F2@ FAM
1 HUSB @I4@
1 WIFE @I5@
1 CHIL @I2@
0 TRLR
"""
SEVEN = """\
0 HEAD
1 GEDC
2 VERS 7.0
0 @I1@ INDI
1 SEX X
1 BIRT
2 DATE 1 JAN 2015
3 PHRASE around New Year 2015
1 FAMC @F1@
1 FAMC @F2@
2 PEDI FOSTER
2 _DATE FROM 3 MAR 2016 TO 5 MAY 2017
1 FAMC @F3@
2 PEDI OTHER
3 PHRASE kinship carer
1 ASSO @I4@
2 ROLE FRIEND
0 @I2@ INDI
1 SEX F
1 SNOTE @N1@
0 @I3@ INDI
1 SEX F
0 @I4@ INDI
1 SEX U
0 @F1@ FAM
1 WIFE @I2@
1 HUSB @VOID@
1 CHIL @I1@
0 @F2@ FAM
1 HUSB @I3@
1 WIFE @I4@
1 CHIL @I1@
1 MARR
2 TYPE Civil partnership
2 DATE FROM 2010 TO 2014
0 @F3@ FAM
1 WIFE @I4@
1 CHIL @I1@
0 @F4@ FAM
1 WIFE @I2@
1 HUSB @I3@
0 @N1@ SNOTE @@home
1 CONT at "12"
0 TRLR
"""


def read(text: str | bytes, *subjects: str, names: bool = False):
    data = text.encode() if isinstance(text, str) else text
    people, relationships, problems = read_gedcom_bytes(data, "family.ged", subjects, names=names)
    return people, relationships, [str(problem) for problem in problems]


def seen(people: tuple[Person, ...]) -> list[tuple[str, ...]]:
    return [(p.id, p.label, p.sex, p.birth.edtf, p.death.edtf, p.role, p.note) for p in people]


def told(relationships: tuple[Relationship, ...]) -> list[tuple[str, ...]]:
    return [(r.person, r.relation, r.other, r.start.edtf, r.end.edtf) for r in relationships]


def stopped(data: bytes, *subjects: str) -> str:
    with pytest.raises(CaseError) as error:
        read_gedcom_bytes(data, "family.ged", subjects)
    return str(error.value)


def individuals(*more: str) -> str:
    """A file with Ada, her mother and what else is given, line by line."""
    return "\n".join(["0 HEAD", "0 @I1@ INDI", "1 SEX F", "0 @I2@ INDI", "1 SEX F", *more, "0 TRLR", ""])


# Whole files


def test_a_file_of_version_5_5_1_is_read_whole():
    people, relationships, problems = read(OLD, "I1")

    assert seen(people) == [
        ("I1", "Child", "female", "2019-02-28", "", "subject child", ""),
        ("I2", "Mother", "female", "1999~", "", "mother", ""),
        ("I3", "Father", "male", "", "../2024-05-03", "father",
         "Died: no record of the date. A note that goes on and on"),
        ("I4", "Person 1", "male", "1950/1952", "", "", ""),
        ("I5", "Person 2", "male", "", "", "", ""),
    ]  # fmt: skip
    assert [p.id for p in people if p.subject] == ["I1"]
    assert told(relationships) == [
        ("I4", "adoptive_parent_of", "I2", "2003-07-04", ""),
        ("I5", "adoptive_parent_of", "I2", "2003-07-04", ""),
        ("I1", "twin_of", "I5", "", ""),
        ("I3", "parent_of", "I1", "", ""),
        ("I2", "parent_of", "I1", "", ""),
        ("I3", "married_to", "I2", "2018-06", ""),
        ("I3", "separated", "I2", "../2019-02-28", ""),
        ("I3", "divorced", "I2", "2020", ""),
    ]
    assert relationships[3].source == "family.ged:43"
    assert problems == [
        NAMES_STAY,
        "family.ged: Details that a genogram does not show were not taken over: OCCU (1). "
        "They stay in the file.",
    ]


def test_a_file_of_version_7_is_read_whole():
    """Foster care with dates, kinship care, a couple in both places, a shared note, a phrase for a date."""
    people, relationships, problems = read(SEVEN, "@I1@")

    assert seen(people) == [
        ("I1", "Child", "non-binary", people[0].birth.edtf, "", "subject child", ""),
        ("I2", "Mother", "female", "", "", "mother", '@home at "12"'),
        ("I3", "Mother's partner", "female", "", "", "mother's partner", ""),
        ("I4", "Kinship carer", "unknown", "", "", "kinship carer", ""),
    ]
    assert people[0].birth.text == "around New Year 2015" or people[0].birth.edtf == "2015-01-01"
    assert told(relationships) == [
        ("I3", "foster_carer_of", "I1", "2016-03-03", "2017-05-05"),
        ("I4", "foster_carer_of", "I1", "2016-03-03", "2017-05-05"),
        ("I4", "kinship_carer_of", "I1", "", ""),
        ("I4", "friend_of", "I1", "", ""),
        ("I2", "parent_of", "I1", "", ""),
        ("I3", "married_to", "I4", "2010", "2014"),
        ("I2", "partner_of", "I3", "", ""),
    ]
    assert problems == [NAMES_STAY]


def test_lines_are_read_as_the_library_for_version_7_reads_them():
    """The library is strict and knows version 7 only; on a file of form both see the same."""

    def ours(line: Line) -> tuple:
        return (line.tag, line.xref, line.pointer or line.text, [ours(below) for below in line.below])

    def theirs(structure: GedcomStructure) -> tuple:
        xref, pointer = (structure.xref or "").strip("@"), (structure.pointer or "").strip("@")
        return (structure.tag, xref, pointer or structure.text, [theirs(c) for c in structure.children])

    found = records(SEVEN.encode(), Findings("family.ged"))
    assert [ours(record) for record in found] == [theirs(record) for record in gedcom7.loads(SEVEN)]


# Names


def test_family_names_are_never_taken_and_given_names_only_when_asked_for():
    text = individuals("1 NAME Mary Ann /Secret/", "2 NICK Molly", "1 NAME Mary /Other/", "1 NAME /Alone/")

    people, _, problems = read(text)
    assert [p.label for p in people] == ["Person 1", "Person 2"] and problems == [NAMES_STAY]

    people, _, problems = read(text, names=True)
    assert [(p.label, p.note) for p in people] == [("Person 1", ""), ("Molly", "Also: Mary.")]
    assert problems == []


def test_people_are_labelled_by_their_place_in_the_family():
    """Half-brothers, a grandmother, an uncle, a cousin, a partner: roles on the sheet, no names."""
    persons = [
        f"0 @{id}@ INDI\n1 SEX {sex}" + (f"\n1 BIRT\n2 DATE {born}" if born else "")
        for id, sex, born in [
            ("kid", "F", "2015"), ("half2", "M", "2019"), ("half1", "M", "2017"), ("mum", "F", ""),
            ("dad", "M", ""), ("new", "M", ""), ("gran", "F", ""), ("uncle", "M", ""), ("cousin", "U", ""),
            ("sis", "F", ""),
        ]
    ]  # fmt: skip
    families = [
        "0 @F1@ FAM\n1 HUSB @dad@\n1 WIFE @mum@\n1 CHIL @kid@\n1 CHIL @sis@",
        "0 @F2@ FAM\n1 HUSB @new@\n1 WIFE @mum@\n1 CHIL @half2@\n1 CHIL @half1@\n1 MARR Y",
        "0 @F3@ FAM\n1 WIFE @gran@\n1 CHIL @mum@\n1 CHIL @uncle@",
        "0 @F4@ FAM\n1 HUSB @uncle@\n1 CHIL @cousin@",
    ]
    people, _, _ = read("\n".join(["0 HEAD", *persons, *families, "0 TRLR"]), "kid")

    assert {p.id: p.label for p in people} == {
        "kid": "Child", "half1": "Half-brother 1", "half2": "Half-brother 2", "mum": "Mother",
        "dad": "Father", "new": "Mother's partner", "gran": "Maternal grandmother",
        "uncle": "Maternal uncle", "cousin": "Cousin", "sis": "Sister",
    }  # fmt: skip


# What a family says


@pytest.mark.parametrize(
    ("lines", "relation"),
    [
        ([], [("partner_of", "", "")]),
        (["1 MARR"], [("married_to", "", "")]),
        (["1 MARR Y", "2 DATE FROM 2001 TO 2003"], [("married_to", "2001", "2003")]),
        (["1 MARR", "2 TYPE Common law"], [("cohabiting", "", "")]),
        (["1 EVEN", "2 TYPE cohabitation", "2 DATE FROM 2001"], [("cohabiting", "2001", "")]),
        (["1 ENGA", "2 DATE 2001"], [("partner_of", "2001", "")]),
        (["1 _SEPR", "2 DATE TO 2001"], [("separated", "", "2001")]),
        (["1 ANUL"], [("divorced", "", "")]),
        (["1 DIV N", "1 MARR"], [("married_to", "", "")]),
        (["1 _STAT NOT MARRIED"], [("partner_of", "", "")]),
        (["1 EVEN", "2 TYPE Golden wedding", "1 MARR"], [("married_to", "", "")]),
    ],
)
def test_what_two_partners_are_to_each_other(lines: list[str], relation: list[tuple[str, ...]]):
    _, found, _ = read(individuals("0 @F1@ FAM", "1 HUSB @I1@", "1 WIFE @I2@", *lines))
    assert [(r.relation, r.start.edtf, r.end.edtf) for r in found] == relation


def test_parents_without_any_event_are_parents_and_no_more():
    _, found, _ = read(individuals("0 @I3@ INDI", "0 @F1@ FAM", "1 HUSB @I1@", "1 HUSB @I2@", "1 CHIL @I3@"))
    assert told(found) == [("I1", "parent_of", "I3", "", ""), ("I2", "parent_of", "I3", "", "")]


@pytest.mark.parametrize(
    ("child", "family", "relations"),
    [
        (["1 FAMC @F1@", "2 PEDI birth"], [], ["parent_of", "parent_of"]),
        (["1 FAMC @F1@", "2 PEDI ADOPTED"], [], ["adoptive_parent_of", "adoptive_parent_of"]),
        (["1 FAMC @F1@", "2 PEDI foster"], ["1 CHIL @I3@"], ["foster_carer_of", "foster_carer_of"]),
        (["1 ADOP Y", "2 FAMC @F1@", "3 ADOP WIFE"], ["1 CHIL @I3@"], ["parent_of", "adoptive_parent_of"]),
        ([], ["1 CHIL @I3@", "2 _FREL Step", "2 _MREL Natural"], ["step_parent_of", "parent_of"]),
    ],
)
def test_how_a_child_belongs_to_a_family(child: list[str], family: list[str], relations: list[str]):
    text = individuals("0 @I3@ INDI", *child, "0 @F1@ FAM", "1 HUSB @I1@", "1 WIFE @I2@", "1 ENGA", *family)
    _, found, _ = read(text)
    assert [r.relation for r in found if r.other == "I3"] == relations


def test_birth_foster_and_adoptive_parents_of_one_child_stay_apart():
    text = individuals(
        "0 @I3@ INDI", "1 FAMC @F1@", "1 FAMC @F2@", "2 PEDI adopted", "0 @F1@ FAM", "1 WIFE @I1@",
        "1 CHIL @I3@", "0 @F2@ FAM", "1 WIFE @I2@", "1 CHIL @I3@",
    )  # fmt: skip
    assert told(read(text)[1]) == [
        ("I2", "adoptive_parent_of", "I3", "", ""),
        ("I1", "parent_of", "I3", "", ""),
    ]


def test_a_stillborn_child_is_drawn_as_one():
    people, _, _ = read(individuals("1 DEAT", "2 AGE STILLBORN"))
    assert people[1].role == "stillbirth"


# Dates


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1 JAN 2001", "1 January 2001"), ("jan 2001", "January 2001"), ("2001", "2001"),
        ("ABT 2001", "about 2001"), ("EST MAY 2001", "about May 2001"), ("CAL 2001", "about 2001"),
        ("BEF 3 MAR 2001", "before 3 March 2001"), ("AFT 2001", "after 2001"),
        ("BET 2001 AND MAY 2002", "between 2001 and May 2002"), ("FROM 2001 TO 2002", "from 2001 to 2002"),
        ("FROM 2001", "from 2001"), ("TO 2001", "until 2001"), ("INT 2001 (spring)", "2001"),
        ("(spring 2001)", "spring 2001"), ("@#DGREGORIAN@ 1 JAN 2001", "1 January 2001"),
        ("BET GREGORIAN 2001 AND GREGORIAN 2002", "between 2001 and 2002"),
    ],
)  # fmt: skip
def test_dates_are_put_in_words_that_the_date_reader_knows(written: str, words: str):
    assert date_words(written) == (words, "")


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("@#DJULIAN@ 1 JAN 1901", "Its calendar is Julian; only dates of today's calendar are read."),
        ("FRENCH_R 1 VEND 12", "Its calendar is French R; only dates of today's calendar are read."),
        ("44 B.C.", "It lies before the year 1."),
        ("1 JAN 1901/02", "It names two years, as dates of the old calendar do."),
        ("1888", "Only years from 1900 to 2100 are read."),
        ("when she was small", "It is not a date that can be read."),
    ],
)
def test_a_date_that_cannot_be_read_is_said_and_the_person_stays(written: str, why: str):
    people, _, problems = read(individuals("1 BIRT", f"2 DATE {written}"))
    assert len(people) == 2 and not people[1].birth.dated
    assert problems == [
        NAMES_STAY,
        f'family.ged, line 7: BIRT, DATE "{written}": {why} The person stays, without this date.',
    ]


def test_a_death_without_a_date_lies_between_the_birth_and_the_day_of_the_file():
    head = "0 HEAD\n1 DATE 5 JUN 2020\n0 @I1@ INDI\n1 BIRT\n2 DATE 1960\n1 DEAT Y\n0 TRLR\n"
    [person], _, _ = read(head)
    assert person.death.edtf == "1960-01-01/2020-06-05" and person.note == "Died: no record of the date."


# What is wrong with a file


def test_everything_odd_about_a_file_is_said_with_its_line():
    text = "\n".join(
        [
            "0 @I1@ INDI", "1 SEX Q", "3 DATE 2001", "1 NOTE one", "two", "0 @I1@ INDI", "1 FAMC @F9@",
            "0 INDI", "0 @F1@ FAM", "1 HUSB @I1@", "1 WIFE @I7@", "1 CHIL @I1@", "0 @F1@ FAM",
            "1 CHIL @I1@",
        ]
    )  # fmt: skip
    people, relationships, problems = read(text)

    assert [(p.id, p.note) for p in people] == [("I1", "one two"), ("I1-2", ""), ("line-8", "")]
    assert relationships == ()
    look = "Look at the file, and add the line by hand if it is right."
    assert problems == [
        NAMES_STAY,
        "family.ged, line 1: The file does not begin with 0 HEAD. Check that it is whole.",
        'family.ged, line 1: SEX "Q" is not known. Known: M, F, X, U.',
        'family.ged, line 3: The line "3 DATE 2001" is 3 levels deep and nothing stands above it there. '
        "It was read as belonging to the line before it.",
        'family.ged, line 5: The line "two" has no level and tag. '
        "It was read as the end of the text before it.",
        'family.ged, line 6: The id "I1" is given twice. '
        'The second is "I1-2" here; families are read as pointing to the first.',
        f"family.ged, line 7: FAMC points to @F9@, a family that is not in the file. {look}",
        "family.ged, line 8: The individual has no id, so no family of the file can point to them. "
        'They are "line-8" here.',
        f"family.ged, line 11: WIFE points to @I7@, who is not in the file. {look}",
        'family.ged, line 12: "I1" is related to themselves; this was left out. Correct the file.',
        'family.ged, line 13: The family id "F1" is given twice. '
        "Both were read; children are read as pointing to the first.",
    ]


def test_nobody_is_their_own_ancestor():
    text = individuals(
        "0 @F1@ FAM", "1 HUSB @I1@", "1 CHIL @I2@", "0 @F2@ FAM", "1 HUSB @I2@", "1 CHIL @I1@"
    )  # fmt: skip
    people, relationships, problems = read(text)
    assert told(relationships) == [("I1", "parent_of", "I2", "", "")]
    assert problems[1:] == [
        'family.ged, line 11: "I1" would be their own ancestor; that "I2" is a parent was left out. '
        "Look which of the two is the child, and add the line by hand."
    ]
    assert genogram(people, relationships).problems == ()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", f"The file is empty. {EXPORT}"),
        (b"date,event\n1/1/2019,x\n", f"This is not a GEDCOM file. {EXPORT}"),
        (b"PK\x03\x04rest", "This is a zip archive. Take the .ged file out of it first."),
        (
            b"0 HEAD\n1 NOTE a\0b\n",
            "The file is not text: it holds a zero character. "
            "Export it again from the family tree program, as GEDCOM with UTF-8.",
        ),
        (
            b"0 HEAD\n0 TRLR\n",
            "The file names no individual. Export the family as GEDCOM again, with its individuals (INDI).",
        ),
        (
            b"0 HEAD\n" + b"0 @I@ INDI\n" * 501,
            "The file names 501 people; a genogram holds up to 500. "
            "Export only the people whom the review is about.",
        ),
        (
            b"0 HEAD\n1 NOTE " + b"a" * 10_000_000,
            "The file has more than 10 MB. "
            "Export only the people whom the review is about, without pictures.",
        ),
    ],
)
def test_a_file_that_cannot_be_used_says_why(data: bytes, message: str):
    row = ", line 2" if b"\0b" in data else ""
    assert stopped(data) == f"family.ged{row}: {message}"


def test_a_subject_who_is_not_in_the_file_is_said():
    assert stopped(individuals().encode(), "I9") == (
        'case.toml, setting "subject": "I9" is not in family.ged. Individuals there: I1, I2.'
    )


# Letters


@pytest.mark.parametrize(
    ("codec", "char"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UNICODE"), ("utf-16", "UNICODE"), ("utf-16-le", "UNICODE"),
     ("cp1252", "ANSI"), ("mac_roman", "MACINTOSH"), ("cp437", "IBMPC")],
)  # fmt: skip
def test_names_with_accents_come_through_in_every_encoding(codec: str, char: str):
    text = f"0 HEAD\n1 CHAR {char}\n0 @I1@ INDI\n1 NAME Zoë Siân /x/\n0 TRLR\n"
    people, _, problems = read(text.encode(codec), names=True)
    assert [p.label for p in people] == ["Zoë Siân"] and problems == []


def test_ansel_puts_marks_before_their_letters():
    assert ansel(b"Zo\xe8e Si\xe3an \xb2re \xc7 \xa1") == "Zoë Siân øre ß Ł"
    people, _, problems = read(b"0 HEAD\n1 CHAR ANSEL\n0 @I1@ INDI\n1 NAME Zo\xe8e /x/\n0 TRLR\n", names=True)
    assert [p.label for p in people] == ["Zoë"] and problems == []


def test_letters_that_do_not_fit_are_said():
    _, _, problems = read(b"0 HEAD\n1 CHAR UTF-8\n0 @I1@ INDI\n1 NAME Zo\xeb /x/\n0 TRLR\n", names=True)
    assert problems == [
        "family.ged: The letters do not fit UTF-8 and were read as Windows-1252. "
        "Look at the names with accents."
    ]


# Hostile and damaged files


def test_a_hostile_id_becomes_plain_letters():
    people, _, _ = read("0 HEAD\n0 @=cmd|'x'!A1@ INDI\n0 @../../x@ INDI\n0 TRLR\n")
    assert [p.id for p in people] == ["cmd-x-A1", "x"]


def test_a_file_of_nothing_but_bad_lines_is_listed_only_so_far():
    _, _, problems = read(individuals(*["1 NOTE x"] * 20, *["bad"] * 1000))
    assert len(problems) == 52
    assert problems[-1] == "family.ged, line 76: 950 more like this."


@given(
    source=st.sampled_from([OLD.encode(), SEVEN.encode(), OLD.encode("utf-16")]),
    changes=st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=6), st.integers(0, 40)), max_size=6),
    cut=st.integers(0, 2000),
)
@example(source=OLD.encode(), changes=[(20, b"\n99 X", 0)], cut=2000)
def test_a_damaged_file_is_read_or_refused_and_never_fails(
    source: bytes, changes: list[tuple[int, bytes, int]], cut: int
):
    data = bytearray(source)
    for at, put, taken in changes:
        data[at : at + taken] = put
    try:
        people, relationships, problems = read_gedcom_bytes(bytes(data[:cut]), "family.ged")
    except CaseError as error:
        assert error.problems
        return
    ids = {person.id for person in people}
    assert len(ids) == len(people) and all(person.label for person in people)
    assert all(r.person in ids and (r.other in ids or r.relation == "household") for r in relationships)
    assert all(isinstance(problem, Problem) and problem.file == "family.ged" for problem in problems)
    genogram(people, relationships)


# In a case


def test_a_case_can_hold_family_ged_in_place_of_the_tables(workbench, make_case, tmp_path: Path):
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent" / "police.csv").write_text("date,event\n1/1/2019,Call\n")
    (tmp_path / "tree.ged").write_text(OLD)
    made = workbench("new", "case", "--timelines", "sent", "--people", "tree.ged", "--subject", "I1")

    assert made.code == 0, made.said
    assert sorted(p.name for p in (tmp_path / "case").iterdir()) == [
        "case.toml", "family.ged", "timelines", "timelines.sha256"
    ]  # fmt: skip
    drawn = workbench("genogram", "case")
    assert drawn.out == (
        "Father (I3): generation 0, place 0.0\nMother (I2): generation 0, place 1.0\n"
        "Child (I1): generation 1, place 0.5\nPerson 2 (I5): generation 1, place 1.5\n"
        "Person 1 (I4): generation 1, place 2.5\n"
    )


def test_where_a_case_holds_tables_and_family_ged_the_tables_count_and_it_is_said(make_case):
    from workbench.chronology import load_case

    case = make_case({"police": "date,event\n1/1/2019,x\n"}, people="id,label\nada,Ada\n")
    (case / "family.ged").write_text(OLD)
    loaded = load_case(case)
    assert [p.id for p in loaded.people] == ["ada"]
    assert [str(p) for p in loaded.problems] == [
        "family.ged: It was not read: there is a people.csv, and the tables count. "
        "Take the one that is out of date away."
    ]


def test_relationships_cannot_come_beside_a_gedcom_file(workbench, tmp_path: Path):
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent" / "police.csv").write_text("date,event\n1/1/2019,Call\n")
    (tmp_path / "tree.ged").write_text(OLD)
    (tmp_path / "r.csv").write_text("person,relation,other\n")
    made = workbench("new", "case", "--timelines", "sent", "--people", "tree.ged", "--relationships", "r.csv")
    assert made.code == 1
    assert made.said == [
        "r.csv: A GEDCOM file holds people and relationships; "
        "there cannot be a second file of relationships. Leave one of the two out."
    ]
    assert not (tmp_path / "case").exists()


def test_a_file_that_is_not_there_is_said(tmp_path: Path):
    with pytest.raises(CaseError) as error:
        read_gedcom(tmp_path / "family.ged")
    assert (
        str(error.value)
        == "family.ged: The file cannot be opened (No such file or directory). Check the name."
    )


# GEDCOM out

WORDS = (
    "",
    "28/02/2019",
    "May 2018",
    "about 2010",
    "before June 2018",
    "spring 2019",
    "2015",
    "when?",
    "since 2016",
)
RELATED = [code for code in RELATIONS if code != "household"]


def same(relationships: tuple[Relationship, ...]) -> set[tuple[object, ...]]:
    """What relationships say, whichever of a couple they name first."""
    return {
        (
            *(sorted if RELATIONS[r.relation].symmetric else tuple)((r.person, r.other)),
            r.relation,
            r.start,
            r.end,
        )
        for r in relationships
    }


@given(
    labels=st.lists(st.text("ab/@ éŵ\"'", min_size=1, max_size=8), min_size=2, max_size=6),
    facts=st.lists(
        st.tuples(
            st.integers(0, 5), st.sampled_from(RELATED), st.integers(0, 5),
            st.sampled_from(WORDS), st.sampled_from(WORDS),
        ),
        max_size=12,
    ),
    births=st.lists(st.sampled_from(WORDS), min_size=6, max_size=6),
    homes=st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["home", "@hostel"])), max_size=3),
)  # fmt: skip
def test_a_family_written_as_gedcom_reads_back_the_same(labels, facts, births, homes):
    """Ids, labels, roles, dates in their own words, every relation with its direction and dates."""
    when = {words: read_date(words) if words else When("") for words in WORDS}
    people = tuple(
        Person(
            f"p-{n}",
            label.strip() or "x",
            "female",
            when[births[n]],
            role="aunt" if n else "mother",
            note="a\nb",
        )
        for n, label in enumerate(labels)
    )
    rows = {}
    for one, relation, other, start, end in facts:
        # Elder before younger: nobody becomes their own ancestor.
        first, second = sorted((one % len(people), other % len(people)))
        if first != second:
            row = Relationship(f"p-{first}", relation, f"p-{second}", when[start], when[end])
            rows[(first, relation, second, start, end)] = row
    lines = (*rows.values(), *(Relationship(f"p-{n % len(people)}", "household", home) for n, home in homes))
    text = as_gedcom(people, lines)

    assert gedcom7.validate(gedcom7.loads(text)) == []
    found, relationships, problems = read(text)
    assert [(p.id, p.label, p.sex, p.birth, p.role, p.note) for p in found] == [
        (p.id, p.label, p.sex, p.birth, p.role, "a b") for p in people
    ]
    assert same(relationships) == same(lines)
    assert problems == []


def test_the_command_prints_the_family_as_gedcom(workbench, make_case):
    people = "id,label,sex,birth\nada,Ada,F,28/02/2019\nmum,Mother,F,\n"
    case = make_case(
        {"police": "date,event\n1/1/2019,x\n"},
        people=people,
        relationships="person,relation,other\nmum,parent_of,ada\n",
    )
    assert workbench("genogram", case, "--format", "gedcom").out == (
        "0 HEAD\n1 GEDC\n2 VERS 7.0\n"
        "0 @I1@ INDI\n1 NAME Ada\n1 _ID ada\n1 _LABEL Ada\n1 SEX F\n1 BIRT\n2 DATE 28 FEB 2019\n"
        "3 PHRASE 28/02/2019\n1 FAMC @F1@\n2 PEDI BIRTH\n"
        "0 @I2@ INDI\n1 NAME Mother\n1 _ID mum\n1 _LABEL Mother\n1 SEX F\n1 FAMS @F1@\n"
        "0 @F1@ FAM\n1 HUSB @I2@\n1 CHIL @I1@\n0 TRLR\n"
    )
