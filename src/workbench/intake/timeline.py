"""One door for what agencies send: `read_timeline` finds the format and reads the file whole.

Each format has its reader in a file of its own beside this one; what a file is
follows from its content (`recognising`), never from its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from workbench.case import collector_paused
from workbench.intake.assembling import Timeline, timeline_of, unread
from workbench.intake.recognising import Kind, kind_of, misnamed
from workbench.intake.table import MOST_BYTES, Contents, Unreadable


@collector_paused()
def read_timeline(path: Path, *, agency: str, columns: Mapping[str, str] | None = None) -> Timeline:
    """Read one agency's file; never raises for what is in it.

    What cannot be read is in ``problems``, with table, row, column and remedy, and
    a row that holds anything becomes an entry: nothing is dropped. ``columns`` says
    which field a heading means where a person chose ("" for none).
    """
    name = f"timelines/{path.name}"
    try:
        data = _bytes(path)
        kind = kind_of(data)
        contents = reader_of(kind)(data)
        remark = misnamed(path.suffix, kind)
        if remark:
            contents = replace(contents, remarks=(remark, *contents.remarks))
        return timeline_of(agency, name, contents, chosen=columns)
    except Unreadable as error:
        problem = error
    except OSError as error:
        problem = Unreadable(
            f"The file cannot be opened ({error.strerror}).", "Check that it is there and not in use."
        )
    except MemoryError:
        problem = Unreadable(
            "The file needs more memory than this machine has.", "Split it, or close other programs."
        )
    return unread(agency, name, problem)


def reader_of(kind: Kind) -> Callable[[bytes], Contents]:
    """Return the reader of a format; those that need a library are imported where they are used."""
    if kind is Kind.DOCUMENT:
        from workbench.intake.document import read_document

        return read_document
    if kind in (Kind.WORKBOOK, Kind.OPEN_WORKBOOK, Kind.OLD_WORKBOOK):
        from workbench.intake.workbook import read_workbook

        return lambda data: read_workbook(data, kind)
    if kind is Kind.PAGE:
        from workbench.intake.web_page import read_page

        return read_page
    from workbench.intake.text_file import read_text

    return read_text


def _bytes(path: Path) -> bytes:
    """Return what is in a file, unless it is far too large for a timeline."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise Unreadable(
            f"The file has {size // 1_000_000} MB; a timeline may have {MOST_BYTES // 1_000_000} MB.",
            "Split it, or take out what is not a timeline (pictures make a file large).",
        )
    return path.read_bytes()
