"""Names as agencies write them: what is found, what is left, and what nobody may be able to tell."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.case_files import write_case
from workbench.anonymising import Key, Policy, anonymised_case, leaks_in, new_key, read_policy, restored
from workbench.anonymising.words import Words, composed, flat
from workbench.chronology import load_case
from workbench.pack.whole import Anonymised, make_pack

WORDS = {
    "Siân Prŷs": "Mother", "Siân": "Mother", "Jo": "Father", "Ann": "Aunt", "May": "Sibling 1",
    "Will": "Sibling 2", "Will Young": "Sibling 2", "O'Brien": "[name 1]", "SA12 4XY": "[postcode 1]",
    "SP": "Mother",
    "01792 123456": "[telephone number 1]", "Llewellyn-Bevan": "[name 2]", "BEVAN": "[name 3]",
}  # fmt: skip
KEY = Key(WORDS, dict.fromkeys(WORDS, "name"), 70, Policy(dates="keep"))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("SIAN PRYS left with siân  prys's bag.", "Mother left with Mother's bag."),
        ("Sia\u0302n, Si\u00ada\u0302n and Sian", "Mother, Mother and Mother"),
        ("Sian_Prys_notes.docx", "Mother_notes.docx"),
        ("Siânnon, annual, Anne, banjo, Jordan", "Siânnon, annual, Anne, banjo, Jordan"),
        ("ANN rang; ann rang", "Aunt rang; Aunt rang"),
        ("Jo rang, so jo-jo", "Father rang, so jo-jo"),
        ("May was seen on 4 May 2019 and in May.", "Sibling 1 was seen on 4 May 2019 and in May."),
        ("It may be. The 12th of May. May 2019.", "It may be. The 12th of May. May 2019."),
        ("they will ask Will; Will Young", "they will ask Sibling 2; Sibling 2"),
        ("will young people", "will young people"),
        ("O\u2019Brien, o'brien, OBrien", "[name 1], [name 1], [name 1]"),
        ("sa124xy, SA12  4XY", "[postcode 1], [postcode 1]"),
        ("01792123456, 01792-123-456", "[telephone number 1], [telephone number 1]"),
        ("017921234567", "017921234567"),
        ("Llewellyn Bevan, LLEWELLYN\u2011BEVAN, Bevan", "[name 2], [name 2], [name 3]"),
        ("SP, S.P. and sp; SP12", "Mother, Mother and sp; SP12"),
    ],
)  # fmt: skip
def test_a_name_is_found_as_people_write_it(written: str, said: str) -> None:
    """Accents, capitals, gaps, hyphens, file names; not inside longer words, everyday words or months."""
    assert KEY.text(written) == said


def test_an_everyday_word_that_begins_a_sentence_is_no_leak(tmp_path: Path) -> None:
    """The documents' own sentences begin with "Will" too; within one it is a name, and a full name always."""
    (tmp_path / "a.txt").write_text(
        "Will this be asked? They asked Will.\nMay 2019. Will Young", encoding="utf-8"
    )
    assert [leak.found for leak in leaks_in(tmp_path, KEY)] == ["Will", "Will Young"]


def key_for(place: Path, event: str, *, people: str, policy: str = "", label: str = "School") -> Key:
    toml = (
        f'title = "A case"\njurisdiction = "Wales"\n[agencies.school]\nlabel = "{label}"\ntype = "school"\n'
    )
    case = write_case(place, {"school": f'date,event\n2019-05-03,"{event}"\n'}, people=people, toml=toml)
    (case / "anonymise.toml").write_text(policy, encoding="utf-8")
    return new_key(load_case(case), read_policy(case))


FAMILY = "id,label\nc1,Child A\nm1,Mother\nf1,Father\n"


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("Protheroe rang. No reply.", "[name 1] rang. No reply."),
        ("Protheroe's class was told.", "[name 1]'s class was told."),
        ("Seen with Tomos BEVAN.", "Seen with [name 1] [name 2]."),
        ("called PC RHYDDERCH back", "called PC [name 1] back"),
        ("seren was sad, said lowri", "[name 1] was sad, said [name 2]"),
        (
            "She told Mr Grace that she will. Grace left.",
            "She told Mr [name 1] that she will. [name 1] left.",
        ),
        ("URGENT: ATTENDED", "URGENT: ATTENDED"),
        (
            "Appointment attended. He said so. Weight was good.",
            "Appointment attended. He said so. Weight was good.",
        ),
    ],
)
def test_a_name_that_nobody_explained_is_found(tmp_path: Path, event: str, said: str) -> None:
    """Where a sentence begins, in capitals behind a title, in a log without capitals."""
    assert key_for(tmp_path, event, people=FAMILY).text(event) == said


def test_what_several_people_are_called_points_to_none_of_them(tmp_path: Path) -> None:
    """A family name of two has words of its own; parts and initials of a name stand for who has it."""
    event = (
        "Carys Llewellyn and Huw Llewellyn came; Mrs Llewellyn, CL and C.L. left. Carys-Ann; Bevan; GP, SW"
    )
    policy = """[names]
"Carys Llewellyn" = "m1"
"Huw Llewellyn" = "f1"
"Tomos Bevan" = "Mr T"
"Mrs Sara Watkin" = ""
"""
    key = key_for(tmp_path, event, people=FAMILY, policy=policy)
    assert key.text(event) == (
        "Mother and Father came; Mrs [family name 1], Mother and Mother left. [name 1]; Mr T; GP, SW"
    )
    assert key.text("Watkin rang Sara.") == "[practitioner 1] rang [practitioner 1]."


def test_ids_of_the_family_and_of_agencies_are_no_names(tmp_path: Path) -> None:
    """An id that could be a name is replaced; the name with it."""
    key = key_for(
        tmp_path, "Seen with Carys.", people="id,label\ncarys,Mother\nc1,Child A\n", label="Ysgol Bryn"
    )
    assert key.id("carys") == "person-1" and key.id("c1") == "c1"
    assert key.text("Carys left Ysgol Bryn") == "Mother left School or nursery"


@pytest.mark.parametrize(
    ("written", "moved", "month"),
    [
        ("the twelfth of March 2019", "the twenty-first of May 2019", "March 2019"),
        ("12th of March 2019", "21st of May 2019", "March 2019"),
        ("12 o Fawrth 2019", "21 o Mai 2019", "March 2019"),
        ("a_2019-03-12.docx", "a_2019-05-21.docx", "a_March 2019.docx"),
        ("20190312", "20190521", "March 2019"),
        ("on the 12th of March", "in March", "in March"),
        ("aged 12 may need", "aged 12 may need", "aged 12 may need"),
    ],
)
def test_a_day_in_any_form(written: str, moved: str, month: str) -> None:
    """Words, Welsh, names of files; a day without its year loses the day."""
    assert Key({}, {}, 70, Policy()).text(written) == moved
    assert Key({}, {}, 70, Policy(dates="month")).text(written) == month


HARD_PEOPLE = """id,label,sex,birth,role,subject
carys,Child A,female,12/03/2015,subject child,yes
young,Grace Young,female,1990,mother,
page,Will Page,male,,father,
nan,May Day,female,,maternal grandmother,
"""
HARD_SCHOOL = """date,event
2019-06-01,"Miss Field saw Carys with Mrs Young. Mrs Hall spoke to GY. Siân Prŷs rang; Sian said Day came."
2019-06-02,"Report to Dr Good and PC Case. Young person said no. May was told in May."
"""
HARD_TOML = """title = "A case"
jurisdiction = "Wales"
index_date = 2019-07-01
[agencies.ysgol-bryn]
label = "School"
type = "school"
"""


@pytest.mark.parametrize("dates", ["shift", "month"])
def test_names_that_are_everyday_words_do_not_hold_up_the_pack(tmp_path: Path, dates: str) -> None:
    """The documents' own "Day", "May" and "young" are no leaks; everybody is replaced all the same."""
    case = write_case(tmp_path, {"ysgol-bryn": HARD_SCHOOL}, people=HARD_PEOPLE, toml=HARD_TOML)
    policy = f'dates = "{dates}"\n[names]\n"Carys Young" = "carys"\n'
    (case / "anonymise.toml").write_text(policy, encoding="utf-8")
    key = new_key(load_case(case), read_policy(case))
    rows = anonymised_case(load_case(case), key).entries

    assert list(rows["event"]) == [
        "Miss [name 1] saw Child A with [family name 2]. Mrs [name 2] spoke to Mother. "
        "[name 3] [name 4] rang; [name 3] said Maternal grandmother came.",
        "Report to [name 5] and [name 6]. Young person said no. Maternal grandmother was told in May.",
    ]
    assert list(rows.index) == ["school:1", "school:2"]
    make_pack(case, tmp_path / "pack", today=date(2026, 11, 26), anonymised=Anonymised())


# Whatever is written

LETTERS = st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "Z", "Cf")), max_size=30)
NAMES = st.sampled_from(sorted({*WORDS, "SIÂN", "sian prys", "o\u2019brien", "Sia\u0302n"}))


@given(LETTERS)
def test_accents_are_taken_away_letter_by_letter(text: str) -> None:
    """A place in the flat text is the same place in the text, small or not."""
    text = composed(text)
    assert len(flat(text)) == len(text) == len(flat(text).lower())


@given(st.lists(st.one_of(NAMES, LETTERS), max_size=8))
def test_no_name_is_left_whatever_stands_around_it(parts: list[str]) -> None:
    """What the key has replaced holds nothing that it would replace again, and nothing that is a leak."""
    said = KEY.text(" ".join(parts))
    assert list(Words(WORDS).found(composed(said))) == []
    assert KEY.text(said) == said


OWN = {"Siân Prŷs": "Mother", "Tomos": "Father", "Llanfair": "[place 1]", "Protheroe": "[name 1]"}


@given(
    st.lists(
        st.one_of(
            st.sampled_from([*OWN, "rang", "annual", "\u0645\u0631\u062d", "\U0001f476\U0001f3fd", "3/4"]),
            st.dates(date(1990, 1, 1), date(2049, 1, 1)).map(lambda day: f"{day.day} {day:%B} {day.year}"),
        ),
        max_size=12,
    )
)  # fmt: skip
def test_a_text_comes_back_as_it_was(parts: list[str]) -> None:
    """Names and days, among right-to-left text and signs."""
    text = " ; ".join(parts)
    key = Key(OWN, dict.fromkeys(OWN, "name"), -49, Policy())
    assert restored(key.text(text), key) == unicodedata.normalize("NFC", text)
