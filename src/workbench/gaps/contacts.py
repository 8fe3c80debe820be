"""Whom an entry shows met, spoken to or checked, as opposed to spoken about."""

from __future__ import annotations

import re
from functools import cache

from workbench.case import Person
from workbench.gaps.entry import Entry
from workbench.gaps.records import Records
from workbench.gaps.words import names

MEETING_PEOPLE = (
    "contact_adult", "visit_child", "health_contact", "care_support_meeting", "conference_initial",
    "conference_review", "core_group", "lac_review", "s47_enquiry", "assessment_completed", "routine_enquiry",
    "mental_health_event", "domestic_abuse_assessment",
)  # fmt: skip
"""Kinds in which those who are named were met or spoken to, unless the words say otherwise."""
GIVING_AN_ACCOUNT = (
    "contact_adult",
    "visit_child",
    "health_contact",
    "mental_health_event",
    "routine_enquiry",
)
AT_THE_SCENE = ("police", "ambulance", "court", "coroner", "registrar")
"""Services that meet people at an event, and do not work with them as parents."""
OWN_SERVICES = (
    "probation", "mental-health", "substance-misuse", "adult-services", "leaving-care", "youth-justice",
    "third-sector",
)  # fmt: skip
"""Services that an adult may have for himself or herself."""


def met(records: Records, entry: Entry, person: Person) -> bool:
    """True if an entry shows a person there or spoken to; where it leaves that open, it counts as so."""
    if person.id not in entry.people or entry.kind not in MEETING_PEOPLE:
        return False
    if records.services.type_of(entry.agency) in AT_THE_SCENE:
        return False
    if entry.kind == "assessment_completed":
        return not _said_absent(person, entry.text)  # an assessment of which the person was part
    return not _said_absent(person, entry.text) and not _only_spoken_about(records, entry, person)


def by_the_childs(records: Records, entry: Entry) -> bool:
    """True for an entry of a service that works with the child, rather than with an adult alone."""
    return records.services.type_of(entry.agency) not in (*AT_THE_SCENE, *OWN_SERVICES)


def checked(entry: Entry, person: Person) -> bool:
    """True if an entry shows information about a person sought, or the person assessed."""
    if person.id not in entry.people:
        return False
    return (
        entry.kind == "information_request"
        or (entry.kind == "assessment_completed" and not _said_absent(person, entry.text))
        or names("checks_made", entry.text)
    )


def _said_absent(person: Person, text: str) -> bool:
    """True if the words say that the person was not there, or was only spoken about."""
    if names("not_there", text):
        called = _called(person)
        return any(called.search(sentence) and names("not_there", sentence) for sentence in text.split("."))
    return False


def _only_spoken_about(records: Records, entry: Entry, person: Person) -> bool:
    """True if the words give another adult's account and none of this one: "mother says he has left"."""
    others = [adult for adult in records.family.adults if adult.id in entry.people and adult.id != person.id]
    if entry.kind not in GIVING_AN_ACCOUNT or not others:
        return False
    speaks = any(_speaking(other).search(entry.text) for other in others)
    return speaks and not _speaking(person).search(entry.text) and not _TOGETHER.search(entry.text)


@cache
def _speaking(person: Person) -> re.Pattern[str]:
    """Return what finds a person speaking or spoken to: "mother says", "rang mother"."""
    called = _called(person).pattern
    says = (
        r"(?:also\s+|then\s+)?(?:says?|said|tells?|told|reports?|reported|states?|stated|den(?:ies|ied)|rang"
    )
    says += r"|contacted|got in touch|made contact|disclosed|asked|spoken? to|seen|present|attended)\b"
    to = r"\b(?:rang|call with|called|spoke (?:to|with)|met(?: with)?|visited|saw|seen|contact with|by|with)"
    to += r"\s+"
    return re.compile(rf"{called}(?:,[^.;,]{{0,40}},)?\s+{says}|{to}(?:the\s+)?{called}")


_TOGETHER = re.compile(
    r"\b(?:both|parents|couple|they)\s+(?:\w+\s+)?(?:says?|said|told|seen|present|met|attended|upset|spoken)"
)


@cache
def _called(person: Person) -> re.Pattern[str]:
    words = {person.role.lower(), person.label.lower(), *_EVERYDAY.get(person.role.lower(), ())} - {""}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words)))})\b")


_EVERYDAY = {
    "father": ("dad", "fob", "he"),
    "mother": ("mum", "she"),
    "partner": ("boyfriend", "girlfriend", "mp"),
    "mother's partner": ("boyfriend", "partner", "mp"),
    "step-father": ("stepfather", "step-dad", "stepdad", "partner"),
    "stepfather": ("step-father", "step-dad", "stepdad", "partner"),
}
