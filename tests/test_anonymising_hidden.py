"""Where a name can hide in a file: escaped, packed, cut in two, behind a picture, in bookmarks."""

from __future__ import annotations

import base64
import io
import json
import struct
import zipfile
import zlib
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from pypdf import PdfWriter
from pypdf.annotations import FreeText

from workbench.anonymising import Key, Policy, leaks_in

WORDS = {"Siân Prŷs": "Mother", "Protheroe": "[name 1]", "Llanfair": "[place 1]"}
KEY = Key(
    WORDS, dict.fromkeys(WORDS, "name"), 70, Policy(dates="month"), exact=frozenset({date(2015, 3, 12)})
)


def pdf(bookmark: str = "", note: str = "") -> bytes:
    """A page with nothing on it."""
    writer, content = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    if bookmark:
        writer.add_outline_item(title=bookmark, page_number=0)
    if note:
        writer.add_annotation(0, FreeText(text=note, rect=(0, 0, 50, 50)))
    writer.write(content)
    return content.getvalue()


def png(kind: bytes = b"", part: bytes = b"", behind: bytes = b"") -> bytes:
    """A picture of no dots."""
    chunks = [(kind, part)] if kind else []
    said = [
        struct.pack(">I", len(words)) + name + words + struct.pack(">I", zlib.crc32(name + words))
        for name, words in (*chunks, (b"IEND", b""))
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(said) + behind


def package(name: str, content: bytes, comment: bytes = b"") -> bytes:
    """A zip of one file."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as made:
        info = zipfile.ZipInfo(name)
        info.comment = comment
        made.writestr(info, content)
    return whole.getvalue()


def book(day: datetime, form: str, *, mac: bool = False) -> bytes:
    """A book with one day in a cell of a hidden sheet."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"date_1904": mac}) as made:
        made.add_worksheet("Open").write_number(0, 0, 42075)
        hidden = made.add_worksheet("Other")
        hidden.hide()
        hidden.write_datetime(3, 3, day, made.add_format({"num_format": form}))
    return content.getvalue()


PAGE = "<html><p>{}</p><br></html>"
PACKED = base64.b64encode(b"This is about Protheroe").decode()
FILES: dict[str, tuple[str, bytes]] = {
    "escapes of JSON": ("a.json", json.dumps({"x": "Siân Prŷs"}).encode()),
    "a name as the name of a value": ("a.json", b'{"si\\u00e2n pr\\u0177s": 1}'),
    "entities of a page": ("a.html", PAGE.format("Si&acirc;n Pr&#375;s").encode()),
    "tags within a word": ("a.html", PAGE.format("Proth<b>er</b>oe").encode()),
    "an attribute of a page": ("a.html", b'<html><img alt="Prother&#111;e"><br></html>'),
    "a remark in a drawing": ("a.svg", b"<svg><!-- Protheroe --><text>x</text></svg>"),
    "an address": ("a.svg", b'<svg><a href="mailto:x?subject=Prothero%65">x</a></svg>'),
    "a text within a page": ("a.html", PAGE.format(PACKED).encode()),
    "a drawing within a page": (
        "a.html",
        PAGE.format(
            '<img src="data:image/svg+xml;base64,'
            + base64.b64encode(b"<svg><text>Pro<tspan>theroe</tspan></text></svg>").decode()
            + '">'
        ).encode(),
    ),
    "a photograph within a page": ("a.html", b'<img src="data:image/jpeg;base64,' + b"A" * 40 + b'">'),
    "two bytes a letter without a mark": ("a.txt", "Protheroe rang".encode("utf-16-be")),
    "letters of an old computer": ("a.csv", "Siân,Siân Prys".encode("cp1252")),
    "letters and accents apart": ("a.txt", "Sia\u0302n Pry\u0302s".encode()),
    "a sign that nobody sees": ("a.txt", "Prothe\u00adroe".encode()),
    "two lines": ("a.txt", "Siân\nPrŷs".encode()),
    "a file's name": ("report_Protheroe_v2.txt", b"x"),
    "a day in a file's name": ("seen_2015-03-12.txt", b"x"),
    "a day in Welsh": ("a.txt", b"12 o Fawrth 2015"),
    "a day in words": ("a.txt", b"the twelfth of March 2015"),
    "a bookmark": ("a.pdf", pdf(bookmark="Protheroe")),
    "a note on a page": ("a.pdf", pdf(note="Protheroe")),
    "what is no PDF": ("a.pdf", b"%PDF-1.7 nothing"),
    "what a camera adds": ("a.png", png(b"eXIf", b"II*\0 Protheroe")),
    "a packed text of a picture": ("a.png", png(b"zTXt", b"Title\0\0" + zlib.compress(b"Protheroe"))),
    "what hangs behind a picture": ("a.png", png(behind=b"anything")),
    "a remark on a packed file": ("a.zip", package("a.txt", b"x", b"Protheroe")),
    "a cell that shows a day": ("a.xlsx", book(datetime(2015, 3, 12), "dd/mm/yyyy")),
    "a day in a format of every book": ("a.xlsx", book(datetime(2015, 3, 12), "m/d/yy")),
    "a day counted as an old Macintosh does": ("a.xlsx", book(datetime(2015, 3, 12), "d mmm yyyy", mac=True)),
    "a program in a document": ("a.docx", package("word/embeddings/a.bin", b"x")),
}  # fmt: skip


@pytest.mark.parametrize("where", FILES)
def test_a_name_does_not_hide(where: str, tmp_path: Path) -> None:
    """Each file holds one, or a part that nobody can look into."""
    name, content = FILES[where]
    (tmp_path / name).write_bytes(content)
    assert {leak.file for leak in leaks_in(tmp_path, KEY)} == {name}


CLEAN: dict[str, bytes] = {
    "a.pdf": pdf(bookmark="Mother", note="Seen in March 2015"),
    "a.png": png(b"tEXt", b"Title\0Network"),
    "a.html": PAGE.format("Protheroes &amp; Llanfairpwll, mother, March 2015").encode(),
    "a.zip": package("a.txt", b"[name 1] rang from [place 1]"),
    "a.xlsx": book(datetime(2015, 3, 13), "dd/mm/yyyy"),
    "a.json": json.dumps(["Mother", "12/2015"]).encode(),
}


def test_what_holds_none_is_no_leak(tmp_path: Path) -> None:
    """Pseudonyms, longer words, months."""
    for name, content in CLEAN.items():
        (tmp_path / name).write_bytes(content)
    assert leaks_in(tmp_path, KEY) == ()


@pytest.mark.parametrize("name", ["a.pdf", "a.png", "a.docx", "a.json", "a.svg", "a.zip"])
@pytest.mark.parametrize(
    "content", [b"", b"\0" * 100, b"\xff\xfe\xff", b"PK\x03\x04", b"<" * 50, b"{" * 5000]
)
def test_a_damaged_file_is_said_and_ends_nothing(name: str, content: bytes, tmp_path: Path) -> None:
    """A file that is none of its kind counts as one that cannot be looked into, or holds nothing."""
    (tmp_path / name).write_bytes(content)
    found = leaks_in(tmp_path, KEY)
    assert all(leak.what == "cannot be looked into" for leak in found)
    assert found or name in ("a.json", "a.svg")
