"""A case is a folder: opened, and checked against its fingerprints.

my-case/
  case.toml            what the review is about
  timelines/           exactly what the agencies sent; never changed
  timelines.sha256     the fingerprint of each timeline, as `sha256sum` writes it
  people.csv  relationships.csv       the family; or, where these are not there,
  family.ged                          as a family tree program writes it (GEDCOM)
  coding.csv  columns.csv  dates.csv  glossary.csv  intervals.csv      what people decided; see
                                      `workbench.case.answers`
  replaced/            timelines that were replaced by corrected ones
  findings.csv         optional: what a published review named
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from workbench.case.answers import FORMS
from workbench.case.evidence import (
    changed_evidence,
    changed_replaced,
    label_of,
    leads_elsewhere,
    sent_twice,
    timelines_in,
)
from workbench.case.model import Agency, CaseError, Problem, StatedInterval
from workbench.case.settings import nearest, read_settings
from workbench.case.together import finish_changes
from workbench.standards import Changes
from workbench.vocabulary import AGENCY_TYPES, agency_type_of

FILES = (
    "case.toml", "people.csv", "relationships.csv", "family.ged", "findings.csv",
    *(form.file for form in FORMS), "replaced",
)  # fmt: skip


@dataclass(frozen=True)
class CaseFolder:
    """The settings and files of one case, before any timeline is read."""

    path: Path
    title: str
    review_type: str
    jurisdiction: str
    subjects: tuple[str, ...]
    index_date: date | None
    period_from: date | None
    period_to: date | None
    agencies: Mapping[str, Agency]
    """By slug, in alphabetical order; one for each file in ``timelines/``."""
    files: Mapping[str, Path]
    """The timeline of each agency, by slug."""
    milestones: Mapping[str, str] = field(default_factory=dict)
    terms_of_reference: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()
    """Settings that nobody stated: the workbench guessed them when the case was made."""
    stated: tuple[StatedInterval, ...] = ()
    """Statuses, involvement, households and coverage that somebody stated, in the order of the file."""
    thresholds: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By the code of a pattern, what the case takes instead of its own thresholds."""
    standards: Changes = ()
    """What the case says about standards of the guidance, other than their file does."""
    source: str = ""
    """Where a sample case comes from: a published review, or invented."""
    problems: tuple[Problem, ...] = ()
    """What a person should look at; none of it keeps the case from opening."""


def open_folder(path: Path | str) -> CaseFolder:
    """Read a case's settings and list its timelines.

    Raises CaseError, with every problem at once, where the folder is no case or
    case.toml cannot be used. A timeline that changed since it was brought in is
    a problem on the list, not an error: the panel decides.
    """
    folder = Path(path)
    _must_be_a_case(folder)
    finish_changes(folder)
    files, problems = timelines_in(folder / "timelines")
    links = leads_elsewhere(folder, [*files.values(), *(folder / name for name in FILES)])
    stops = [problem for problem in (*problems, *links) if problem.stops]
    try:
        settings = read_settings(folder / "case.toml")
    except CaseError as error:
        raise CaseError(*error.problems, *stops) from error
    if stops:
        raise CaseError(*stops)
    agencies, unknown = _agencies(files, settings["agencies"])
    return CaseFolder(
        path=folder,
        title=settings["title"] or label_of(folder.resolve().name),
        review_type=settings["review_type"],
        jurisdiction=settings["jurisdiction"],
        subjects=settings["subjects"],
        index_date=settings["index_date"],
        period_from=settings["period_from"],
        period_to=settings["period_to"],
        agencies=agencies,
        files=files,
        milestones=settings["milestones"],
        terms_of_reference=settings["terms_of_reference"],
        guessed=settings["guessed"],
        stated=settings["stated"],
        thresholds=settings["thresholds"],
        standards=settings["standards"],
        source=settings["source"],
        problems=(
            *unknown,
            *problems,
            *sent_twice(files),
            *changed_evidence(folder, files),
            *changed_replaced(folder),
        ),
    )


def _must_be_a_case(folder: Path) -> None:
    if not folder.is_dir():
        raise CaseError.at(folder, "There is no such folder.", "Give the folder that holds case.toml.")
    if not (folder / "case.toml").is_file():
        raise CaseError.at(
            folder,
            "This folder is not a case: it holds no case.toml.",
            "Choose another folder, or make a case with: workbench new DIR --timelines FOLDER",
        )


def _agencies(
    files: Mapping[str, Path], named: Mapping[str, Mapping[str, Any]]
) -> tuple[dict[str, Agency], list[Problem]]:
    """Return the agency of every timeline, and a problem for each section without one."""
    agencies: dict[str, Agency] = {}
    for slug in sorted(files):
        said = named.get(slug, {})
        kind = said.get("type") or agency_type_of(files[slug].stem)
        organisation = said.get("organisation") or AGENCY_TYPES[kind].organisation
        agencies[slug] = Agency(slug, said.get("label") or label_of(files[slug].stem), kind, organisation)
    problems = []
    for slug in named:
        if slug not in files:
            there = ", ".join(files) or "none"
            problems.append(
                Problem(
                    "case.toml",
                    None,
                    f"agencies.{slug}",
                    "No timeline of that name is in timelines/.",
                    f"{nearest(slug, files)}Add the file, or take the section out. Timelines there: {there}.",
                )
            )
    return agencies, problems
