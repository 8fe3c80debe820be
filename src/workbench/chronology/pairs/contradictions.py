"""What the records of one event or contact say that cannot all hold. Findings: nothing is resolved here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd

from workbench.case import Agency
from workbench.chronology.pairs.events import MESSAGES
from workbench.chronology.pairs.labels import agency_label, when_words

SEEN = ("seen", "seen alone", "spoken with")
APART_MINUTES = 120
"""Two times of one event that lie further apart cannot both be its time."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One thing on which records of the same differ so that they cannot both hold."""

    ids: tuple[str, ...]
    field: str
    """child seen, date, time, injury, arrest, present: Father..."""
    values: tuple[str, ...]
    """What each of the entries says, in the order of ``ids``."""
    why: str
    """One sentence for a reader, without taking sides."""


Row = Mapping[str, Any]
Said = list[tuple[str, str]]
"""Ids with what each says."""


def find_contradictions(
    entries: pd.DataFrame,
    events: Iterable[Sequence[str]],
    contacts: Iterable[tuple[str, str]],
    agencies: Mapping[str, Agency],
) -> tuple[Contradiction, ...]:
    """Return what contradicts itself within each event, and contacts received before they were sent."""
    events, contacts = list(events), list(contacts)
    wanted = sorted({id for event in events for id in event} | {id for pair in contacts for id in pair})
    rows = _rows(entries.loc[wanted, [name for name in _COLUMNS if name in entries]])
    found = []
    for event in events:
        own = {id: rows[id] for id in event}
        for field, said in _of_event(own):
            found.append(_contradiction(field, said, own, agencies))
    for sent, received in contacts:
        own = {sent: rows[sent], received: rows[received]}
        for field, said in _of_contact(sent, received, own):
            found.append(_contradiction(field, said, own, agencies))
    return tuple(found)


_COLUMNS = (
    "agency", "kind", "child_seen", "clock", "earliest", "latest", "date_text", "edtf", "precision", "event",
    "response", "comment",
)  # fmt: skip


def _rows(entries: pd.DataFrame) -> dict[str, Row]:
    """Return each entry's cells; its days as numbers too, None where open."""
    columns: dict[str, list[Any]] = {name: entries[name].tolist() for name in entries}
    for name, end in (("first", "earliest"), ("last", "latest")):
        days = entries[end].to_numpy().astype("datetime64[D]")
        columns[name] = [
            None if open_ else day
            for day, open_ in zip(days.astype("int64").tolist(), np.isnat(days), strict=True)
        ]
    names = tuple(columns)
    cells = zip(*columns.values(), strict=True)
    return {id: dict(zip(names, row, strict=True)) for id, row in zip(entries.index, cells, strict=True)}


_SAID_OF = {
    "whether the child was seen": "the child",
    "the date": "the date",
    "the time": "the time",
    "when it was sent and received": "it",
}
"""What is recorded "as" something; of the other fields the values speak for themselves."""


def _contradiction(
    field: str, said: Said, rows: Mapping[str, Row], agencies: Mapping[str, Agency]
) -> Contradiction:
    """Return one finding with its sentence: "Police recorded the child as seen; Hospital as not seen."."""
    by_value: dict[str, list[str]] = {}
    for id, value in said:
        by_value.setdefault(value, []).append(agency_label(rows[id]["agency"], agencies))
    of = _SAID_OF.get(field, "")
    recorded = [
        f"{' and '.join(dict.fromkeys(labels))} {_as(value, of, first=not number)}"
        for number, (value, labels) in enumerate(by_value.items())
    ]
    why = f"{'; '.join(recorded)}."
    return Contradiction(tuple(id for id, _ in said), field, tuple(value for _, value in said), why)


def _as(value: str, of: str, *, first: bool) -> str:
    if not of:
        return f"recorded {value}" if first else value
    short = value.removeprefix(of.removeprefix("the ")).strip()  # "the child as seen", not "as child seen"
    return f"recorded {of} as {short}" if first else f"as {short}"


def _of_event(rows: Mapping[str, Row]) -> Iterator[tuple[str, Said]]:
    first_hand = {id: row for id, row in rows.items() if row.get("kind", "") not in MESSAGES}
    yield from _child_seen(first_hand)
    yield from _dates(first_hand)
    yield from _times(first_hand)
    yield from _words(rows)


def _child_seen(rows: Mapping[str, Row]) -> Iterator[tuple[str, Said]]:
    said = [(id, row.get("child_seen", "")) for id, row in rows.items()]
    said = [(id, value) for id, value in said if value == "not seen" or value in SEEN]
    if len({value == "not seen" for _, value in said}) == 2 and _may_overlap([rows[id] for id, _ in said]):
        yield "whether the child was seen", [(id, f"child {value}") for id, value in said]


def _dates(rows: Mapping[str, Row]) -> Iterator[tuple[str, Said]]:
    dated = {id: row for id, row in rows.items() if row["first"] is not None and row["last"] is not None}
    if not _may_overlap(list(dated.values())):
        yield "the date", [(id, when_words(row)) for id, row in dated.items()]


def _may_overlap(rows: Sequence[Row]) -> bool:
    """True if each two of them can lie on the same day."""
    firsts = [row["first"] for row in rows if row["first"] is not None]
    lasts = [row["last"] for row in rows if row["last"] is not None]
    return not firsts or not lasts or max(firsts) <= min(lasts)


def _times(rows: Mapping[str, Row]) -> Iterator[tuple[str, Said]]:
    timed = {id: row for id, row in rows.items() if row.get("clock")}
    minutes = [int(row["clock"][:2]) * 60 + int(row["clock"][3:]) for row in timed.values()]
    if len(timed) > 1 and max(minutes) - min(minutes) > APART_MINUTES and _may_overlap([*timed.values()]):
        yield "the time", [(id, row["clock"]) for id, row in timed.items()]


def _of_contact(sent: str, received: str, rows: Mapping[str, Row]) -> Iterator[tuple[str, Said]]:
    last, first = rows[received]["last"], rows[sent]["first"]
    if last is not None and first is not None and last < first:
        yield (
            "when it was sent and received",
            [(sent, f"sent {when_words(rows[sent])}"), (received, f"received {when_words(rows[received])}")],
        )


def _words(rows: Mapping[str, Row]) -> Iterator[tuple[str, Said]]:
    texts = {id: " . ".join(str(row.get(name, "")) for name in ("event", "response", "comment")).lower()
             for id, row in rows.items()}  # fmt: skip
    # Most records deny nothing: only those that do are looked through for what it is.
    denying = [id for id, text in texts.items() if _denials().search(text)]
    for field, holds, denied, words in _opposites() if denying else ():
        if not any(denied.search(texts[id]) for id in denying):
            continue
        said: Said = []
        for id, text in texts.items():
            is_denied = denied.search(text) is not None
            if is_denied != (holds.search(denied.sub(" ", text)) is not None):
                said.append((id, words[is_denied]))
        if len({value for _, value in said}) == 2:
            yield field, said


@cache
def _data() -> Mapping[str, Any]:
    text = files("workbench.chronology.pairs").joinpath("opposites.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _denials() -> re.Pattern[str]:
    """Return a pattern of all that says that something was not so, whoever it is said of."""
    listed = [*(one["not"] for one in _data()["opposite"]), _data()["present"]["not"]]
    return _pattern(phrase.replace("{person}", "").strip() for phrases in listed for phrase in phrases)


@cache
def _opposites() -> list[tuple[str, re.Pattern[str], re.Pattern[str], tuple[str, str]]]:
    """Return the field, the words for it, the words against it, and what each means."""
    data = _data()
    found = [
        (one["field"], _pattern(one["is"]), _pattern(one["not"]), tuple(one["words"]))
        for one in data["opposite"]
    ]
    present = data["present"]
    for person, called in present["person"].items():
        holds, denied = (
            _pattern([phrase.replace("{person}", word) for phrase in present[which] for word in called])
            for which in ("is", "not")
        )
        found.append(
            (f"who was there: {person}", holds, denied, (f"{person} present", f"{person} not present"))
        )
    return found


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(phrase).replace(r"\*", r"\w*") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")
