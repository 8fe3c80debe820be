"""What the whole page is narrowed to: agencies, people, kinds, topics, words, and a window of days.

One bar for every view. It offers only what the case holds as it is shown: with
later things hidden, no later agency, person or topic is named in it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from workbench.chronology import Case, Narrower, Narrowing, part_of
from workbench.intake.dates import long_day, read_date
from workbench.pages import views
from workbench.pages.narrow_options import ANY, FIELDS, label_of, offered
from workbench.pages.sheet import Sheet, written
from workbench.vocabulary.sentences import counted

KEYS = (*FIELDS, "words", "since", "until", "undated")
"""What the address says of this bar."""
REACH = ("since", "until")


@dataclass(frozen=True, eq=False)
class Kept:
    """The entries of the whole case that the page is narrowed to."""

    wanted: Narrowing
    ids: pd.Index
    """Of all that is wanted, in order."""
    any_days: pd.Index
    """The same, whichever their days."""


class NarrowPanel:
    """The bar, and what follows from it: which entries every view is about."""

    def __init__(self, case: Case) -> None:
        self.whole = self._case = case
        self._narrower = Narrower(case)
        self.wanted = Narrowing()
        self._parts: dict[int, Case] = {}
        """By the number of their entries' index: a page asks for the same part several times."""
        self.kept: Kept | None = None
        """None while nothing is narrowed."""
        self.said: tuple[str, ...] = ()
        """What could not be done as asked, in words."""
        self._typed: dict[str, str] = {}
        """Days as they were typed, where they could not be read."""
        self.sheet = Sheet(look="narrow", label="What the page is narrowed to")

    # What a reader does

    def take(self, kind: str, what: str) -> bool:
        """Do what was chosen in the bar; False where that is none of its own things."""
        done: dict[str, Callable[[str], Narrowing]] = {
            "only": self._with, "without": self._without, "find": self._find, "days": self._days,
            "undated": self._undated, "rows": self._everything,
        }  # fmt: skip
        if kind not in done or (kind == "rows" and what != "all"):
            return False
        self.said, self._typed = (), {}
        self._want(done[kind](what))
        return True

    def _with(self, what: str) -> Narrowing:
        field, _, value = what.partition(":")
        if field not in FIELDS or not value:
            return self.wanted
        others = [one for one in getattr(self.wanted, field) if one != value]
        return replace(self.wanted, undated=False, **{field: (*others, value)})

    def _without(self, what: str) -> Narrowing:
        field, _, value = what.partition(":")
        if field in FIELDS:
            left = tuple(one for one in getattr(self.wanted, field) if one != value)
            return replace(self.wanted, **{field: left})
        if field == "window":
            return self.wanted.any_days
        return replace(self.wanted, words="", undated=False) if field in ("words", "undated") else self.wanted

    def _find(self, form: str) -> Narrowing:
        given = {name: str(text).strip() for name, text in json.loads(form).items()}
        days, said = {}, []
        for name in REACH:
            days[name], problem = _day_of(name, given.get(name, ""))
            said += [problem] if problem else []
        if not said and days["since"] and days["until"] and days["since"] > days["until"]:
            said = [f"{long_day(days['since'])} is later than {long_day(days['until'])}: give the days the "
                    "other way round."]  # fmt: skip
        if said:
            self.said = tuple(said)
            self._typed = {name: given.get(name, "") for name in REACH}
            days = {name: getattr(self.wanted, name) for name in REACH}
        return replace(self.wanted, words=given.get("words", ""), **days)

    def _days(self, what: str) -> Narrowing:
        since, _, until = what.partition("..")
        with suppress(ValueError):
            return replace(
                self.wanted, since=date.fromisoformat(since), until=date.fromisoformat(until), undated=False
            )
        return self.wanted.any_days

    def _undated(self, lane: str) -> Narrowing:
        agencies = (lane,) if lane in self.whole.agencies else ()
        return Narrowing(agencies=agencies, undated=True)

    def _everything(self, _: str) -> Narrowing:
        return Narrowing()

    def _want(self, wanted: Narrowing) -> None:
        self.wanted, self.kept, self._parts = wanted, None, {}
        if wanted:
            ids = self._narrower.kept(wanted)
            any_days = self._narrower.kept(wanted.any_days) if wanted.window else ids
            self.kept = Kept(wanted, ids, any_days)

    def show_case(self, case: Case) -> None:
        """Take another cut of the same case: whole, or without what came later."""
        self._case = case
        self._parts = {}

    # What follows from it

    @property
    def part(self) -> Case:
        """The case as it is shown, with nothing but what is wanted."""
        return self._part(self.kept.ids) if self.kept else self._case

    @property
    def part_of_any_days(self) -> Case:
        """The same whichever their days: the lanes have an axis of days, and say what lies beyond it."""
        return self._part(self.kept.any_days) if self.kept else self._case

    def _part(self, ids: pd.Index) -> Case:
        if id(ids) not in self._parts:
            self._parts[id(ids)] = part_of(self._case, ids, agencies=self.wanted.agencies)
        return self._parts[id(ids)]

    @property
    def days(self) -> tuple[date, date] | None:
        """The window, its open side taken from the period; None without one."""
        if not self.wanted.window:
            return None
        first, last = self.whole.period or (self.wanted.since, self.wanted.until)
        since = self.wanted.since or min(one for one in (first, self.wanted.until) if one)
        until = self.wanted.until or max(one for one in (last, self.wanted.since) if one)
        return since, until

    @property
    def words(self) -> str:
        """What the page is narrowed to as part of a sentence; "" for nothing."""
        return ", ".join(words for _, _, words in self._chips())

    @property
    def amount(self) -> str:
        """How many entries are kept, of all that are shown; "" while nothing is narrowed."""
        if self.kept is None:
            return ""
        kept, of = len(self.part.entries), len(self._case.entries)
        return f"{kept:,} of {counted(of, 'entry', 'entries')}"

    # The address

    @property
    def state(self) -> dict[str, str]:
        """What the address says of it."""
        wanted = self.wanted
        days = {name: day.isoformat() for name in REACH if (day := getattr(wanted, name))}
        lists = {field: ",".join(getattr(wanted, field)) for field in FIELDS}
        return {**lists, "words": wanted.words, **days, "undated": "on" if wanted.undated else ""}

    def visit(self, state: Mapping[str, str]) -> None:
        """Narrow to what an address says; what it names and is not here is said in words."""
        said: list[str] = []
        found: dict[str, Any] = {}
        for field, name in FIELDS.items():
            values = [one for one in state.get(field, "").split(",") if one]
            known = dict(offered(self.whole, field))
            found[field] = tuple(dict.fromkeys(one for one in values if one in known))
            said += [f"The address names {name} “{one}”, which is not in this case."
                     for one in values if one not in known]  # fmt: skip
        for name in REACH:
            try:
                found[name] = date.fromisoformat(state[name]) if state.get(name) else None
            except ValueError:
                found[name] = None
                said.append(f"The address says “{state[name]}”, which is no day: all days are shown.")
        if found["since"] and found["until"] and found["since"] > found["until"]:
            found["since"], found["until"] = found["until"], found["since"]
        self.said, self._typed = tuple(said), {}
        self._want(Narrowing(**found, words=state.get("words", ""), undated=state.get("undated") == "on"))

    # What is shown

    def show(self, *, more: tuple[str, ...] = (), **around: Any) -> None:
        """Write the bar. ``more`` is what else could not be done; ``around`` what stands beside it."""
        wanted = self.wanted
        fields = [(field, ANY[field], self._still_offered(field)) for field in FIELDS]
        left_out = self._narrower.undated_left_out(wanted) if self._case is self.whole else 0
        self.sheet.html = written(
            "narrow.html",
            fields=[one for one in fields if one[2]],
            words=wanted.words,
            since=self._typed.get("since", views.day_in_words(wanted.since)),
            until=self._typed.get("until", views.day_in_words(wanted.until)),
            chips=self._chips(),
            amount=self.amount,
            left_out=counted(left_out, "entry", "entries") if left_out else "",
            said=(*self.said, *more),
            **around,
        )

    def _still_offered(self, field: str) -> list[tuple[str, str]]:
        """Return what of a field can still be added, with labels."""
        return [one for one in offered(self._case, field) if one[0] not in getattr(self.wanted, field)]

    def _chips(self) -> list[tuple[str, str, str]]:
        """Return what is wanted, each with its field, how to take it out again, and its words."""
        wanted = self.wanted
        chips = [
            (field, f"{field}:{value}", label_of(self._case, field, value))
            for field in FIELDS
            for value in getattr(wanted, field)
        ]
        if wanted.words:
            chips.append(("words", "words:", f"“{wanted.words}”"))
        if wanted.undated:
            chips.append(("undated", "undated:", "no date read"))
        if self.days:
            chips.append(("window", "window:", views.span_in_words(*self.days)))
        return chips


def _day_of(name: str, text: str) -> tuple[date | None, str]:
    """Return the first day that a date can mean, for an end the last; or why there is none."""
    if not text:
        return None, ""
    when = read_date(text)
    day = (when.earliest or when.latest) if name == "since" else (when.latest or when.earliest)
    if day:
        return day, ""
    return None, f"“{text}” was not read as a day. Write it as 17 April 2019, 17/04/2019 or April 2019."
