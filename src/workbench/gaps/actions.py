"""An action agreed in a meeting, a plan or a decision: who is to do what, and by when.

Read from the words of an entry by the lists of `actions.toml`: "SW to refer to
CAMHS by 12 March". What only goes on ("will monitor") is no action.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from workbench.gaps.concerns import MEETINGS
from workbench.gaps.entry import Entry
from workbench.intake.dates import read_date
from workbench.vocabulary import AGENCY_TYPES

AGREEING = (
    *MEETINGS, "plan_made_or_changed", "decision_front_door", "assessment_completed", "supervision",
    "s47_enquiry",
)  # fmt: skip
"""Kinds of entry in which somebody agrees what is to be done."""
FAMILY, OWN = "family", "own"
STEM = 6
"""So many letters of a word find its other forms."""


@dataclass(frozen=True)
class Action:
    """One action: its owner (a type of agency, or the family), what it is, whom it goes to."""

    owner: str
    act: str
    target: str
    """The type of agency that it names besides its owner, or ""."""
    about: frozenset[str]
    """The beginnings of the words that say what it is about."""
    due: date | None
    """The last day that it names itself."""

    def same_as(self, other: Action) -> bool:
        """True if both ask the same of the same owner."""
        alike = bool(self.about & other.about) or (not self.about and not other.about)
        return (self.owner, self.act, self.target) == (other.owner, other.act, other.target) and alike

    @property
    def label(self) -> str:
        """How a sentence calls it: "a referral to CAMHS"."""
        label: str = _data()["acts"][self.act]["label"]
        return f"{label} ({AGENCY_TYPES[self.target].label})" if self.target else label

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of entry that would show it done."""
        return tuple(_data()["acts"][self.act]["kinds"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("workbench.gaps").joinpath("actions.toml").read_text(encoding="utf-8"))


@cache
def _owners() -> dict[str, str]:
    """Return the words for those who act, each with the type of agency that it means."""
    found = {word: code for code, kind in AGENCY_TYPES.items() for word in (code, *kind.words)}
    return found | {word: owner for owner, words in _data()["owners"].items() for word in words}


@cache
def _acts() -> dict[str, str]:
    return {word: act for act, block in _data()["acts"].items() for word in block["words"]}


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _verb() -> str:
    return rf"(?P<verb>{_either(_acts())}|{_either(_data()['lasting']['words'])})(?!\w)"


@cache
def _may_be_active() -> re.Pattern[str]:
    """Return what every text holds in which `_sentence` finds anything; to look for it is far cheaper."""
    return re.compile(rf"(?:to|will)\s+(?:also\s+|now\s+)?{_verb()}")


_MAY_BE_PASSIVE = re.compile(r"\sto\s+be\s")


@cache
def _sentence() -> re.Pattern[str]:
    """Return what finds "SW to refer ...", "agreed that HV will visit ...", "To chase ..."."""
    own = r"(?:^|[.;:]\s*|\bactions?\s+)(?:agreed\s+)?(?:to|will)"
    owned = rf"(?<![\w&])(?P<owner>{_either(_owners())})\s+(?:team\s+)?(?:is\s+|are\s+|was\s+|were\s+)?"
    owned += r"(?:agreed\s+|advised\s+|asked\s+|encouraged\s+|reminded\s+|tasked\s+)?(?:to|will)"
    return re.compile(rf"(?:{owned}|{own})\s+(?:also\s+|now\s+)?{_verb()}(?P<rest>[^.;]*)")


@cache
def _passive() -> re.Pattern[str]:
    """Return what finds "life story work to be done by the social worker"."""
    return re.compile(
        r"(?P<rest>[^.;:]*)\s+to\s+be\s+(?P<verb>\w+)(?P<more>[^.;]*?)\s+by\s+(?:the\s+)?"
        rf"(?P<owner>{_either(_owners())})(?!\w)"
    )


@cache
def _advised() -> re.Pattern[str]:
    """Return what finds "advised to see the GP" and "says he will go to the GP": a step of the family's."""
    family = _either(_data()["owners"][FAMILY])
    going = r"(?:see|go\s+to|go\s+back\s+to|contact|ring|make|book|arrange|attend|speak\s+to|return\s+to)"
    advised = rf"(?:advised|encouraged|reminded|urged|asked)\s+(?:(?:{family}|her|him|them)\s+)?to"
    will = rf"(?:{family}|says|said)\s+(?:(?:{family})\s+)?(?:will|would)"
    return re.compile(rf"\b(?:{advised}|{will})\s+{going}\b(?P<rest>[^.;]*)")


@cache
def _unowned() -> re.Pattern[str]:
    """Return what finds "strategy meeting to be called", where whoever wrote it is to see to it."""
    done = "called|convened|held|arranged|organised|booked|made|sent|completed|done|carried out|undertaken"
    return re.compile(
        rf"(?P<rest>[^.;:]*?)\s+(?:still\s+)?to\s+be\s+(?:{done})(?!\w)(?!\s+by\b)(?P<more>[^.;]*)"
    )


_MEETING = re.compile(r"\b(?:meeting|conference|discussion|strategy|core group|review)\b")
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "eight": 8, "twelve": 12}
_DAYS = {"day": 1, "week": 7, "month": 30}
_IN_WEEKS = re.compile(
    rf"\bin\s+(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})\s+(?P<unit>day|week|month)s?(?:'?\s+time)?\b"
)


@cache
def _services() -> re.Pattern[str]:
    services = [word for word, owner in _owners().items() if owner not in (FAMILY, OWN)]
    return re.compile(rf"(?<![\w&])(?:{_either(services)})(?!\w)")


def actions_of(entry: Entry, own_type: str) -> tuple[Action, ...]:
    """Return the actions that an entry's words agree on; ``own_type`` is the type of whoever wrote it."""
    if " to " not in f" {entry.text}" and "will " not in entry.text:
        return ()
    return _actions_in(entry.text, own_type, entry.last if entry.dated else None)


@lru_cache(maxsize=65_536)
def _actions_in(text: str, own_type: str, day: date | None) -> tuple[Action, ...]:
    found: list[Action] = []
    for match in _sentence().finditer(text) if _may_be_active().search(text) else ():
        act = _acts().get(match["verb"])
        if act is None:
            continue
        owner = _owners()[match["owner"]] if match["owner"] else OWN
        owner = own_type if owner == OWN else owner
        named = (_owners()[service] for service in _services().findall(match["rest"]))
        target = next((type_ for type_ in named if type_ != owner), "")
        action = Action(owner, act, target, _about(match["rest"]), _due(match["rest"], day))
        says_what = action.kinds or action.about or target
        if says_what and not any(action.same_as(other) for other in found):
            found.append(action)
    for match in _passive().finditer(text) if _MAY_BE_PASSIVE.search(text) else ():
        owner = _owners()[match["owner"]]
        action = Action(own_type if owner == OWN else owner, "write", "", _about(match["rest"]), None)
        if action.about and not any(action.same_as(other) for other in found):
            found.append(action)
    for match in _advised().finditer(text):
        named = (_owners()[service] for service in _services().findall(match["rest"]))
        target = next((type_ for type_ in named if type_ not in (own_type, FAMILY, OWN)), "")
        action = Action(FAMILY, "attend", target, frozenset(), None)
        if target and not any(action.same_as(other) for other in found if other.owner == FAMILY):
            found.append(action)
    for match in _unowned().finditer(text) if _MAY_BE_PASSIVE.search(text) else ():
        act = "convene" if _MEETING.search(match["rest"]) else "write"
        action = Action(own_type, act, "", _about(match["rest"]), _due(match["more"], day))
        if action.about and not any(action.same_as(other) for other in found):
            found.append(action)
    return tuple(found)


def _about(rest: str) -> frozenset[str]:
    rest = _IN_WEEKS.sub(" ", re.split(r"\b(?:by|within|before)\b", rest)[0])
    words = re.findall(r"[a-z][a-z'-]{3,}", rest)
    return frozenset(word[:STEM] for word in words if word not in _data()["empty"]["words"])


def _due(rest: str, day: date | None) -> date | None:
    """Return the last day of "by 12 March 2019", None where no day is named."""
    soon = _IN_WEEKS.search(rest)
    if soon and day:
        number = int(soon["number"]) if soon["number"].isdigit() else _NUMBERS[soon["number"]]
        return day + timedelta(days=number * _DAYS[soon["unit"]])
    named = re.search(r"\bby\s+(?:the\s+)?(.*?\d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})", rest)
    return read_date(named[1].strip()).latest if named and day else None
