"""A case, its points and what its panel wrote, with everything replaced that the key replaces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from workbench.anonymising.dates_in_text import coarse_words
from workbench.anonymising.key import Key
from workbench.anonymising.making import TEXTS
from workbench.anonymising.people import is_role
from workbench.case import Agency, CaseFolder, Person, When
from workbench.case.evidence import label_of
from workbench.chronology import Case
from workbench.gaps import Gap, Point
from workbench.intake.dates import read_date
from workbench.intake.dates.spans import long_day
from workbench.journal import KINDS, Item, Value


def anonymised_case(case: Case, key: Key) -> Case:
    """Return a case in which nothing stands that the key replaces; the columns stay what they are."""
    folder = _folder(case.folder, key)
    return replace(
        case,
        folder=folder,
        entries=_entries(case.entries, key),
        people=tuple(_person(person, key) for person in case.people),
        relationships=tuple(
            replace(
                one,
                person=key.id(one.person),
                other=key.id(one.other),
                start=when_of(one.start, key),
                end=when_of(one.end, key),
            )
            for one in case.relationships
        ),
        timelines=(),
        problems=(),
        answers=replace(case.answers, glossary={}),
        contradictions=(),
        date_questions=(),
    )


def when_of(when: When, key: Key) -> When:
    """Return an interval of days moved, or made as coarse as the policy says."""
    if not when.dated or key.policy.dates == "keep":
        return replace(when, text=key.text(when.text), assumption="")
    if key.policy.dates == "shift":
        first, last = (None if day is None else key.day(day) for day in (when.earliest, when.latest))
        text = long_day(first) if first and first == last else key.text(when.text)
        return replace(when, text=text, earliest=first, latest=last, edtf="", assumption="")
    if when.exact and when.earliest:
        return read_date(coarse_words(when.earliest, key.policy.dates))
    first, last = (
        _widened(day, key.policy.dates, end) for day, end in ((when.earliest, False), (when.latest, True))
    )
    return replace(when, text=key.text(when.text), earliest=first, latest=last, edtf="", assumption="")


def _widened(day: date | None, policy: str, end: bool) -> date | None:
    """Return the first or last day of the month, quarter or year that a day lies in."""
    if day is None:
        return None
    months = {"month": 1, "quarter": 3, "year": 12}[policy]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    if not end:
        return first
    after = first.month - 1 + months
    return date(first.year + after // 12, after % 12 + 1, 1) - timedelta(days=1)


def _folder(folder: CaseFolder, key: Key) -> CaseFolder:
    agencies = {key.slugs.get(slug, slug): _agency(agency, key) for slug, agency in folder.agencies.items()}
    return replace(
        folder,
        # A title that is only the folder's name was never chosen for others to read.
        title="" if folder.title == label_of(folder.path.resolve().name) else key.text(folder.title),
        source=key.text(folder.source),
        index_date=_day(folder.index_date, key),
        period_from=_day(folder.period_from, key),
        period_to=_day(folder.period_to, key, end=True),
        agencies=agencies,
        files={},
        milestones={name: key.text(text) for name, text in folder.milestones.items()},
        terms_of_reference=tuple(map(key.text, folder.terms_of_reference)),
        problems=(),
    )


def _day(day: date | None, key: Key, *, end: bool = False) -> date | None:
    if day is None or key.policy.dates in ("keep", "shift"):
        return key.day(day) if day else None
    widened = _widened(day, key.policy.dates, end)
    if widened:
        key.produced.add(widened)  # the first of a month says the month, also where it was the day itself
    return widened


def _agency(agency: Agency, key: Key) -> Agency:
    slug = key.slugs.get(agency.slug, agency.slug)
    return replace(
        agency, slug=slug, label=key.text(agency.label), organisation=key.text(agency.organisation)
    )


def _person(person: Person, key: Key) -> Person:
    label = person.label if is_role(person.label) else key.text(person.label)
    return replace(
        person, id=key.id(person.id), label=label, note=key.text(person.note),
        birth=when_of(person.birth, key), death=when_of(person.death, key),
    )  # fmt: skip


def _entries(entries: pd.DataFrame, key: Key) -> pd.DataFrame:
    """Return the table with texts, dates, ids and codes replaced."""
    made = entries.copy()
    texts: dict[str, str] = {}

    def text(value: str) -> str:
        if value not in texts:
            texts[value] = key.text(value)
        return texts[value]

    for name in TEXTS:
        if name != "date_text":
            made[name] = [text(value) for value in entries[name]]
    _dates(made, entries, key)
    made.index = pd.Index([key.id(str(id)) for id in entries.index], name=entries.index.name)
    made["agency"] = [key.slugs.get(slug, slug) for slug in entries["agency"]]
    for name in ("paired_with", "same_as"):
        made[name] = [tuple(map(key.id, ids)) for ids in entries[name]]
    for name in ("told", "heard_from", "people", "whose_account"):
        made[name] = [tuple(key.slugs.get(one, one) for one in codes) for codes in entries[name]]
    for name, empty in (
        ("file", ""),
        ("part", ""),
        ("assumption", ""),
        ("end_date", ""),
        ("date_question", ""),
    ):
        made[name] = empty
    for name in ("others", "because", "instead_of"):
        made[name] = [{} for _ in range(len(entries))]
    return made


def _dates(made: pd.DataFrame, entries: pd.DataFrame, key: Key) -> None:
    """Replace the dates of entries, each distinct interval once."""
    columns = ("date_text", "earliest", "latest", "precision", "edtf")
    known: dict[tuple[Any, ...], When] = {}
    found: list[When] = []
    for row in zip(*(entries[name] for name in columns), strict=True):
        marked = tuple(None if value != value else value for value in row)
        if marked not in known:
            words, first, last, precision, edtf = row
            days = [None if pd.isna(day) else day.date() for day in (first, last)]
            known[marked] = when_of(When(words, *days, precision=precision, edtf=edtf), key)
        found.append(known[marked])
    made["date_text"] = [when.text for when in found]
    made["precision"] = [when.precision for when in found]
    made["edtf"] = [when.edtf for when in found]
    for name in ("earliest", "latest"):
        days = pd.to_datetime(pd.Series([getattr(when, name) for when in found], dtype=object))
        made[name] = days.to_numpy().astype("datetime64[s]")


def anonymised_points(points: Mapping[str, Point], key: Key) -> dict[str, Point]:
    """Return points to explore with texts, rows, agencies and days replaced, in the same order."""
    return {f"point {n}": _point(point, key) for n, point in enumerate(points.values(), start=1)}


def _point(point: Point, key: Key) -> Point:
    return replace(point, gaps=tuple(_gap(gap, key) for gap in point.gaps))


def _gap(gap: Gap, key: Key) -> Gap:
    return replace(
        gap,
        agencies=tuple(key.slugs.get(slug, slug) for slug in gap.agencies),
        since=_day(gap.since, key),
        until=_day(gap.until, key, end=True),
        people=tuple(map(key.id, gap.people)),
        events=tuple(map(key.id, gap.events)),
        suggested=tuple(map(key.id, gap.suggested)),
        ask=tuple(map(key.id, gap.ask)),
        question=key.text(gap.question),
        why=key.text(gap.why),
        caveats=tuple(map(key.text, gap.caveats)),
        coverage=key.text(gap.coverage),
    )


def anonymised_items(items: Iterable[Item], key: Key) -> tuple[Item, ...]:
    """Return what the panel wrote with everything replaced, dates of the review itself among it."""
    return tuple(_item(item, key) for item in items)


def _item(item: Item, key: Key) -> Item:
    sorts = KINDS[item.kind].fields
    fields = {name: _value(value, sorts.get(name, "text"), key) for name, value in item.fields.items()}
    return replace(item, fields=fields, made_by="", changed_by="")


def _value(value: Value, sort: str, key: Key) -> Value:
    if sort == "rows" and isinstance(value, tuple):
        return tuple(map(key.id, value))
    if sort in ("items", "date") or not isinstance(value, str | tuple):
        return value  # dates of items are those of the review and not of the child's life
    return key.text(value) if isinstance(value, str) else tuple(map(key.text, value))
