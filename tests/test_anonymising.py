"""Anonymising: by whom names are replaced, how dates move, what turns it back, and what no file may hold."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
import xlsxwriter
from docx.document import Document as WordDocument
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from tests.case_files import Ran, write_case
from workbench.anonymising import (
    Key,
    Policy,
    anonymised_case,
    anonymised_items,
    leaks_in,
    new_key,
    open_key,
    read_policy,
    restored,
)
from workbench.case import CaseError
from workbench.chronology import Case, load_case
from workbench.journal import Draft, open_journal
from workbench.pack import making
from workbench.pack.documents import DOCUMENTS
from workbench.pack.making import Document, Made, PackInput
from workbench.pack.whole import Anonymised, make_pack

PEOPLE = """id,label,sex,birth,role,subject
c1,Child A,female,12/03/2015,subject child,yes
m1,Carys Llewellyn,female,1990,mother,
f1,Father,male,,father,
"""
POLICE = "\n".join(
    (
        "date,event,response",
        '03/05/2019,"Carys Llewellyn called from 14 High Street, SA12 4XY. Tomos Bevan left. DOB 12.3.15",'
        '"PC Rhydderch rang 01792 123456 on 4 May 2019"',
        'May 2019,"Spoke to Carys\'s mother in Llanfair; annual check","c.llewellyn@example.org"',
    )
)
SCHOOL = """date,event
2019-06-01,Ms Protheroe saw Seren on the first of June. Seren was sad.
2019-06-02,"Seren was told off by her aunt, on 12th March too"
"""
TOML = """title = "A case"
jurisdiction = "Wales"
index_date = 2019-07-01
[agencies.westshire-police]
label = "Westshire Police"
type = "police"
"""
POLICY = """places = ["Llanfair"]
schools = ["Ysgol Bryn"]
[names]
"Seren" = "c1"
"Tomos Bevan" = "f1"
"""
TODAY = date(2026, 11, 26)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = write_case(tmp_path, {"westshire-police": POLICE, "school": SCHOOL}, people=PEOPLE, toml=TOML)
    (place / "anonymise.toml").write_text(POLICY, encoding="utf-8")
    return place


@pytest.fixture
def case(folder: Path) -> Case:
    return load_case(folder)


def key_of(folder: Path, **policy: object) -> Key:
    """The key of the case, with a policy of its own where one is given."""
    from dataclasses import replace

    return new_key(load_case(folder), replace(read_policy(folder), **policy))


SECRETS = (
    "Carys", "Llewellyn", "Tomos", "Bevan", "Seren", "Rhydderch", "Protheroe", "Llanfair", "SA12", "01792",
    "High Street", "example.org", "Westshire", "3 May 2019", "12.3.15", "4 May",
)  # fmt: skip


def test_a_case_holds_none_of_what_the_key_replaces(case: Case, folder: Path) -> None:
    """Names by their role, whoever is not of the family by a number, places, addresses, days."""
    key = key_of(folder, dates="month")
    found = anonymised_case(case, key)
    rows = found.entries

    assert list(rows.index) == ["police:1", "police:2", "school:1", "school:2"] or list(rows.index) == [
        "police:2", "police:1", "school:1", "school:2",
    ]  # fmt: skip
    assert rows.at["police:1", "event"] == (
        "Mother called from [address 1], [postcode 1]. Father left. DOB March 2015"
    )
    officer, teacher = key.words["Rhydderch"], key.words["Protheroe"]
    assert {officer, teacher} == {"[name 1]", "[name 2]"}
    assert rows.at["police:1", "response"] == f"PC {officer} rang [telephone number 1] in May 2019"
    assert rows.at["police:2", "event"] == "Spoke to Mother's mother in [place 1]; annual check"
    assert rows.at["police:2", "response"] == "[e-mail address 1]"
    assert rows.at["school:1", "event"] == f"Ms {teacher} saw Child A in June. Child A was sad."
    assert rows.at["police:1", "date_text"] == "May 2019"
    assert found.people[1].label == "Mother" and found.people[0].label == "Child A"
    assert found.agencies["police"].label == "Police"
    everything = str(rows.to_json(date_format="iso")) + repr(found.people) + repr(found.folder.agencies)
    assert [secret for secret in SECRETS if secret in everything] == []


def test_days_are_moved_together_by_whole_weeks(case: Case, folder: Path) -> None:
    """Intervals and weekdays stay; a day in a text moves as the column does."""
    key = key_of(folder)
    found = anonymised_case(case, key).entries
    shift = found.at["school:1", "earliest"] - case.entries.at["school:1", "earliest"]

    assert shift.days == key.days and key.days % 7 == 0 and abs(key.days) >= 28
    assert not found["earliest"].isna().to_numpy().any()
    moved = date.fromordinal(date(2019, 5, 4).toordinal() + key.days)
    assert f"on {moved.day} {moved:%B} {moved.year}" in str(found.at["police:1", "response"])


def test_a_key_turns_texts_back(case: Case, folder: Path) -> None:
    """Names and moved days; of several words for one person the first stands."""
    key = key_of(folder)
    text = "Carys Llewellyn left Llanfair on 4 May 2019 with Tomos Bevan."

    assert key.text(text) != text
    assert restored(key.text(text), key) == text


def test_a_key_is_kept_encrypted_and_opens_with_its_password_only(folder: Path, tmp_path: Path) -> None:
    """The file says nothing without it."""
    key, path = key_of(folder), tmp_path / "keys" / "case.key"
    key.save(path, "correct horse")

    content = path.read_bytes()
    assert not any(secret.encode() in content for secret in SECRETS)
    assert path.stat().st_mode & 0o077 == 0
    assert open_key(path, "correct horse") == key
    with pytest.raises(CaseError, match="The password does not open this key"):
        open_key(path, "another horse")
    with pytest.raises(CaseError, match="The password is too short"):
        key.save(tmp_path / "b.key", "short")
    (tmp_path / "no.key").write_text("{}")
    with pytest.raises(CaseError, match="This is no key of the workbench"):
        open_key(tmp_path / "no.key", "correct horse")


def test_a_later_key_keeps_what_an_earlier_one_gave(folder: Path) -> None:
    """New words get numbers that are free, and days move as before."""
    earlier = key_of(folder)
    (folder / "timelines" / "gp.csv").write_text("date,event\n2019-05-09,Dr Vaughan rang PC Rhydderch\n")
    later = key_of(folder).after(earlier)

    assert later.days == earlier.days
    assert all(later.words[word] == to for word, to in earlier.words.items())
    assert later.words["Vaughan"] not in earlier.words.values()


NAMES = st.sampled_from(["Carys", "Seren", "Tomos Bevan", "Llanfair", "Protheroe"])
FILL = st.sampled_from(
    ["rang", "annual", "and", "saw the", "seren", "Bevanite", ".", "on 3 May 2019", "12/03/2015", "20.5.19"]
)


@given(st.lists(st.one_of(NAMES, FILL), max_size=12).map(" ".join))
def test_no_name_is_left_in_any_text_and_the_same_word_has_the_same_pseudonym(text: str) -> None:
    """Whatever stands around it; words that only hold a name stay."""
    words = {
        "Carys": "Mother",
        "Seren": "Child A",
        "Tomos Bevan": "Father",
        "Llanfair": "[place 1]",
        "Protheroe": "[name 1]",
    }
    key = Key(words, dict.fromkeys(words, "name"), 70, Policy(dates="keep"))
    said = key.text(text)

    assert [one for one in words if f" {one} ".lower() in f" {said} ".lower()] == []
    assert said.count("annual") == text.count("annual") and said.count("Bevanite") == text.count("Bevanite")
    assert key.text(said) == said


@given(st.dates(date(2001, 1, 1), date(2049, 1, 1)), st.sampled_from(["iso", "dmy", "words", "short", "us"]))
def test_a_day_moves_and_comes_back_in_the_form_that_it_was_written_in(day: date, form: str) -> None:
    """ISO, numbers, words, short months."""
    written = {
        "iso": day.isoformat(),
        "dmy": f"{day.day:02}/{day.month:02}/{day.year}",
        "words": f"{day.day} {day:%B} {day.year}",
        "short": f"{day.day:02}.{day.month:02}.{day.year % 100:02}",
        "us": f"{day:%B} {day.day}, {day.year}",
    }[form]
    key = Key({}, {}, 70, Policy())

    assert key.text(written) != written
    assert restored(key.text(written), key) == written


def test_the_panels_own_work_is_anonymised_too(case: Case, folder: Path) -> None:
    """Texts and rows; ids of other items stay."""
    journal = open_journal(folder)
    [claim] = journal.write(
        [Draft("hypothesis", {"claim": "Carys was not told.", "supports": ["westshire-police:1"]})], who="Ann"
    )
    journal.write([Draft("enquiry", {"question": "By Protheroe?", "hypothesis": [claim.item]})], who="Ann")
    key = new_key(case, read_policy(folder), journal.items())
    first, second = anonymised_items(journal.items(), key)

    assert first.fields["claim"] == "Mother was not told."
    assert first.fields["supports"] == ("police:1",)
    assert second.fields["hypothesis"] == (claim.item,)
    assert first.made_by == ""


@pytest.mark.parametrize(
    ("people", "policy", "said"),
    [
        ("id,label\nc1,Child A\nm1,Mother\n", '[names]\n"Mother" = ""\n', None),
        ("id,label\nc1,Child A\nm1,Mother\n", '[names]\n"Jo" = "Grace"\n"Grace" = "Al"\n',
         'anonymise.toml, setting "names": "Grace" would stand for somebody, and is a real name here. '
         "Choose other words for it, or another label in people.csv."),
        ("id,label\nc1,Sibling\nm1,Sibling\n", "",
         'people.csv, row 3, column "label": Two people have the label "Sibling". '
         "Number them: Sibling 1, Sibling 2."),
    ],
)  # fmt: skip
def test_what_would_point_back_is_refused(tmp_path: Path, people: str, policy: str, said: str | None) -> None:
    """A pseudonym that is a real name, two people with one label."""
    place = write_case(tmp_path, {"school": SCHOOL}, people=people)
    (place / "anonymise.toml").write_text(policy, encoding="utf-8")
    if said is None:
        new_key(load_case(place), read_policy(place))
        return
    with pytest.raises(CaseError) as refused:
        new_key(load_case(place), read_policy(place))
    assert str(refused.value) == said


def test_everything_wrong_with_a_policy_is_said_at_once(tmp_path: Path) -> None:
    """Settings, choices, lists, documents."""
    (tmp_path / "anonymise.toml").write_text(
        'dates = "never"\nplace = ["x"]\nkeep = "Teams"\n[documents.summary]\ndates = "soon"\n'
    )
    with pytest.raises(CaseError) as refused:
        read_policy(tmp_path)
    assert [(one.column, one.problem) for one in refused.value.problems] == [
        ("place", "This setting is not known."),
        ("dates", "'never' is not known."),
        ("documents.summary", "Only dates can be set for a document."),
        ("keep", "This is no list of words."),
    ]


# What no file may hold


def word_file(place: Path, change: Callable[[WordDocument], None]) -> None:
    document = docx.Document()
    change(document)
    document.save(str(place))


def split_runs(document: WordDocument) -> None:
    paragraph = document.add_paragraph()
    for piece in ("Call", "ed by Ca", "rys."):
        paragraph.add_run(piece)


def leaky(place: Path, where: str) -> None:
    """Write a file with a real name in one place of it."""
    if where == "a word cut into runs":
        word_file(place / "a.docx", split_runs)
    elif where == "document properties":
        word_file(place / "a.docx", lambda d: setattr(d.core_properties, "keywords", "Carys"))
    elif where == "a header":
        word_file(place / "a.docx", lambda d: setattr(d.sections[0].header.paragraphs[0], "text", "Carys"))
    elif where == "an alternative text":
        from workbench.pack.paper import Paper

        paper = Paper("Title")
        paper.table(("a",), (1,), [("b",)], caption="About Carys")
        (place / "a.docx").write_bytes(paper.content())
    elif where in ("a hidden sheet", "a cell's comment", "a sheet's name", "a defined name"):
        with xlsxwriter.Workbook(str(place / "a.xlsx")) as book:
            sheet = book.add_worksheet("Seren" if where == "a sheet's name" else "Open")
            hidden = book.add_worksheet("Other")
            hidden.hide()
            if where == "a hidden sheet":
                hidden.write_string(5, 5, "Protheroe")
            elif where == "a cell's comment":
                sheet.write_comment(0, 0, "Protheroe", {"author": "x"})
            elif where == "a defined name":
                book.define_name("Llewellyn", "=Open!$A$1")
    elif where == "properties of a PDF":
        writer = PdfWriter()
        writer.add_blank_page(100, 100)
        writer.add_metadata({"/Title": "Seren"})
        writer.write(str(place / "a.pdf"))
    elif where == "an attachment of a PDF":
        writer = PdfWriter()
        writer.add_blank_page(100, 100)
        writer.add_attachment("a.txt", b"Seren")
        writer.write(str(place / "a.pdf"))
    elif where == "a picture's description":
        import struct
        import zlib

        part = b"tEXtTitle\0Carys"
        chunk = struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part))
        (place / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunk)
    elif where == "the text of a drawing":
        (place / "a.svg").write_text("<svg><text>Ca<tspan>rys</tspan></text></svg>")
    elif where == "a file's name":
        (place / "Carys.txt").write_text("x")
    elif where == "a zip in a zip":
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as package:
            package.writestr("x.txt", "Seren")
        with zipfile.ZipFile(place / "a.zip", "w") as package:
            package.writestr("b.zip", inner.getvalue())
    elif where == "UTF-16":
        (place / "a.csv").write_bytes("Llanfair".encode("utf-16"))
    elif where == "a date of birth":
        (place / "a.txt").write_text("born on the 12th of March 2015")
    elif where == "an agency's id":
        (place / "a.json").write_text(json.dumps(["westshire-police:1"]))
    elif where == "a kind that cannot be read":
        (place / "a.doc").write_bytes(b"anything")
    elif where == "a damaged package":
        (place / "a.docx").write_bytes(b"PK\x03\x04 cut off")


PLACES = {
    "a word cut into runs": ("a.docx", "word/document.xml"),
    "document properties": ("a.docx", "docProps/core.xml"),
    "a header": ("a.docx", "word/header1.xml"),
    "an alternative text": ("a.docx", "word/document.xml"),
    "a hidden sheet": ("a.xlsx", "xl/sharedStrings.xml"),
    "a cell's comment": ("a.xlsx", "xl/comments1.xml"),
    "a sheet's name": ("a.xlsx", "xl/workbook.xml"),
    "a defined name": ("a.xlsx", "xl/workbook.xml"),
    "properties of a PDF": ("a.pdf", "properties"),
    "an attachment of a PDF": ("a.pdf", "attachment a.txt"),
    "a picture's description": ("a.png", "picture"),
    "the text of a drawing": ("a.svg", "text"),
    "a file's name": ("Carys.txt", "the file's name"),
    "a zip in a zip": ("a.zip", "b.zip/x.txt"),
    "UTF-16": ("a.csv", "text"),
    "a date of birth": ("a.txt", "text"),
    "an agency's id": ("a.json", "text"),
    "a kind that cannot be read": ("a.doc", "text"),
    "a damaged package": ("a.docx", "package"),
}


@pytest.mark.parametrize("where", PLACES)
def test_a_leak_is_found_wherever_it_is(where: str, folder: Path, tmp_path: Path) -> None:
    """With the file and the place in it."""
    out = tmp_path / "out"
    out.mkdir()
    key = key_of(folder)
    assert leaks_in(out, key) == ()
    leaky(out, where)

    found = leaks_in(out, key)
    assert PLACES[where] in {(leak.file, leak.place) for leak in found}


def all_text(path: Path) -> str:
    """Everything in a file, unpacked."""
    content = path.read_bytes()
    if path.suffix == ".pdf":
        pages = PdfReader(io.BytesIO(content)).pages
        return "\n".join(page.extract_text() for page in pages) + content.decode("latin-1")
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            content = b"".join(map(package.read, package.namelist()))
    return content.decode("utf-8", errors="ignore")


def test_a_pack_of_a_case_with_real_names_has_no_leak(folder: Path, tmp_path: Path) -> None:
    """Every document, with the journal's texts in it, and nothing of it in any file or name."""
    open_journal(folder).write(
        [Draft("learning", {"text": "Seren and Carys were not asked together on 3 May 2019."}),
         Draft("question", {"text": "What did Protheroe see?", "agency": "Westshire Police"})], who="Ann",
    )  # fmt: skip
    made = make_pack(folder, tmp_path / "pack", today=TODAY, anonymised=Anonymised())

    assert len(made.files) >= 12
    for name in made.files:
        whole = all_text(tmp_path / "pack" / name) + name
        for secret in (
            "Carys",
            "Llewellyn",
            "Seren",
            "Protheroe",
            "Rhydderch",
            "Llanfair",
            "Westshire",
            "westshire",
        ):
            assert secret not in whole, (name, secret)


def test_a_leak_fails_the_export_and_names_the_place(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written then."""

    def careless(given: PackInput) -> list[Made]:
        return [Made("notes.txt", b"Rang Carys back.")]

    monkeypatch.setattr("workbench.pack.whole.DOCUMENTS", (*DOCUMENTS[:1], Document("x", "X", careless)))
    with pytest.raises(CaseError) as refused:
        make_pack(folder, tmp_path / "pack", today=TODAY, anonymised=Anonymised())
    assert [str(one) for one in refused.value.problems] == [
        'notes.txt, column "text": name: “Carys”. Nothing was written. '
        "Add the words to anonymise.toml, or change them in the case."
    ]
    assert not (tmp_path / "pack").exists()
    assert making.LIST


def test_the_command_keeps_a_key_outside_the_case(
    folder: Path, tmp_path: Path, workbench: Callable[..., Ran]
) -> None:
    """With the password from the environment; a second pack has the same pseudonyms."""
    password = {"WORKBENCH_KEY_PASSWORD": "correct horse"}
    key = tmp_path / "case.key"
    arguments = ("pack", folder, "--to", tmp_path / "pack", "--anonymised", "--only", "merged", "--key", key)
    ran = workbench(*arguments, env=password)
    assert ran.code == 0, ran.said
    first = open_key(key, "correct horse")
    assert workbench(*arguments, env=password).code == 0
    again = open_key(key, "correct horse")

    assert (again.words, again.days) == (first.words, first.days)
    inside = workbench(*arguments[:-1], folder / "case.key", env=password)
    assert inside.code == 1 and "The key would stand inside the case" in inside.said[-1]
    assert workbench("pack", folder, "--to", tmp_path / "p2", "--key", key).code == 2
    wrong = workbench(*arguments, env={"WORKBENCH_KEY_PASSWORD": "another horse"})
    assert wrong.code == 1 and "The password does not open this key" in wrong.said[-1]


def test_documents_are_looked_into_again_and_a_text_is_turned_back(
    folder: Path, tmp_path: Path, workbench: Callable[..., Ran]
) -> None:
    """After somebody changed them by hand; exit code 1 where there is anything."""
    password = {"WORKBENCH_KEY_PASSWORD": "correct horse"}
    path, out = tmp_path / "case.key", tmp_path / "out"
    key = key_of(folder)
    key.save(path, "correct horse")
    out.mkdir()
    (out / "a.txt").write_text(key.text("Carys Llewellyn was asked."), encoding="utf-8")
    assert workbench("leaks", out, "--key", path, env=password).code == 0
    assert (
        workbench("restore", out / "a.txt", "--key", path, env=password).out == "Carys Llewellyn was asked."
    )

    (out / "b.txt").write_text("Seren", encoding="utf-8")
    found = workbench("leaks", out, "--key", path, "--format", "json", env=password)
    assert found.code == 1
    assert json.loads(found.out)["leaks"] == [
        {"file": "b.txt", "place": "text", "what": "name", "found": "Seren"}
    ]
