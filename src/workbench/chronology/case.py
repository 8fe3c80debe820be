"""A case as everything downstream sees it: settings, people, and every entry in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from workbench.case import (
    NEVER_DATED,
    Agency,
    Answers,
    CaseError,
    CaseFolder,
    Person,
    Problem,
    Relationship,
    When,
    collector_paused,
    in_short,
    open_folder,
    read_answers,
)
from workbench.chronology.dating import DateQuestion
from workbench.chronology.intervals import COVERAGE, Given, Intervals, intervals_of, read_given
from workbench.chronology.merge import merge
from workbench.chronology.pairs import Contradiction, pair
from workbench.coding import apply, code
from workbench.intake import (
    Timeline,
    by_row,
    keys_of,
    read_gedcom,
    read_people,
    read_relationships,
    read_timeline,
)
from workbench.intake.table_body import WITHOUT_A_DATE


@dataclass(frozen=True, eq=False)
class Case:
    """One loaded case. Frozen: a correction is a new case."""

    folder: CaseFolder
    entries: pd.DataFrame
    """Every entry in order, indexed by "agency:row"; see `workbench.chronology.merge`.
    Codes are in kind, kind_state, told, heard_from, people, topics, outcome, significance,
    child_seen, mode, whose_account; ``confirmed`` names the fields that people confirmed;
    ``scope`` is within, before, after or undated; ``paired_with`` holds the ids of the other
    ends of the same contact, ``same_as`` those of the other agencies' records of the same event."""
    people: tuple[Person, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    timelines: tuple[Timeline, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Everything a person should look at, of all files, in the order of the files."""
    answers: Answers = field(default_factory=Answers)
    """What people decided about this case; their codes are laid over the entries already."""
    contradictions: tuple[Contradiction, ...] = ()
    """What records of the same say that cannot all hold; nothing of it is resolved."""
    date_questions: tuple[DateQuestion, ...] = ()
    """Dates that are probably slips, to ask the agencies about."""
    given: Given = field(default_factory=Given)
    """What people said of statuses, involvement, households and coverage; see ``intervals``."""

    @property
    def agencies(self) -> Mapping[str, Agency]:
        """The agencies that sent a timeline, by slug."""
        return self.folder.agencies

    @cached_property
    def subjects(self) -> tuple[Person, ...]:
        """The children the review is about."""
        return tuple(person for person in self.people if person.subject)

    @property
    def born(self) -> When:
        """The birth of the first subject; undated where it is not known."""
        return self.subjects[0].birth if self.subjects else NEVER_DATED

    @property
    def died(self) -> When:
        """The death of the first subject; undated where there is none on record."""
        return self.subjects[0].death if self.subjects else NEVER_DATED

    @cached_property
    def period(self) -> tuple[date, date] | None:
        """The period reviewed; where case.toml names none, from the first to the last dated entry."""
        days = _ends(_beyond_doubt(self.entries))
        first = self.folder.period_from or (days[0] if days else None)
        last = self.folder.period_to or self.folder.index_date or (days[1] if days else None)
        if first is None or last is None:
            return None
        return min(first, last), max(first, last)

    @cached_property
    def intervals(self) -> Intervals:
        """Statuses, involvement, households and coverage over time; made when first asked for."""
        return intervals_of(self)

    def coverage(self, agency: str) -> tuple[date, date] | None:
        """The first and last day for which an agency supplied a timeline, or None."""
        found = self.intervals.of(COVERAGE, agency=agency)
        return (found[0].first, max(one.last for one in found)) if found else None


def _beyond_doubt(entries: pd.DataFrame) -> pd.DataFrame:
    """Return the entries whose date is not in question: a slip such as 2091 stretches no period."""
    return pd.DataFrame(entries[entries["date_question"] == ""])


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else value.date()


def _ends(entries: pd.DataFrame) -> tuple[date, date] | None:
    """Return the first and last day that a dated entry must reach, or None where none is dated.

    A vague date does not stretch it: "summer 2019" at the end of a table says
    nothing of August.
    """
    first = _day(entries["latest"].fillna(entries["earliest"]).min())
    last = _day(entries["earliest"].fillna(entries["latest"]).max())
    return (min(first, last), max(first, last)) if first and last else None


Progress = Callable[[str], None]
"""Told what is being done, in words, while a large case is read."""


@collector_paused()
def load_case(path: Path | str, *, partial: bool = False, progress: Progress = lambda doing: None) -> Case:
    """Open a case folder, read every timeline, and put all entries in one order.

    Raises CaseError with every problem that stops the case at once: settings
    and family that cannot be used, and a timeline that cannot be read at all.
    With ``partial`` such a timeline is left out instead, and said so on
    ``problems``; so is always one whose columns wait for somebody to say what they
    mean, which is enough to open a case with ``partial``. Problems of single rows
    are there too, and no row is lost to them.
    """
    folder = open_folder(path)
    if not folder.files:
        raise CaseError.at(
            "timelines",
            "The case holds no timeline.",
            "Put what the agencies sent into timelines/, one file per agency.",
        )
    answers = read_answers(folder.path)
    family = _Family(folder)
    timelines = _timelines(folder, answers, progress)
    given = read_given(folder, answers, family.people, _rows_by_key(timelines, answers))
    unread = [problem for timeline in timelines for problem in timeline.problems if problem.stops]
    useful = any(len(timeline) or (partial and timeline.waits) for timeline in timelines)
    useful &= partial or not any(not len(timeline) and not timeline.waits for timeline in timelines)
    wrong = () if family.stops else tuple(problem for problem in given.problems if problem.stops)
    if family.stops or wrong or (unread and not useful):
        raise CaseError(*wrong, *family.stops, *unread)
    progress("Putting all entries in order")
    born = next((person.birth for person in family.people if person.subject and person.birth.dated), None)
    keys = keys_of(timelines, {agency for agency, _ in answers.dates})
    entries, date_problems, questions = merge(timelines, born=born, answers=by_row(answers.dates, keys))
    progress(f"Reading what {len(entries)} entries say")
    entries, code_problems, laid_over = _coded(entries, folder, family.people, timelines, answers)
    progress("Pairing the two ends of each contact")
    pairing = pair(entries, folder.agencies)
    entries["paired_with"], entries["same_as"] = pairing.paired_with, pairing.same_as
    entries["scope"] = _scope(entries, folder)
    of_rows = [problem for timeline in timelines for problem in timeline.problems]
    said = {_place(problem) for problem in of_rows if problem.problem.endswith(WITHOUT_A_DATE)}
    of_rows += [problem for problem in date_problems if (*_place(problem)[:3], "") not in said]
    of_rows += code_problems
    return Case(
        folder,
        entries,
        family.people,
        family.relationships,
        timelines,
        (
            *folder.problems,
            *family.problems,
            *answers.problems,
            *given.problems,
            *laid_over,
            *sorted(of_rows, key=_place),
        ),
        answers,
        pairing.contradictions,
        questions,
        given,
    )


def _rows_by_key(timelines: tuple[Timeline, ...], answers: Answers) -> dict[tuple[str, str], str]:
    """Return the ids of the entries that intervals.csv names, by agency and key."""
    said = {(agency, key): "" for *_, about in answers.intervals for agency, _, key in [about.partition(" ")]}
    rows = by_row({key: key for key in said}, keys_of(timelines, {agency for agency, _ in said}))
    return {key: f"{agency}:{row}" for (agency, row), key in rows.items()}


def _place(problem: Problem) -> tuple[str, str, int, str]:
    return problem.file, problem.part, problem.row or 0, problem.column


def _timelines(folder: CaseFolder, answers: Answers, progress: Progress) -> tuple[Timeline, ...]:
    read = []
    for number, (slug, file) in enumerate(folder.files.items(), start=1):
        progress(f"Reading {file.name} ({number} of {len(folder.files)})")
        read.append(read_timeline(file, agency=slug, columns=answers.columns.get(slug)))
    return tuple(read)


def _coded(
    entries: pd.DataFrame,
    folder: CaseFolder,
    people: tuple[Person, ...],
    timelines: tuple[Timeline, ...],
    answers: Answers,
) -> tuple[pd.DataFrame, list[Problem], list[Problem]]:
    """Return the entries with their codes: what is stated or suggested, and over it what was confirmed."""
    entries, problems = code(
        entries,
        folder.agencies,
        people,
        columns={timeline.file: set(timeline.fields) for timeline in timelines},
        glossary=answers.glossary,
    )
    keys = keys_of(timelines, {agency for agency, _, _ in answers.codings})
    entries, more = apply(entries, answers.codings, keys, agencies=folder.agencies, people=people)
    return entries, problems, more


class _Family:
    """The family from people.csv and relationships.csv, or from family.ged; any of them may be missing."""

    def __init__(self, folder: CaseFolder) -> None:
        self.people: tuple[Person, ...] = ()
        self.relationships: tuple[Relationship, ...] = ()
        self.problems: tuple[Problem, ...] = ()
        self.stops: tuple[Problem, ...] = ()
        try:
            self._read(folder)
        except CaseError as error:
            self.stops = error.problems

    def _read(self, folder: CaseFolder) -> None:
        people, relationships = folder.path / "people.csv", folder.path / "relationships.csv"
        gedcom = folder.path / "family.ged"
        if gedcom.exists() and not people.exists():
            self.people, self.relationships, self.problems = read_gedcom(gedcom, folder.subjects)
            if relationships.exists():
                self._not_read("relationships.csv", "there is a family.ged and no people.csv")
            return
        if gedcom.exists():
            self._not_read("family.ged", "there is a people.csv, and the tables count")
        if people.exists():
            self.people, more = read_people(people, folder.subjects)
            self.problems += more
        elif folder.subjects:
            problem = f'There is no people.csv, so nothing is known of "{in_short(folder.subjects[0])}".'
            remedy = "Add people.csv (id, label, sex, birth, death, role) for ages and genogram."
            self.problems = (Problem("case.toml", None, "subject", problem, remedy),)
        if relationships.exists():
            self.relationships, more = read_relationships(relationships, self.people)
            self.problems += more

    def _not_read(self, file: str, why: str) -> None:
        """Say that a file of the family stands beside the one that counts."""
        remedy = "Take the one that is out of date away."
        self.problems += (Problem(file, None, "", f"It was not read: {why}.", remedy),)


def _scope(entries: pd.DataFrame, folder: CaseFolder) -> pd.Series:
    """Say of each entry whether it can lie within the period reviewed."""
    scope = pd.Series("within", index=entries.index, dtype=object)
    if folder.period_from:
        scope[entries["latest"] < pd.Timestamp(folder.period_from)] = "before"
    if folder.period_to:
        scope[entries["earliest"] > pd.Timestamp(folder.period_to)] = "after"
    scope[entries["earliest"].isna() & entries["latest"].isna()] = "undated"
    return scope
