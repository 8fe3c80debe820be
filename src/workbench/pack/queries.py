"""What to ask each agency about its timeline, in plain words, by the rows as the agency sees them.

A query is not a gap: it asks what a cell means or whether a record was searched,
before anybody thinks about what happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from workbench.case import Problem, in_short
from workbench.chronology import Case, FileReport, file_reports
from workbench.chronology.dating import DATE_CELLS, DateQuestion
from workbench.chronology.elsewhere import ToldElsewhere
from workbench.coding.glossary import unknown_words
from workbench.gaps.wording import span_words
from workbench.intake import FIELDS, Timeline
from workbench.pack.request import columns, wording
from workbench.pack.rows import Rows

MOST = 10
"""Rows of one kind that are asked about one by one; those beyond it are summed up."""

SURE_ENOUGH = 0.8
"""Of a column that was understood less surely, the agency is asked whether that is right."""
MEANINGS: Mapping[str, str] = {column.field: column.heading.lower() for column in columns()}


@dataclass(frozen=True, slots=True)
class Query:
    """One thing to ask an agency."""

    kind: str
    """date, column, cell, words, source, months, contact or noticed."""
    question: str
    row: int | None = None
    """The row of the agency's own table, heading included; None where no single row is meant."""
    part: str = ""
    """The sheet or table that the row is in; "" where there is only one."""
    column: str = ""
    written: str = ""
    """What is written there, so that the row is found again."""
    events: tuple[str, ...] = ()
    """The entries it is about, as "police:14"; another agency's where a contact is asked about."""


KINDS: Mapping[str, Mapping[str, str]] = {words["kind"]: words for words in wording("queries")["kinds"]}
"""The kinds of query in the order of the letter, each with its words."""


def queries(case: Case, agency: str) -> list[Query]:
    """Return what to ask one agency, by kind and row."""
    return all_queries(case)[agency]


def all_queries(case: Case) -> dict[str, list[Query]]:
    """Return what to ask each agency of a case, by kind and row."""
    return {report.agency: file_queries(case, report) for report in file_reports(case)}


def file_queries(case: Case, report: FileReport) -> list[Query]:
    """Return what to ask about the file of a report, by kind and row."""
    timeline = next(timeline for timeline in case.timelines if timeline.agency == report.agency)
    return list(_Asking(case, timeline, report).all())


class _Asking:
    """The queries about one agency's file."""

    def __init__(self, case: Case, timeline: Timeline, report: FileReport) -> None:
        self._case, self._timeline, self._report = case, timeline, report
        self._rows = Rows(timeline)
        self._headings = {field: heading for heading, field in timeline.columns.items() if field}
        kinds: dict[str, list[Problem]] = {}
        # What has become of a file since it came in is for the panel, not for the agency.
        for problem in (problem for problem in report.problems if problem not in case.folder.problems):
            kinds.setdefault(self._kind_of(problem), []).append(problem)
        self._problems = kinds

    def all(self) -> Iterator[Query]:
        """Yield every query, in the order of the letter."""
        asked = {
            "date": self._dates, "column": self._columns, "cell": self._cells, "words": self._words,
            "source": self._sources, "months": self._months, "contact": self._contacts,
            "noticed": self._noticed,
        }  # fmt: skip
        for kind in KINDS:
            yield from asked[kind]()

    def _kind_of(self, problem: Problem) -> str:
        # What the reader noticed in a cell of dates (cells merged, a comment) is not about its date.
        noticed = problem in self._timeline.problems
        if self._timeline.columns.get(problem.column) in DATE_CELLS and not noticed:
            return "date"
        # A code that is not known comes under the name of its field.
        if problem.column.replace(" ", "_") not in FIELDS:
            return "noticed"
        # A whole column in the agency's own words is as it should be: there is nothing to ask.
        return "cell" if problem.row else "own words"

    def _dates(self) -> Iterator[Query]:
        doubted = {doubt.row for doubt in self._report.date_questions}
        found = [
            self._unread(problem)
            for problem in self._problems.get("date", ())
            if self._entry(problem) not in doubted
        ]
        found += map(self._doubted, self._report.date_questions)
        yield from self._capped(sorted(found, key=lambda query: (query.part, query.row or 0)))

    def _unread(self, problem: Problem) -> Query:
        # The remedy that stands in it speaks to the panel; the agency is asked.
        what = problem.problem.partition(" Write ")[0]
        words = KINDS["date"]
        question = words["empty"] if what == "No date." else words["unread"].format(problem=what)
        return self._of_problem("date", problem, question)

    def _doubted(self, doubt: DateQuestion) -> Query:
        words = KINDS["date"]
        read = words["read_as" if doubt.read_as else "not_read"].format(read_as=doubt.read_as)
        asked = words["likely" if doubt.likely else "no_likely"].format(likely=doubt.likely)
        return self._of_entry("date", doubt.row, f"{read} {doubt.why} {asked}", doubt.column)

    def _columns(self) -> Iterator[Query]:
        words, unknown = KINDS["column"], set(self._report.not_understood)
        for heading in self._report.columns:
            match = self._report.matches.get(heading)
            cells = self._timeline.others.get(heading) or self._timeline.fields.get(
                match.field if match else "", ()
            )
            example = in_short(next(filter(str.strip, cells), ""))
            if match and match.sure < SURE_ENOUGH:
                meaning = MEANINGS.get(match.field, match.field.replace("_", " "))
                yield Query(
                    "column", words["unsure"].format(meaning=meaning), column=heading, written=example
                )
            elif heading in unknown and example:  # an empty column holds nothing to ask about
                yield Query("column", words["ask"], column=heading, written=example)

    def _cells(self) -> Iterator[Query]:
        """Ask once about what stands in many rows."""
        same: dict[tuple[str, str], list[int]] = {}
        for problem in self._problems.get("cell", ()):
            if entry := self._entry(problem):
                same.setdefault((problem.column, problem.problem), []).append(entry)
        found = []
        for (column, what), entries in same.items():
            question = KINDS["cell"]["ask"].format(problem=what)
            heading = self._headings.get(column.replace(" ", "_"), column)
            if len(entries) == 1:
                found.append(self._of_entry("cell", entries[0], question, heading))
            else:
                named = self._rows.named(entries)
                found.append(
                    Query("cell", question, column=heading, written=named, events=self._ids(entries))
                )
        yield from self._capped(found)

    def _words(self) -> Iterator[Query]:
        """Ask about what nothing explains; where there is a guess, the panel says whether it is right."""
        entries = self._case.entries
        own = entries.loc[entries["agency"] == self._timeline.agency]
        known = self._case.answers.glossary
        unknown = unknown_words(own, self._case.agencies, self._case.people, glossary=known)
        asked = [one for one in unknown if not one.guess]
        alone = len(asked) if len(asked) <= MOST + 1 else MOST
        for one in asked[:alone]:
            entry = int(one.entries[0].rpartition(":")[2])
            query = self._of_entry("words", entry, KINDS["words"]["ask"].format(word=one.word))
            yield replace(query, events=one.entries)
        if rest := asked[alone:]:
            question = KINDS["words"]["more"].format(words=", ".join(one.word for one in rest))
            yield Query("words", question, events=tuple(one.entries[0] for one in rest))

    def _sources(self) -> Iterator[Query]:
        words, entries = KINDS["source"], self._report.without_source
        if entries and not self._report.has_source:
            yield Query("source", words["no_column"], events=self._ids(entries))
            return
        yield from self._capped([self._of_entry("source", entry, words["ask"]) for entry in entries])

    def _months(self) -> Iterator[Query]:
        for months in self._report.months_without_entries:
            yield Query("months", KINDS["months"]["ask"].format(months=months))

    def _contacts(self) -> Iterator[Query]:
        told = self._report.told_elsewhere
        alone = len(told) if len(told) <= MOST + 1 else MOST
        yield from map(self._contact, told[:alone])
        if rest := told[alone:]:
            # Their rows are another agency's and say nothing to this one: the days do.
            days = _when(min(one.earliest for one in rest), max(one.latest for one in rest))
            question = KINDS["contact"]["more"].format(number=len(rest), when=days)
            yield Query("contact", question, events=tuple(one.id for one in rest))

    def _contact(self, told: ToldElsewhere) -> Query:
        words = KINDS["contact"]
        question = words["suggested" if told.suggested else "ask"].format(
            other=self._case.agencies[told.by].label, when=_when(told.earliest, told.latest)
        )
        if not told.perhaps:
            return Query("contact", question + words["search"], events=(told.id,))
        entry = int(told.perhaps.rpartition(":")[2])
        near = self._of_entry("contact", entry, question + words["nearest"])
        return replace(near, events=(told.id,))

    def _noticed(self) -> Iterator[Query]:
        words = KINDS["noticed"]
        found = []
        for problem in self._problems.get("noticed", ()):
            question = words["unread" if problem.stops else "ask"].format(problem=problem.problem)
            found.append(self._of_problem("noticed", problem, question))
        yield from self._capped(found)

    def _entry(self, problem: Problem) -> int | None:
        return self._rows.entry_at(problem.row, problem.part)

    def _of_problem(self, kind: str, problem: Problem, question: str) -> Query:
        entry = self._entry(problem)
        if entry is not None:
            return self._of_entry(kind, entry, question, problem.column)
        return Query(kind, question, problem.row, problem.part, problem.column)

    def _of_entry(self, kind: str, entry: int, question: str, column: str = "") -> Query:
        rows = self._rows
        return Query(
            kind, question, rows.line(entry), rows.part(entry), column, rows.words(entry), self._ids([entry])
        )

    def _ids(self, entries: Iterable[int]) -> tuple[str, ...]:
        return tuple(f"{self._timeline.agency}:{entry}" for entry in entries)

    def _capped(self, found: list[Query]) -> Iterator[Query]:
        """Yield the first queries of a kind one by one, and what is beyond them as one."""
        if len(found) <= MOST + 1:
            yield from found
            return
        yield from found[:MOST]
        rest = [event for query in found[MOST:] for event in query.events]
        which = self._rows.named(int(event.rpartition(":")[2]) for event in rest)
        question = wording("letter")["more"].format(number=len(found) - MOST, which=which)
        yield Query(found[0].kind, question, events=tuple(rest))


def _when(earliest: date, latest: date) -> str:
    """Return "on 3 May 2018", "in May 2018" or "between 3 May 2018 and 9 May 2018"."""
    words = span_words(earliest, latest)
    if words.startswith("between "):
        return words
    return f"on {words}" if earliest == latest else f"in {words}"
