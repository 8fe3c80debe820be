"""The text of a piece of a Word document as it reads, and what stands in it that is not plain text.

Nothing that somebody has only proposed is taken silently: an insertion that was
not accepted is in the text, a deletion is not, and both are noted, as are
comments, pictures and hidden words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

WORD = ("http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main")  # fmt: skip
"""The namespace of Word's elements, as Word writes it and as the strict form of the standard has it."""
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@cache
def names(*words: str) -> tuple[str, ...]:
    """Return the tags of elements of Word in both namespaces."""
    return tuple(f"{{{namespace}}}{word}" for namespace in WORD for word in words)


P, TBL, TR, TC = names("p"), names("tbl"), names("tr"), names("tc")
_VAL = names("val")


def value(element: Any, *path: str) -> str | None:
    """Return the value of a property some steps below; "" where it is there without one, None where not."""
    for step in path:
        element = below(element, step)
        if element is None:
            return None
    return next((element.get(name) for name in _VAL if element.get(name) is not None), "")


def below(element: Any, word: str) -> Any:
    """Return the first child of a kind, or None."""
    tags = names(word)
    for child in element:
        if child.tag in tags:
            return child
    return None


@dataclass
class Words:
    """The text of a cell or paragraph, and what else is in it."""

    lines: list[str] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    """The numbers of the comments that are tied to it."""
    pictures: int = 0
    embedded: int = 0
    hidden: list[str] = field(default_factory=list)
    tables: list[Any] = field(default_factory=list)
    """Tables within it."""
    aside: list[str] = field(default_factory=list)
    """Footnotes and text boxes, which follow the text."""

    @property
    def text(self) -> str:
        """The text, a line for each paragraph."""
        return "\n".join((*self.lines, *self.aside)).strip("\n")


class Reader:
    """Reads elements of one document; knows its footnotes."""

    def __init__(self, notes: Mapping[tuple[str, str], str] | None = None) -> None:
        self._notes = notes or {}
        self._line: list[str] = []
        self._words = Words()

    def read(self, element: Any) -> Words:
        """Return the words of a cell, a paragraph or any other element."""
        before = self._words, self._line
        self._words, self._line = Words(), []
        self._each(element) if element.tag not in P else self._paragraph(element)
        self._end_line()
        words, (self._words, self._line) = self._words, before
        return words

    def _end_line(self) -> None:
        if self._line:
            self._words.lines.append("".join(self._line))
            self._line.clear()

    def _each(self, element: Any) -> None:
        for child in element:
            tag = child.tag
            if type(tag) is str:
                how = _HOW.get(tag)
                if how is None:
                    self._each(child)
                else:
                    how(self, child)

    # What each kind of element says

    def _text(self, element: Any) -> None:
        self._line.append(element.text or "")

    def _paragraph(self, element: Any) -> None:
        self._end_line()
        self._each(element)
        self._words.lines.append("".join(self._line))
        self._line.clear()

    def _run(self, element: Any) -> None:
        start = len(self._line)
        self._each(element)
        hidden = value(element, "rPr", "vanish")
        if hidden is not None and hidden not in ("0", "false") and len(self._line) > start:
            self._words.hidden.append("".join(self._line[start:]))

    def _nothing(self, element: Any) -> None:
        return

    def _tab(self, element: Any) -> None:
        self._line.append("\t")

    def _break(self, element: Any) -> None:
        self._line.append("\n")

    def _hyphen(self, element: Any) -> None:
        self._line.append("-")

    def _symbol(self, element: Any) -> None:
        code = next((v for k, v in element.attrib.items() if k.endswith("}char")), "")
        try:
            self._line.append(chr(int(code, 16)) if code else "")
        except (ValueError, OverflowError):
            self._line.append("\ufffd")

    def _inserted(self, element: Any) -> None:
        start = len(self._line)
        self._each(element)
        text = "".join(self._line[start:])
        if text.strip():
            self._words.inserted.append(text)

    def _deleted(self, element: Any) -> None:
        text = "".join(part.text or "" for part in element.iter(*names("delText", "t")))
        if text.strip():
            self._words.deleted.append(text)

    def _control(self, element: Any) -> None:
        """A content control; what it shows before anybody chose is no answer."""
        properties = below(element, "sdtPr")
        if properties is None or below(properties, "showingPlcHdr") is None:
            self._each(element)

    def _form_field(self, element: Any) -> None:
        """A drop-down or a box to tick of the older kind: its choice stands in its settings only."""
        choice = value(element, "ddList", "result")
        lists = [child for child in element if child.tag in names("ddList")]
        if lists:
            entries = [value(entry) or "" for entry in lists[0] if entry.tag in names("listEntry")]
            place = int(choice) if choice and choice.isdecimal() and len(choice) < 6 else 0
            self._line.append(entries[place] if place < len(entries) else "")
        for box in (child for child in element if child.tag in names("checkBox")):
            state = value(box, "checked")
            state = value(box, "default") if state is None else state
            self._line.append("\u2610" if state in (None, "0", "false") else "\u2612")

    def _note(self, element: Any) -> None:
        kind = "footnote" if element.tag in names("footnoteReference") else "endnote"
        number = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
        text = self._notes.get((kind, number), "")
        if text:
            self._words.aside.append(f"[{kind} {number}] {text}")
            self._line.append(f"[{kind} {number}]")

    def _comment(self, element: Any) -> None:
        self._words.comments.append(next((v for k, v in element.attrib.items() if k.endswith("}id")), ""))

    def _picture(self, element: Any) -> None:
        """A drawing: a text box is read, a picture is counted."""
        boxes = [box for box in element.iter(*names("txbxContent"))]
        self._words.pictures += not boxes
        for box in boxes:
            self._box(box)

    def _box(self, element: Any) -> None:
        words = self.read(element)
        if words.text.strip():
            self._words.aside.append(words.text)
        self._words.tables += words.tables
        for name in ("inserted", "deleted", "comments", "hidden"):
            getattr(self._words, name).extend(getattr(words, name))

    def _embedded(self, element: Any) -> None:
        self._words.embedded += 1

    def _alternatives(self, element: Any) -> None:
        """The same thing written for newer and for older programs: one of them is read."""
        ways = [child for child in element if type(child.tag) is str]
        if ways:
            self._each(ways[0])

    def _table(self, element: Any) -> None:
        self._end_line()
        self._words.tables.append(element)


_HOW: dict[str, Callable[[Reader, Any], None]] = {
    tag: how
    for how, words in (
        (Reader._text, ("t",)),
        (Reader._paragraph, ("p",)),
        (Reader._run, ("r",)),
        (Reader._tab, ("tab", "ptab")),
        (Reader._break, ("br", "cr")),
        (Reader._hyphen, ("noBreakHyphen",)),
        (Reader._symbol, ("sym",)),
        (Reader._inserted, ("ins", "moveTo")),
        (Reader._deleted, ("del", "moveFrom")),
        (Reader._control, ("sdt",)),
        (Reader._form_field, ("ffData",)),
        (Reader._note, ("footnoteReference", "endnoteReference")),
        (Reader._comment, ("commentReference",)),
        (Reader._picture, ("drawing", "pict")),
        (Reader._embedded, ("object",)),
        (Reader._table, ("tbl",)),
        (
            Reader._nothing,
            ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sectPr", "instrText", "delText",
             "delInstrText", "softHyphen"),
        ),
    )
    for tag in names(*words)
}  # fmt: skip
_HOW[f"{{{_COMPATIBILITY}}}AlternateContent"] = Reader._alternatives
