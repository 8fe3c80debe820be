"""Invented cases in which it is known which entries belong together.

Every contact and event is written down by each agency that records it in that
agency's own words, from facts of which each end mentions some, differently
worded. Around them stand ordinary entries, other contacts between the same
two agencies in the same week, contacts of which only one end was recorded,
dates that are some days off, dates that are vague, and agencies that code
nothing. Nothing is shared by both ends that was not said in the contact.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from workbench.case import Agency, Person
from workbench.coding import code
from workbench.intake import FIELDS
from workbench.vocabulary import AGENCY_TYPES

MATTERS: Sequence[Mapping[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "_paired_facts.toml").read_text(encoding="utf-8")
)["matter"]
TYPES = (
    "childrens-services", "police", "school", "health-visiting", "gp", "hospital", "housing", "midwifery",
    "mental-health", "ambulance", "camhs", "probation", "school-nursing", "third-sector", "leaving-care",
    "early-help", "substance-misuse", "youth-justice", "education-welfare", "adult-services",
)  # fmt: skip
CALLED = {
    "childrens-services": ("social services", "Children's Services", "CS", "the social worker"),
    "police": ("police", "the police", "Police"), "school": ("school", "the school", "school DSL"),
    "health-visiting": ("HV", "health visitor", "health visiting"), "gp": ("GP", "GP surgery", "the GP"),
    "hospital": ("hospital", "A&E", "the ward"), "housing": ("housing", "housing officer", "Housing"),
    "midwifery": ("midwife", "CMW", "community midwife"), "mental-health": ("CMHT", "mental health team"),
    "ambulance": ("ambulance", "WAST"), "camhs": ("CAMHS",), "probation": ("probation", "Probation"),
    "school-nursing": ("school nurse", "SN"), "third-sector": ("Women's Aid", "IDVA"),
    "leaving-care": ("PA", "leaving care"), "early-help": ("Families First", "early help"),
    "substance-misuse": ("substance misuse service", "drug and alcohol team"),
    "youth-justice": ("YOT", "youth justice"), "education-welfare": ("EWO", "education welfare officer"),
    "adult-services": ("adult services", "adult social care"),
}  # fmt: skip
FAMILY = (
    Person("mother", "Mother", role="mother"), Person("father", "Father", role="father"),
    Person("child", "Child A", role="subject child", subject=True),
    Person("sibling", "Sibling 1", role="sibling"), Person("mgm", "MGM", role="maternal grandmother"),
    Person("mp", "Mother's partner", role="mother's partner"),
)  # fmt: skip
WORDS_FOR = {
    "mother": ("mother", "Mo", "mum"), "father": ("father", "Fa", "dad"), "child": ("child", "Child A"),
    "sibling": ("sibling", "Sibling 1"), "mgm": ("MGM", "maternal grandmother"),
    "mp": ("mother's partner", "MP"),
}  # fmt: skip
THINGS = tuple("""door wardrobe mattress buggy television kettle ladder trampoline bannister scooter mirror
sofa cupboard bathtub fridge laptop skateboard radiator window fence shed suitcase bottle saucepan iron lamp
bookcase headboard stairgate highchair aquarium vase hairdryer toaster carpet curtain bicycle""".split())  # fmt: skip
STREETS = tuple("""Penrhos Bryn Waunlwyd Maesgwyn Heol-y-Felin Tanyard Castle Quarry Chapel Riverside Glyndwr
Lakeside Foundry Orchard Harbour Windmill Pentre Rectory Alma Victoria Dolwen Cambrian Priory Station""".split())  # fmt: skip
NAMES = tuple("""Dean Carys Rhodri Leanne Gethin Tyler Kayleigh Iestyn Marek Shannon Callum Bethan Ryan Sioned
Craig Jodie Aled Natasha Lewis Megan Owain Kirsty Darren Elin""".split())  # fmt: skip
SAID = {
    "report_sent": (
        "Referral made to {other} re {who}. {facts}.", "MARF sent to {other} regarding {who}: {facts}.",
        "Concerns about {who} reported to {other}. {facts}.",
    ),
    "report_received": (
        "Referral received from {other} re {who}. {facts}.", "Contact from {other}: {facts}. Concerns for {who}.",
        "{other} report that {facts}. {who} discussed. Manager to decide.",
    ),
    "information_sent": (
        "T/C to {other} re {who}. {facts}.", "Emailed {other} to share that {facts}.",
        "Letter to {other} about {who}; {facts}.",
    ),
    "information_received": (
        "T/C from {other}. {facts}.", "Email from {other} re {who}: {facts}.",
        "Letter received from {other}. {facts}. Filed.",
    ),
    "request_sent": (
        "Telephoned {other} asking for information on {who}, {facts}.",
        "Checks requested from {other} re {who}. {facts}.",
    ),
    "request_received": (
        "Call from {other} requesting information about {who}. {facts}. Given.",
        "{other} asked what is known of {who}. {facts}.",
    ),
    "feedback_sent": ("Outcome letter sent to {other} re {who}: no further action. {facts}.",),
    "feedback_received": ("Outcome of referral received from {other}, NFA. {facts}.",),
}  # fmt: skip
EVENT_SAID = {
    "police": "Officers attended {number} {street}. {facts}.", "ambulance": "Crew called to {number} {street}. {facts}.",
    "hospital": "{who} brought in by relative from {street}. {facts}.", "school": "{who} told teacher what happened at {street}: {facts}.",
    "housing": "Complaint about noise at {number} {street}. {facts}.", "gp": "{who} seen in surgery after incident at {street}. {facts}.",
    "health-visiting": "Home visit to {number} {street}. {facts}.", "midwifery": "Antenatal appointment, spoke of events at {number} {street}. {facts}.",
}  # fmt: skip
EVENT_KIND = {
    "police": "police_incident", "ambulance": "health_contact", "hospital": "health_contact",
    "school": "education_event", "housing": "accommodation_event", "gp": "health_contact",
    "health-visiting": "health_contact", "midwifery": "health_contact",
}  # fmt: skip
TOLD = (" {other} informed.", " Referral made to {other}.", " {other} notified by phone.", "")
MEETING_SAID = {
    "strategy_discussion": ("Strategy discussion held re {who}. {facts}.", "Attended strategy meeting. {facts}."),
    "core_group": ("Core group meeting. {facts}.", "Attended core group for {who}. {facts}."),
    "conference_initial": ("Initial child protection conference. {facts}.", "ICPC attended. {facts}."),
    "care_support_meeting": ("Care and support meeting re {who}. {facts}.", "CASP meeting with {other}. {facts}."),
}  # fmt: skip
ORDINARY = (
    ("contact_adult", "{who} seen in office. {facts}."), ("visit_child", "Home visit, {who} seen. {facts}."),
    ("health_contact", "Clinic review of {who}. {facts}."), ("missed_contact", "Did not attend. {facts}."),
    ("supervision", "Case discussed in supervision. {facts}."), ("education_event", "Attendance checked. {facts}."),
    ("police_incident", "Log created, {who} not spoken to. {facts}."),
    ("accommodation_event", "Tenancy visit. {facts}."), ("mental_health_event", "Review of {who}. {facts}."),
)  # fmt: skip
DIRECTIONS = (
    ("report_sent", "report_received", "report_sent", "report_received"),
    ("information_sent", "information_received", "information_shared", "information_shared"),
    ("request_sent", "request_received", "information_request", "information_request"),
    ("feedback_sent", "feedback_received", "acknowledgement", "acknowledgement"),
)  # fmt: skip
LAGS = (0, 0, 0, 0, 0, 1, 1, 1, 2, 3, 4, 5)
"""Working days from the sending to its being written down at the other end."""


@dataclass
class Written:
    """One entry as an agency wrote it; kept as it is made, given its row later."""

    agency: str
    day: date
    event: str
    codes: dict[str, str]
    clock: str = ""


@dataclass
class PairedCase:
    """A case and what is known of it."""

    entries: pd.DataFrame
    """As `workbench.chronology.merge` gives them, before coding."""
    agencies: dict[str, Agency]
    stating: dict[str, set[str]]
    pairs: set[frozenset[str]] = field(default_factory=set)
    """The two ends of each contact of which both were recorded."""
    events: list[frozenset[str]] = field(default_factory=list)
    """The records of each event that more than one agency recorded."""

    def coded(self) -> pd.DataFrame:
        """Return the entries with what the agencies state and what their words suggest."""
        return code(self.entries, self.agencies, FAMILY, columns=self.stating)[0]


def paired_case(
    seed: int, *, contacts: int = 150, agencies: int = 8, days: int = 1100, vague: float = 0.0, off: int = 3
) -> PairedCase:
    """Return an invented case: ``contacts`` of every sort over so many days; equal seeds give equal cases.

    ``vague`` is the share of entries whose date is no single day; ``off`` how
    many days a record may be dated wrongly.
    """
    return _Maker(random.Random(seed), contacts, agencies, days, vague, off).case()


class _Maker:
    def __init__(
        self, dice: random.Random, contacts: int, agencies: int, days: int, vague: float, off: int
    ) -> None:
        self.dice, self.contacts, self.days, self.vague, self.off = dice, contacts, days, vague, off
        self.start = date(2015, 1, 5)
        self.types = TYPES[:agencies]
        coding = dice.sample(self.types[1:], max(len(self.types) * 2 // 5, 1))
        self.silent = set(coding)  # these agencies have no columns for codes
        self.written: list[Written] = []
        self.pairs: list[tuple[int, int]] = []
        self.groups: list[list[int]] = []

    def case(self) -> PairedCase:
        dice = self.dice
        for _ in range(self.contacts):
            day = self._day()
            sender, receiver = self._two()
            self._contact(sender, receiver, day)
            if dice.random() < 0.3:  # the same two again within the week, about something else
                self._contact(sender, receiver, day + timedelta(dice.randint(1, 6)))
        for _ in range(self.contacts // 5):
            self._meeting(self._day())
        for _ in range(self.contacts // 4):
            self._event(self._day())
        for _ in range(self.contacts * 3):
            kind, words = dice.choice(ORDINARY)
            matter, facts, who = self._matter()
            self._write(dice.choice(self.types), self._day(), words, kind, matter, facts, who)
        return self._table()

    def _day(self) -> date:
        day = self.start + timedelta(self.dice.randrange(self.days))
        return day - timedelta(max(day.weekday() - 4, 0))

    def _two(self) -> tuple[str, str]:
        if self.dice.random() < 0.5:
            other = self.dice.choice(self.types[1:])
            return self.dice.choice(((other, self.types[0]), (self.types[0], other)))
        one, other = self.dice.sample(self.types, 2)
        return one, other

    def _matter(self) -> tuple[Mapping[str, Any], list[list[str]], tuple[str, ...]]:
        """Return what a contact is about: a topic, its facts in several wordings, and the people."""
        dice = self.dice
        matter = dice.choice(MATTERS)
        filled = {
            "thing": dice.choice(THINGS), "street": dice.choice(STREETS), "name": dice.choice(NAMES),
            "number": str(dice.randint(2, 99)), "sum": f"£{dice.randint(40, 990)}",
        }  # fmt: skip
        facts = [[way.format(**filled) for way in ways] for ways in dice.sample(matter["facts"], 3)]
        people = dice.choice((("child",), ("mother",), ("mother", "child"), ("father",), ("sibling",),
                              ("mother", "father"), ("mp", "mother"), ("mgm",), ("sibling", "child")))  # fmt: skip
        return {**matter, "street": filled["street"], "number": filled["number"]}, facts, people

    def _write(
        self, agency: str, day: date, words: str, kind: str, matter: Mapping[str, Any],
        facts: list[list[str]], who: tuple[str, ...], *, told: str = "", heard: str = "", clock: str = "",
    ) -> int:  # fmt: skip
        """Write one entry in an agency's own words; return its number."""
        dice = self.dice
        chosen = [dice.choice(ways) for ways in facts if dice.random() < 0.7] or [dice.choice(facts[0])]
        dice.shuffle(chosen)
        named = tuple(one for one in who if dice.random() < 0.85) or who[:1]
        text = words.format(
            other=dice.choice(CALLED[told or heard or agency]), facts=", ".join(chosen),
            who=" and ".join(dice.choice(WORDS_FOR[one]) for one in named), street=matter["street"] + " Road", number=matter["number"],
        )  # fmt: skip
        codes: dict[str, str] = {}
        if agency not in self.silent:
            codes = {
                "kind": kind if dice.random() < 0.9 else "", "told": told, "heard_from": heard,
                "people": ";".join(named), "topics": matter["topic"] if dice.random() < 0.8 else "",
            }  # fmt: skip
        self.written.append(Written(agency, day, text[0].upper() + text[1:], codes, clock))
        return len(self.written) - 1

    def _later(self, day: date) -> date:
        """Return the day a receipt is written down under: some working days later, or dated wrongly."""
        left = self.dice.choice(LAGS)
        while left:
            day += timedelta(1)
            left -= day.weekday() < 5
        return self._about(day)

    def _about(self, day: date) -> date:
        if self.off and self.dice.random() < 0.4:
            return day + timedelta(self.dice.randint(-self.off, self.off))
        return day

    def _contact(self, sender: str, receiver: str, day: date) -> None:
        dice = self.dice
        say, hear, kind, kind_in = dice.choices(DIRECTIONS, (4, 4, 2, 1))[0]
        matter, facts, who = self._matter()
        both, which = dice.random() < 0.75, dice.random() < 0.5
        clock = f"{dice.randint(9, 16):02d}:{dice.choice(('00', '15', '30', '45'))}" if dice.random() < 0.2 else ""
        ends = []
        if both or which:
            words = dice.choice(SAID[say])
            ends.append(self._write(sender, day, words, kind, matter, facts, who, told=receiver, clock=clock))
        if both or not which:
            words = dice.choice(SAID[hear])
            late = self._later(day)
            ends.append(
                self._write(receiver, late, words, kind_in, matter, facts, who, heard=sender,
                            clock=clock if dice.random() < 0.7 else "")
            )  # fmt: skip
        if both:
            self.pairs.append((ends[0], ends[1]))
            if kind in ("report_sent", "information_shared"):
                self.groups.append(ends)

    def _meeting(self, day: date) -> None:
        kind = self.dice.choice(list(MEETING_SAID))
        matter, facts, who = self._matter()
        there = [self.types[0], *self.dice.sample(self.types[1:], self.dice.randint(1, 3))]
        rows = [
            self._write(one, self._about(day) if self.dice.random() < 0.5 else day,
                        self.dice.choice(MEETING_SAID[kind]), kind, matter, facts, who,
                        heard=self.dice.choice([other for other in there if other != one]))
            for one in there if self.dice.random() < 0.85
        ]  # fmt: skip
        self.pairs += combinations(rows, 2)
        if len(rows) > 1:
            self.groups.append(rows)

    def _event(self, day: date) -> None:
        """Write one event as two to four services saw it; one of them may also have reported it."""
        dice = self.dice
        matter, facts, who = self._matter()
        clock = f"{dice.randint(0, 23):02d}:{dice.choice(('05', '20', '40'))}"
        able = [one for one in EVENT_SAID if one in self.types]
        rows = [
            self._write(one, self._about(day) if dice.random() < 0.5 else day,
                        EVENT_SAID[one] + (dice.choice(TOLD) if at == 0 else ""), EVENT_KIND[one], matter, facts, who, told=self.types[0] if at == 0 else "",
                        clock=clock if dice.random() < 0.5 else "")
            for at, one in enumerate(dice.sample(able, dice.randint(2, min(4, len(able)))))
        ]  # fmt: skip
        if dice.random() < 0.6:
            receipt = self._write(
                self.types[0], self._later(day), dice.choice(SAID["report_received"]), "report_received",
                matter, facts, who, heard=self.written[rows[0]].agency,
            )  # fmt: skip
            self.pairs.append((rows[0], receipt))
            rows.append(receipt)
        self.groups.append(rows)

    def _vaguely(self, day: date) -> tuple[date, date, str]:
        """Return the interval that an entry's date is written as, and its words."""
        dice = self.dice
        if dice.random() >= self.vague:
            return day, day, f"{day:%d/%m/%Y}"
        first = day.replace(day=1)
        how = dice.choice(("month", "part", "week", "about"))
        if how == "month":
            last = (first + timedelta(40)).replace(day=1) - timedelta(1)
            return first, last, f"{day:%B %Y}"
        if how == "part":
            part = min((day.day - 1) // 10, 2)
            begin = first + timedelta(10 * part)
            end = begin + timedelta(9) if part < 2 else (first + timedelta(40)).replace(day=1) - timedelta(1)
            return begin, end, f"{('early', 'mid', 'late')[part]} {day:%B %Y}"
        if how == "week":
            monday = day - timedelta(day.weekday())
            return monday, monday + timedelta(6), f"w/c {monday:%d/%m/%Y}"
        return day - timedelta(3), day + timedelta(3), f"about {day:%d/%m/%Y}"

    def _table(self) -> PairedCase:
        order = sorted(range(len(self.written)), key=lambda at: (self.written[at].agency, self.written[at].day))
        ids: dict[int, str] = {}
        rows: dict[str, int] = {}
        for at in order:
            agency = self.written[at].agency
            rows[agency] = rows.get(agency, 0) + 1
            ids[at] = f"{agency}:{rows[agency]}"
        dates = [self._vaguely(self.written[at].day) for at in order]
        columns: dict[str, Any] = {name: [self.written[at].codes.get(name, "") for at in order] for name in FIELDS}
        columns |= {
            "agency": [self.written[at].agency for at in order],
            "file": [f"timelines/{self.written[at].agency}.csv" for at in order],
            "row": [int(ids[at].split(":")[1]) for at in order],
            "line": [int(ids[at].split(":")[1]) + 1 for at in order],
            "event": [self.written[at].event for at in order],
            "clock": [self.written[at].clock for at in order],
            "date_text": [text for _, _, text in dates],
            "earliest": np.array([first for first, _, _ in dates], dtype="datetime64[s]"),
            "latest": np.array([last for _, last, _ in dates], dtype="datetime64[s]"),
        }
        entries = pd.DataFrame(columns, index=pd.Index([ids[at] for at in order], dtype=object, name="id"))
        entries = entries.drop(columns="date", errors="ignore").astype({name: object for name in FIELDS if name != "date"})
        agencies = {
            kind: Agency(kind, AGENCY_TYPES[kind].label, kind, AGENCY_TYPES[kind].organisation) for kind in self.types
        }
        coded = {"kind", "told", "heard_from", "people", "topics"}
        stating = {f"timelines/{one}.csv": set(() if one in self.silent else coded) for one in self.types}
        pairs = {frozenset((ids[one], ids[other])) for one, other in self.pairs}
        return PairedCase(entries, agencies, stating, pairs, [frozenset(ids[at] for at in one) for one in self.groups])
