"""The part of the enquire page that makes the documents, as one package to save."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbench.case import PointKey
from workbench.chronology import Case
from workbench.gaps import Decided
from workbench.journal import Item
from workbench.pages.sheet import written


@dataclass(frozen=True)
class Package:
    """Documents in one zip file, and what there is to say about them."""

    name: str
    content: bytes
    said: str


def pack_html() -> str:
    """Return the form that says which documents to make; its answer is "pack:", and then the form as JSON."""
    from workbench.pack.documents import DOCUMENTS

    return written("pack.html", documents=[(one.slug, one.title, one.in_anonymised) for one in DOCUMENTS])


def package(
    case: Case,
    items: Sequence[Item],
    decided: Mapping[PointKey, Decided],
    form: Mapping[str, str],
    say: Callable[[str], None],
) -> Package:
    """Make the documents that a form asks for; raise CaseError with what keeps them from being made.

    ``decided`` is what became of the points.
    """
    from workbench.pack.making import input_of
    from workbench.pack.whole import Anonymised, make_pack

    today, cite_rows = date.today(), "rows" in form
    anonymised = Anonymised() if "anonymised" in form else None
    with tempfile.TemporaryDirectory(prefix="workbench-") as place:
        made = make_pack(
            case.folder.path,
            Path(place) / "pack",
            today=today,
            only=[slug for slug in form.get("document", "").split("\n") if slug],
            anonymised=anonymised,
            progress=lambda done, of, title: say(f"{done + 1} of {of}: {title}" if title else ""),
            given=input_of(case, items, decided, today=today, cite_rows=cite_rows),
        )
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
            for name in made.files:
                package.write(made.folder / name, name)
    words = f"{len(made.files)} files were made and given to your browser to save."
    if made.guessed:
        words += f" Replaced because they could be names: {', '.join(made.guessed)}."
    if made.left_out:
        words += f" Left out: {', '.join(made.left_out)}."
    if anonymised:
        words += " No key was kept. Read every document before you pass it on."
    kind = "anonymised documents" if anonymised else "documents"
    name = kind if anonymised else f"{case.folder.path.resolve().name} {kind}"
    return Package(f"{name}.zip", held.getvalue(), words)
