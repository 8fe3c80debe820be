"""Files that are not what they say, locked, damaged or made to do harm: each a message, nothing touched."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from pathlib import Path

import pytest

from tests.office_files import (
    document,
    open_row,
    open_workbook,
    raw_cell,
    raw_document,
    raw_table,
    raw_workbook,
    unzipped,
    workbook,
    zipped,
)
from workbench.intake import Timeline, read_pasted, read_timeline
from workbench.intake.ole import CompoundFile, packed

FILES = Path(__file__).parent / "files"
TABLE = [["Date", "Event"], ["1/5/19", "Seen."]]
HEAD = "<row r='1'>" + raw_cell("A1", "Date") + raw_cell("B1", "Event") + "</row>"
DAMAGED = (
    ": The file is a Word, Excel or zip file that is damaged or cut short. "
    "Open it in the program it came from and save it again, or ask the agency to send it again."
)
LOCKED = (
    ": The file is protected with a password. "
    "Ask the agency for it without a password, or take the password off and save it again."
)
ASK = "Ask the agency for the Word, Excel or CSV file."


def timeline(tmp_path: Path, content: bytes | str, name: str = "gp.csv") -> Timeline:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    before = hashlib.sha256(path.read_bytes()).digest()
    read = read_timeline(path, agency="gp")
    assert hashlib.sha256(path.read_bytes()).digest() == before
    return read


def said(read: Timeline) -> list[str]:
    return [str(problem).removeprefix(read.file) for problem in read.problems]


# What a file is


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (document(TABLE), "gp.csv", "a Word document"),
        (workbook({"Log": TABLE}), "gp.docx", "an Excel workbook"),
        (
            open_workbook(open_row("Date", "Event") + open_row("1/5/19", "Seen.")),
            "gp.xlsx",
            "an OpenDocument spreadsheet",
        ),
        ("Date,Event\n1/5/19,Seen.\n", "gp.xlsx", "a table in plain text"),
        ("<html><table><tr><th>Date<th>Event<tr><td>1/5/19<td>Seen.</table>", "gp.xls", "a web page"),
    ],
)  # fmt: skip
def test_a_file_is_read_by_its_content_and_a_wrong_name_is_said(
    tmp_path: Path, content: bytes | str, name: str, kind: str
):
    read = timeline(tmp_path, content, name)

    assert read.fields == {"date": ["1/5/19"], "event": ["Seen."]}
    assert said(read) == [
        f": The name ends in {name[2:]}, and the file is {kind}; it was read as that. "
        "Look whether it is the file that the agency meant to send."
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF-1.7", f": This is a PDF file, not a table. {ASK}"),
        (b"\x89PNG\r\n\x1a\n", f": This is a picture, not a table. {ASK}"),
        (b"\xff\xd8\xff\xe0", f": This is a picture, not a table. {ASK}"),
        (
            rb"{\rtf1 Date}",
            ": This is a rich text file (RTF), which cannot be read. "
            "Open it, save it as a Word document (.docx) and put that in its place.",
        ),
        (
            zipped({"police.csv": "Date,Event\n1/5/19,x\n"}),
            ": This is an archive of files, not a table. "
            "Unpack it, and put one Word, Excel or CSV file for each agency there.",
        ),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
            ": This is an OpenDocument text (.odt), which cannot be read. "
            "Open it, save it as a Word document (.docx) and put that in its place.",
        ),
        (
            zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b""}),
            ": This is a binary Excel workbook (.xlsb), which cannot be read. "
            "Open it, save it as an Excel workbook (.xlsx) and put that in its place.",
        ),
        (
            packed("WordDocument", b"x" * 5000),
            ": This is a Word document of the older kind (.doc), which cannot be read. "
            "Open it, save it as a Word document (.docx) and put that in its place.",
        ),
        (b"<?xml version='1.0'?><log/>", f": This is an XML file, which cannot be read. {ASK}"),
        (packed("EncryptedPackage", b"x" * 5000), LOCKED),
    ],
)
def test_a_format_that_is_not_read_is_recognised(tmp_path: Path, content: bytes, message: str):
    read = timeline(tmp_path, content)

    assert (said(read), [problem.stops for problem in read.problems], len(read)) == ([message], [True], 0)


def test_an_old_workbook_with_a_password_is_said(tmp_path: Path):
    stream = CompoundFile((FILES / "housing.xls").read_bytes()).stream("Workbook")
    start = 4 + struct.unpack_from("<H", stream, 2)[0]
    locked = stream[:start] + struct.pack("<HHHHH", 0x2F, 6, 0, 1, 1) + stream[start:]

    assert said(timeline(tmp_path, packed("Workbook", locked), "gp.xls")) == [LOCKED]


def test_an_open_workbook_with_a_password_is_said(tmp_path: Path):
    locked = open_workbook("", **{"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"})

    assert said(timeline(tmp_path, locked, "gp.ods")) == [LOCKED]


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_macros_are_left_alone_and_said(tmp_path: Path, name: str):
    data = document(TABLE) if name == "docx" else workbook({"Log": TABLE})
    where, what = ("word", "document") if name == "docx" else ("xl", "workbook")
    read = timeline(tmp_path, zipped({**unzipped(data), f"{where}/vbaProject.bin": b"x"}), f"gp.{name}")

    assert read.fields == {"date": ["1/5/19"], "event": ["Seen."]}
    assert said(read) == [
        f": The {what} holds macros. They were not run and not read. "
        "Open the original only if you trust who sent it."
    ]


# Made to do harm


def bomb(name: str, member: str, size: int) -> bytes:
    """Return a package of which one member grows a thousandfold."""
    written = io.BytesIO(document(TABLE) if name == "docx" else workbook({"Log": TABLE}))
    members = unzipped(written.getvalue())
    members.pop(member)
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as out:
        for other, content in members.items():
            out.writestr(other, content)
        with out.open(member, "w") as huge:
            for _ in range(size // 1_000_000):
                huge.write(b" " * 1_000_000)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "member"),
    [("docx", "word/document.xml"), ("xlsx", "xl/worksheets/sheet1.xml"), ("xlsx", "xl/styles.xml")],
)
def test_a_zip_bomb_is_dropped_before_it_is_unpacked(tmp_path: Path, name: str, member: str):
    [message] = said(timeline(tmp_path, bomb(name, member, 60_000_000), f"gp.{name}"))

    assert message.endswith(
        ": A part of the file unpacks to more than 30 MB, which no timeline needs. "
        "It may be made to do harm. Open it in Word or Excel, save it again, or ask for a new copy."
    )


def test_a_member_that_says_it_is_small_is_measured(tmp_path: Path):
    data = bytearray(bomb("docx", "word/document.xml", 60_000_000))
    size = struct.pack("<I", 60_000_000)
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = struct.pack("<I", 1000)

    assert len(said(timeline(tmp_path, bytes(data), "gp.docx"))) == 1


def test_a_package_of_very_many_parts_is_refused(tmp_path: Path):
    many = {f"word/{number}.xml": "" for number in range(10_001)}

    [message] = said(timeline(tmp_path, zipped({**unzipped(document(TABLE)), **many}), "gp.docx"))
    assert message == (
        f": The file is packed from {10_001 + len(unzipped(document(TABLE))):,} parts, which no table needs. "
        "It may be made to do harm. Ask the agency for a new copy."
    )


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    ("content", "member"),
    [
        (raw_document(raw_table(("Date", "Event"), ("1/5/19", "&e;"))), "word/document.xml"),
        (raw_workbook(f"<sheetData>{HEAD}</sheetData>"), "xl/worksheets/sheet1.xml"),
        (raw_workbook(f"<sheetData>{HEAD}</sheetData>", "<si><t>&e;</t></si>"), "xl/sharedStrings.xml"),
        (open_workbook(open_row("Date", "Event") + open_row("1/5/19", "&e;")), "content.xml"),
    ],
)
def test_entities_are_refused_and_nothing_is_fetched(tmp_path: Path, content: bytes, member: str, codec: str):
    members = unzipped(content)
    members[member] = (ENTITY + members[member].decode()).encode(codec)

    [message] = said(timeline(tmp_path, zipped(members), "gp.docx"))[-1:]
    assert message.endswith(
        "The file holds XML declarations that Office never writes; it was not read. "
        "It may be made to do harm. Open it in Word or Excel, save it again, or ask for a new copy."
    )


@pytest.mark.parametrize(
    ("place", "reach"),
    [
        ("XFD1048576", "row 1,048,576 and column 16,384"),
        ("A5000000", "row 5,000,000 and column 2"),
        ("ZZZ2", "row 2 and column 18,278"),
    ],
)  # fmt: skip
def test_a_sheet_that_reaches_too_far_is_refused_before_it_is_laid_out(
    tmp_path: Path, place: str, reach: str
):
    sheet = f"<sheetData>{HEAD}<row>{raw_cell(place, 'x')}</row></sheetData>"

    assert said(timeline(tmp_path, raw_workbook(sheet), "gp.xlsx")) == [
        f', sheet "Log": The sheet reaches to {reach}; that is more than a timeline needs. Look for '
        f"something far "
        "below or far to the right of the table, delete it, and save the workbook again."
    ]


def test_repeated_cells_of_an_open_workbook_are_counted(tmp_path: Path):
    wide = (
        '<table:table-row table:number-rows-repeated="900000">'
        '<table:table-cell office:value-type="string" table:number-columns-repeated="900">'
        "<text:p>x</text:p></table:table-cell></table:table-row>"
    )

    [message] = said(timeline(tmp_path, open_workbook(open_row("Date", "Event") + wide), "gp.ods"))
    assert message.startswith(": The sheet reaches to row 900,001 and column 900; ")


def test_the_size_that_an_old_workbook_gives_itself_is_not_believed(tmp_path: Path):
    stream = bytearray(CompoundFile((FILES / "housing.xls").read_bytes()).stream("Workbook"))
    at = stream.find(struct.pack("<HH", 0x0200, 14))
    stream[at + 4 : at + 18] = struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)

    assert len(timeline(tmp_path, packed("Workbook", bytes(stream)), "gp.xls")) == 5


def test_millions_of_empty_rows_are_passed_over(tmp_path: Path):
    entry = f"<row r='2'>{raw_cell('A2', '1/5/19')}{raw_cell('B2', 'x')}</row>"
    sheet = f"<dimension ref='A1:XFD5000000'/><sheetData>{HEAD}{entry}"
    rows = "".join(f"<row r='{row}'><c r='A{row}' s='1'/></row>" for row in range(3, 200_000))

    assert len(timeline(tmp_path, raw_workbook(f"{sheet}{rows}</sheetData>"), "gp.xlsx")) == 1

    read = timeline(tmp_path, "Date,Event\n1/5/19,x\n" + ",\n" * 5_000_000)
    assert (len(read), said(read)) == (
        1,
        [": Below the last entry stand 5,000,000 empty rows; they were passed over. "
         "Look whether the file was cut off, or ends where it should."],
    )  # fmt: skip


def test_millions_of_empty_rows_between_entries_are_refused(tmp_path: Path):
    assert said(timeline(tmp_path, "Date,Event\n" + ",\n" * 3_000_000 + "1/5/19,x\n")) == [
        ": The file has 3,000,002 lines and 6,000,004 cells; a timeline may have 2,000,000 lines and "
        "20,000,000 cells. Look whether most of them are empty; take out what is not a timeline."
    ]


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(tmp_path: Path):
    path = tmp_path / "gp.docx"
    with path.open("wb") as file:
        file.truncate(300_000_000)

    assert said(read_timeline(path, agency="gp")) == [
        ": The file has 300 MB; a timeline may have 200 MB. "
        "Split it, or take out what is not a timeline (pictures make a file large)."
    ]


@pytest.mark.parametrize("depth", [300, 5_000, 200_000])
def test_deep_nesting_is_read_or_refused(tmp_path: Path, depth: int):
    body = "<w:sdt>" * depth + "</w:sdt>" * depth
    page = "<table><tr><td>" * depth

    for name, content in (("gp.docx", raw_document(body)), ("gp.html", f"<html>{page}".encode())):
        [message] = said(timeline(tmp_path, content, name))
        assert message


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_a_file_cut_short_is_refused(tmp_path: Path, name: str):
    data = document(TABLE) if name == "docx" else workbook({"Log": TABLE})
    for part in (2, 3, 10):
        assert said(timeline(tmp_path, data[: len(data) // part], f"gp.{name}")) == [DAMAGED]


# Pasted text


def test_pasted_text_is_read_as_cells_or_as_lines():
    cells = read_pasted('Date\tEvent\n1/5/19\t"Seen.\nWell."\n', agency="gp")
    lines = read_pasted("GP notes\n1 May 2019 - Seen.\nWell.\n2/5/19: Call\n", agency="gp")

    assert (cells.fields, cells.file) == ({"date": ["1/5/19"], "event": ["Seen.\nWell."]}, "pasted text")
    assert lines.fields == {"date": ["1 May 2019", "2/5/19"], "event": ["Seen.\nWell.", "Call"]}
    assert (lines.lines, lines.above) == ([2, 4], ("GP notes",))


def test_pasted_text_that_is_nothing_says_so():
    assert said(read_pasted("  \n", agency="gp")) == [": The file is empty. Ask the agency to send it again."]
