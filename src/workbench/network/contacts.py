"""Who was in touch with whom: one row for each end of a contact that an entry records.

A message between agencies has two ends: the sender's entry says "told", the
receiver's "heard from". Where both wrote it down the two rows share one
contact, which counts once. An entry of a kind that means contact links its
agency with the people it names; the words do not say who was in the room.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from workbench.case import Agency
from workbench.chronology import Case, means

CONTACT_KINDS = frozenset({"visit_child", "contact_adult", "health_contact", "routine_enquiry", "cp_medical"})
"""Kinds that are a contact with the people named; others are if they say how, or that the child was seen."""
NOT_MADE_KINDS = frozenset({"missed_contact", "no_access"})
CHILD_WAS_SEEN = frozenset({"seen", "seen alone", "spoken with"})

COLUMNS = ("source", "target", "kind", "entry", "earliest", "latest", "mode", "contact", "recorded_by")


def contacts(case: Case) -> pd.DataFrame:
    """Return every recorded contact end.

    ``source`` and ``target`` are "agency:slug" or "person:id"; ``kind`` is told,
    heard, seen or missed; ``contact`` is the same for the two ends of one
    message; ``recorded_by`` is both, sender or receiver for messages and agency
    for contacts with people.
    """
    rows = [*_messages(case), *_with_people(case)]
    ends = pd.DataFrame(rows, columns=["source", "target", "kind", "entry", "contact"])
    entries = case.entries.loc[ends["entry"], ["earliest", "latest", "mode"]]
    ends = ends.assign(**{name: entries[name].to_numpy() for name in entries.columns})
    sent = set(ends.loc[ends["kind"] == "told", "contact"])
    received = set(ends.loc[ends["kind"] == "heard", "contact"])
    by = np.full(len(ends), "agency", dtype=object)
    for at, (kind, contact) in enumerate(zip(ends["kind"], ends["contact"], strict=True)):
        if kind in ("told", "heard"):
            other = received if kind == "told" else sent
            by[at] = "both" if contact in other else "sender" if kind == "told" else "receiver"
    return ends.assign(recorded_by=by).loc[:, list(COLUMNS)]


def named_agency(token: str, agencies: Mapping[str, Agency]) -> str:
    """Return the slug that a token means; the token itself where it is a type that none, or several, have."""
    if token in agencies:
        return token
    of_type = [slug for slug, agency in agencies.items() if agency.type == token]
    return of_type[0] if len(of_type) == 1 else token


def _messages(case: Case) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield (source, target, kind, entry, contact) of every message end."""
    agencies = case.agencies
    told = dict(zip(case.entries.index, case.entries["told"], strict=True))
    heard = dict(zip(case.entries.index, case.entries["heard_from"], strict=True))
    paired = dict(zip(case.entries.index, case.entries["paired_with"], strict=True))
    for id, own in zip(case.entries.index, case.entries["agency"], strict=True):
        for kind, tokens, answers in (("told", told[id], heard), ("heard", heard[id], told)):
            seen: set[str] = set()
            for token in tokens:
                other = _other_end(id, token, paired[id], answers, agencies)
                name = _agency_of(other) if other else named_agency(token, agencies)
                if name == own or name in seen:
                    continue
                seen.add(name)
                first, second = (id, other) if kind == "told" else (other, id)
                source, target = (own, name) if kind == "told" else (name, own)
                contact = f"{first}>{second}" if other else f"{id} {kind} {name}"
                yield f"agency:{source}", f"agency:{target}", kind, id, contact


def _other_end(
    id: str,
    token: str,
    paired: tuple[str, ...],
    answers: Mapping[str, tuple[str, ...]],
    agencies: Mapping[str, Agency],
) -> str:
    """Return the paired entry of the agency that ``token`` names which names this one back, or ""."""
    own = agencies[_agency_of(id)]
    for other in paired:
        if means(token, agencies[_agency_of(other)]) and any(means(back, own) for back in answers[other]):
            return other
    return ""


def _agency_of(id: str) -> str:
    return id.rpartition(":")[0]


def _with_people(case: Case) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield the contacts of each agency with the people that its entries name."""
    subjects = {person.id for person in case.subjects}
    columns = ("agency", "people", "kind", "mode", "child_seen")
    cells = zip(case.entries.index, *(case.entries[name] for name in columns), strict=True)
    for id, agency, people, kind, mode, child_seen in cells:
        not_made = kind in NOT_MADE_KINDS
        in_touch = kind in CONTACT_KINDS or mode or child_seen in CHILD_WAS_SEEN
        if not (not_made or in_touch):
            continue
        for person in people:
            missed = not_made or (person in subjects and child_seen == "not seen")
            yield f"agency:{agency}", f"person:{person}", "missed" if missed else "seen", id, f"{id}>{person}"
