"""The records of one event side by side: what each says, where they differ, what cannot all hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.chronology.case import Case
from workbench.chronology.pairs import Contradiction
from workbench.chronology.pairs.labels import agency_label, person_label, when_words
from workbench.vocabulary import KINDS, OUTCOMES

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that records of the same say something about."""

    field: str
    """What it is, as a heading: "Child seen"."""
    values: tuple[str, ...]
    """What each record says, "" where it says nothing."""
    differs: bool
    """True where two records say something and it is not the same; the words of an entry always differ."""
    suggested: tuple[bool, ...] = ()
    """For each record whether its words suggest it and nobody has confirmed it."""
    found: tuple[str, ...] = ()
    """What of it cannot all hold, one sentence each."""


def records_of_event(case: Case, id: str) -> tuple[str, ...]:
    """Return all records of the event that an entry records, itself among them, in order."""
    same = case.entries["same_as"]
    others = same.at[id]
    # Another agency's record also names the further record of this entry's own agency.
    return _in_order(case, {id, *others, *(same.at[others[0]] if others else ())})


def records_beside(case: Case, id: str) -> tuple[str, ...]:
    """Return what stands side by side with an entry: records of its event, other ends of its contact."""
    return _in_order(case, {*records_of_event(case, id), *case.entries.at[id, "paired_with"]})


def records_in_question(case: Case, found: Contradiction) -> tuple[str, ...]:
    """Return all records of the event that a contradiction is about, those that it names first.

    Of a contact they are its two ends, which need not be records of one event.
    """
    event = records_of_event(case, found.ids[0])
    if not set(found.ids) <= set(event):
        return found.ids
    return (*found.ids, *(id for id in event if id not in found.ids))


def contradictions_among(case: Case, ids: Sequence[str]) -> tuple[Contradiction, ...]:
    """Return what cannot all hold of what these entries say."""
    wanted = set(ids)
    return tuple(one for one in case.contradictions if wanted.issuperset(one.ids))


def places_that_differ(case: Case) -> dict[str, Contradiction]:
    """Return the contradictions by an id that says what they are, with a number where it is needed."""
    found: dict[str, Contradiction] = {}
    for one in case.contradictions:
        base = f"{one.field.replace(' ', '-')}@{one.ids[0]}"
        number = 1
        while (id := base if number == 1 else f"{base}~{number}") in found:
            number += 1
        found[id] = one
    return found


def differences(case: Case, ids: Sequence[str]) -> list[Row]:
    """Return what entries say, a row for each thing that at least one of them says something about.

    What cannot all hold comes first.
    """
    records = case.entries.loc[list(ids)].to_dict("records")
    found = contradictions_among(case, ids)
    rows = [*_compared(case, records, found), *_of_words(ids, found), *_as_written(records)]
    return sorted(rows, key=lambda row: not row.found)


def _in_order(case: Case, ids: set[str]) -> tuple[str, ...]:
    index = case.entries.index
    return tuple(str(index[place]) for place in sorted(index.get_indexer(sorted(ids))))


def _when(record: Record) -> str:
    return f"{when_words(record)}, {record['clock']}" if record["clock"] else when_words(record)


def _when_written(record: Record) -> str:
    return ", ".join(filter(str.strip, (record["date_text"], record["time"])))


_ANSWERS = {
    "whether the child was seen": "Child seen", "the date": "When", "the time": "When",
    "when it was sent and received": "When",
}  # fmt: skip
"""The row on which a contradiction stands; the others have a row of their own."""


def _compared(case: Case, records: Sequence[Record], found: Sequence[Contradiction]) -> Iterator[Row]:
    """Yield what can be compared: dates and codes."""
    agency: Callable[[str], str] = lambda token: agency_label(token, case.agencies)  # noqa: E731
    written = [_when_written(record) for record in records]
    read = [_when(record) for record in records]
    listed: list[tuple[str, str, Callable[[str], str]]] = [
        ("People", "people", lambda who: person_label(who, case.people)),
        ("Child seen", "child_seen", str),
        ("Told", "told", agency),
        ("Heard from", "heard_from", agency),
        ("Kind", "kind", lambda code: KINDS[code].label),
        ("Outcome", "outcome", lambda code: OUTCOMES[code].label),
    ]
    yield _row("When", read, found)
    if written != read:
        yield Row("When, as written", tuple(written), False, _none(records))
    for label, name, as_shown in listed:
        cells = [record[name] for record in records]
        codes = [cell if isinstance(cell, tuple) else (cell,) if cell else () for cell in cells]
        values = ["; ".join(sorted(as_shown(code) for code in of)) for of in codes]
        if any(values):
            yield _row(label, values, found, tuple(name in record["suggested"] for record in records))


def _row(
    label: str, values: Sequence[str], found: Sequence[Contradiction], suggested: tuple[bool, ...] = ()
) -> Row:
    said = tuple(one.why for one in found if _ANSWERS.get(one.field) == label)
    differs = len({value for value in values if value}) > 1
    return Row(label, tuple(values), differs, suggested or (False,) * len(values), said)


def _of_words(ids: Sequence[str], found: Sequence[Contradiction]) -> Iterator[Row]:
    """Yield what the words of the records say that cannot all hold: injury, arrest, who was there."""
    for one in found:
        if one.field not in _ANSWERS:
            said = dict(zip(one.ids, one.values, strict=True))
            label = one.field[:1].upper() + one.field[1:]
            # Read from the words, so suggested, whoever wrote them.
            yield Row(
                label,
                tuple(said.get(id, "") for id in ids),
                True,
                tuple(id in said for id in ids),
                (one.why,),
            )


def _as_written(records: Sequence[Record]) -> Iterator[Row]:
    for label, name in (
        ("What was recorded", "event"),
        ("Response", "response"),
        ("The agency's comment", "comment"),
        ("Source", "source"),
    ):
        values = tuple(str(record[name]).strip() for record in records)
        if any(values):
            yield Row(label, values, False, _none(records))


def _none(records: Sequence[Record]) -> tuple[bool, ...]:
    return (False,) * len(records)
