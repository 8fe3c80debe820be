"""A whole pack, from a case's folder to a folder of documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.case import CaseError, Problem
from workbench.pack.documents import DOCUMENTS
from workbench.pack.making import (
    Document,
    Finished,
    Made,
    PackInput,
    Progress,
    make_documents,
    pack_input,
    write_pack,
)

if TYPE_CHECKING:
    from workbench.anonymising import Key


@dataclass(frozen=True)
class Anonymised:
    """What an anonymised pack needs beside the case."""

    key_file: Path | None = None
    """Where the key is kept, or is there already; None makes one that nobody keeps."""
    password: str = ""


def make_pack(
    case: Path,
    to: Path,
    *,
    today: date,
    cite_rows: bool = True,
    only: Sequence[str] = (),
    anonymised: Anonymised | None = None,
    progress: Progress = lambda done, of, title: None,
    given: PackInput | None = None,
) -> Finished:
    """Make the documents of a case in a folder, all of them or none; ``given`` where it is read already.

    ``only`` names some of `DOCUMENTS` by their slugs. Raises CaseError, with everything that is
    wrong, where the case cannot be read, a document's words cannot be used, the folder holds
    something else or cannot be written, or an anonymised document holds what it must not.
    """
    chosen = chosen_documents(only)
    _must_not_be_inside(to, case)
    given = given or pack_input(case, today=today, cite_rows=cite_rows)
    if anonymised is None:
        return _written(given, chosen, to, progress)
    return _anonymised(case, given, chosen, to, anonymised, progress)


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


def _anonymised(
    case: Path, given: PackInput, chosen: Sequence[Document], to: Path, how: Anonymised, progress: Progress
) -> Finished:
    """Make an anonymised pack: each document by its policy, and every file looked into first."""
    from workbench.anonymising import leaks_in

    key = _key(case, given, how)
    kept = [document for document in chosen if document.in_anonymised]
    left_out = tuple(document.title for document in chosen if not document.in_anonymised)
    made: list[Made] = []
    inputs: dict[str, PackInput] = {}
    for number, document in enumerate(kept):
        progress(number, len(kept), document.title)
        dates = key.policy.for_document(document.slug).dates
        if dates not in inputs:
            inputs[dates] = _without_names(given, key.with_dates(dates))
        made += document.make(inputs[dates])
    progress(len(kept), len(kept), "")

    def check(folder: Path) -> None:
        found = leaks_in(folder, key, allowed=[given.today])
        if found:
            remedy = "Nothing was written. Add the words to anonymise.toml, or change them in the case."
            raise CaseError(
                *(
                    Problem(leak.file, None, leak.place, f"{leak.what}: “{leak.found}”.", remedy)
                    for leak in found
                )
            )

    said = {"made": given.today.isoformat(), "anonymised": True, "rows": given.cite_rows}
    return Finished(to, write_pack(made, to, said=said, check=check), left_out, key.guessed)


def _key(case: Path, given: PackInput, how: Anonymised) -> Key:
    """Return the key of a case: the one that is kept, or a new one, which is kept where there is a place."""
    from workbench.anonymising import new_key, open_key, read_policy

    file = how.key_file
    if file is not None and file.resolve().is_relative_to(case.resolve()):
        remedy = "Keep it somewhere else: whoever has the case would have the key."
        raise CaseError.at(file, "The key would stand inside the case.", remedy)
    fresh = new_key(given.case, read_policy(case), given.items)
    if file is None:
        return fresh
    if file.exists():
        fresh = fresh.after(open_key(file, how.password))
    fresh.save(file, how.password)
    return fresh


def _without_names(given: PackInput, key: Key) -> PackInput:
    from workbench.anonymising import anonymised_case, anonymised_items, anonymised_points

    found = anonymised_points(given.points, key)
    names = dict(zip(given.points, found, strict=True))
    return replace(
        given,
        case=anonymised_case(given.case, key),
        points=found,
        states={names[id]: state for id, state in given.states.items() if id in names},
        items=anonymised_items(given.items, key),
        anonymised=True,
    )
