"""Settings of a new case that nobody stated, guessed from what the agencies sent.

Each guess says what it rests on, is written into case.toml as a guess, and stays
one until a person takes it off the list. What cannot be guessed stays open.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from workbench.case import Guess, Person, Problem, in_short
from workbench.chronology.case import Case
from workbench.intake.sender import Sender, sender_of
from workbench.vocabulary import plain
from workbench.vocabulary.nations import nation_of


@cache
def _known() -> dict[str, Any]:
    return tomllib.loads(files("workbench.chronology").joinpath("guesses.toml").read_text(encoding="utf-8"))


def guesses(case: Case, *, given: Collection[str] = ()) -> list[Guess]:
    """Return what the case's own files suggest for the settings that are not in ``given``."""
    subject = [] if case.subjects else list(_subject(case))
    child = {person.id for person in case.subjects} or {guess.value for guess in subject}
    found = [*_agencies(case), *_nation(case), *subject, *_index_date(case, child)]
    return [guess for guess in found if guess.setting not in given]


def _senders(case: Case) -> dict[str, Sender]:
    above = {timeline.agency: timeline.above for timeline in case.timelines}
    return {slug: sender_of(file.stem, above.get(slug, ())) for slug, file in case.folder.files.items()}


def _agencies(case: Case) -> Iterator[Guess]:
    senders = _senders(case)
    times = Counter(sender.label for sender in senders.values())
    for slug, sender in senders.items():
        agency = case.agencies[slug]
        # Of two files that seem to be of one agency each keeps its own name.
        label = sender.label if times[sender.label] == 1 else agency.label
        if (label, sender.type) != (agency.label, agency.type) and sender.type != "other":
            said = {"label": label, "type": sender.type}
            yield Guess(f"agencies.{slug}", said, f'the words "{sender.why}"')


def perhaps_one_agency(case: Case) -> list[Problem]:
    """Return a problem for each file that by its name may be of the same agency as one before it."""
    first: dict[str, str] = {}
    problems = []
    for slug, sender in _senders(case).items():
        before = first.setdefault(sender.label, slug)
        if before != slug and sender.type != "other":
            name, other = case.folder.files[slug].name, case.folder.files[before].name
            problem = f'By its name it may be of the same agency as {other}: "{in_short(sender.label)}".'
            remedy = "If it is, keep the newer one, or put both tables into one file; if not, leave them so."
            problems.append(Problem(f"timelines/{name}", None, "", problem, remedy))
    return problems


def _nation(case: Case) -> Iterator[Guess]:
    texts = case.entries[["source", "event", "response", "comment"]].to_numpy(dtype=object).ravel()
    names = [file.stem for file in case.folder.files.values()]
    above = [line for timeline in case.timelines for line in timeline.above]
    nation, words = nation_of([*names, *above, *texts])
    if nation:
        yield Guess("jurisdiction", nation, f"the words {', '.join(words[:5])}")


def _subject(case: Case) -> Iterator[Guess]:
    by_role = [person for person in case.people if plain(person.role) in _known()["child_roles"]]
    if len(by_role) == 1:
        yield Guess("subject", by_role[0].id, f'the role "{by_role[0].role}"')
        return
    youngest = _youngest(by_role or list(case.people))
    if youngest is not None:
        yield Guess("subject", youngest.id, "being the youngest of the family")


def _youngest(people: list[Person]) -> Person | None:
    """Return the one who was certainly born after all others whose birth is known."""
    born = sorted((p for p in people if p.birth.earliest), key=lambda p: p.birth.earliest or date.min)
    if not born:
        return None
    *others, last = born
    latest = max((p.birth.latest or date.max for p in others), default=date.min)
    return last if last.birth.earliest and last.birth.earliest > latest else None


def _index_date(case: Case, child: Collection[object]) -> Iterator[Guess]:
    deaths = [person.death for person in case.people if person.id in child and person.death.exact]
    if len(deaths) == 1:
        yield Guess("index_date", deaths[0].earliest, "the death in the family's file")
        return
    entries = case.entries
    exact = entries.loc[entries["earliest"].notna() & (entries["earliest"] == entries["latest"])]
    if not len(exact):
        return
    late = exact.loc[exact["earliest"] >= exact["earliest"].max() - pd.Timedelta(days=_known()["last_days"])]
    death = re.compile(rf"\b(?:{'|'.join(map(re.escape, _known()['death_words']))})\b", re.IGNORECASE)
    for id, day, text in zip(late.index, late["earliest"], late["event"], strict=True):
        if death.search(text):
            yield Guess("index_date", day.date(), f"the entry {id}, which speaks of a death")
            return
