"""A whole pack, from a case's folder to a folder of documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from workbench.case import CaseError, Problem
from workbench.pack.documents import DOCUMENTS
from workbench.pack.making import (
    Document,
    Finished,
    PackInput,
    Progress,
    make_documents,
    pack_input,
    write_pack,
)


def make_pack(
    case: Path,
    to: Path,
    *,
    today: date,
    cite_rows: bool = True,
    only: Sequence[str] = (),
    progress: Progress = lambda done, of, title: None,
) -> Finished:
    """Make the documents of a case in a folder, all of them or none.

    ``only`` names some of `DOCUMENTS` by their slugs. Raises CaseError, with everything that is
    wrong, where the case cannot be read, a document's words cannot be used, or the folder holds
    something else or cannot be written.
    """
    chosen = chosen_documents(only)
    _must_not_be_inside(to, case)
    given = pack_input(case, today=today, cite_rows=cite_rows)
    return _written(given, chosen, to, progress)


def chosen_documents(only: Sequence[str]) -> tuple[Document, ...]:
    """Return some documents by their slugs, or all; raise CaseError for what is none."""
    known = {document.slug: document for document in DOCUMENTS}
    unknown = [slug for slug in only if slug not in known]
    if unknown:
        raise CaseError(
            *(
                Problem(slug, None, "", "There is no such document.", f"Documents: {', '.join(known)}.")
                for slug in unknown
            )
        )
    return tuple(known[slug] for slug in only) if only else DOCUMENTS


def _must_not_be_inside(to: Path, case: Path) -> None:
    if to.resolve().is_relative_to(case.resolve()):
        remedy = "Choose a folder beside the case: what stands in it is what agencies sent and people wrote."
        raise CaseError.at(to, "The pack would stand inside the case.", remedy)


def _written(given: PackInput, chosen: Sequence[Document], to: Path, progress: Progress) -> Finished:
    made = make_documents(given, chosen, progress)
    said = {"made": given.today.isoformat(), "anonymised": given.anonymised, "rows": given.cite_rows}
    return Finished(to, write_pack(made, to, said=said))
