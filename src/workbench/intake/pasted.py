"""Text that somebody pasted: cells divided by tabs, as Word and Excel copy them, or lines with a date."""

from __future__ import annotations

from workbench.intake.assembling import Timeline, timeline_of, unread
from workbench.intake.table import Unreadable
from workbench.intake.text_file import read_text

NAME = "pasted text"


def read_pasted(text: str, *, agency: str) -> Timeline:
    """Read pasted text as a timeline; never raises for what is in it."""
    try:
        return timeline_of(agency, NAME, read_text(text.encode("utf-8", "replace")))
    except Unreadable as error:
        return unread(agency, NAME, error)
