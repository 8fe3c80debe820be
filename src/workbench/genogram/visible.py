"""What a day shows: who was born, who was together, who lived and was placed where.

A vague date gets the benefit of the doubt: what could have begun by the day is
shown, and marked as uncertain where it could also have begun later. Nobody moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from workbench.case.model import When
from workbench.genogram.model import (
    BIRTH,
    ChildLink,
    Genogram,
    Household,
    Placed,
    Span,
    Tie,
    Union,
    pregnancy_of,
)
from workbench.genogram.outline import outline
from workbench.genogram.routes import Path, routes

PREGNANCY = timedelta(days=280)
NAME_BELOW = 0.2
"""A household's border leaves room for the name under a symbol."""
YOUNGEST_PARTNER = 12
"""With no date at all a couple is not shown before both could be this old."""


@dataclass(frozen=True, slots=True)
class SeenPerson:
    """One person as of the day."""

    placed: Placed
    shape: str
    age: str
    deceased: bool
    uncertain: bool
    """True where the birth or the death could also lie after the day."""


@dataclass(frozen=True, slots=True)
class SeenLine:
    """One line as of the day. ``ended`` lines are drawn fainter, couples with their bars."""

    kind: str
    people: tuple[str, ...]
    """The two ends; for a child's line the child comes last."""
    points: Path
    start: When
    end: When
    ended: bool = False
    uncertain: bool = False
    bars: int = 0
    """1 for a couple that has separated, 2 for one that has divorced."""
    group: str = ""
    """The union that a couple's or child's line belongs to."""
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenHousehold:
    """One household as of the day, and the closed lines round its members."""

    id: str
    members: tuple[str, ...]
    outlines: tuple[Path, ...]
    uncertain: bool


@dataclass(frozen=True, slots=True)
class View:
    """A genogram as of ``day``, or for all time where it is None."""

    genogram: Genogram
    day: date | None
    people: tuple[SeenPerson, ...]
    lines: tuple[SeenLine, ...]
    households: tuple[SeenHousehold, ...]


def view(genogram: Genogram, day: date | None) -> View:
    """Return what the records show for ``day``; for all time where it is None."""
    people = tuple(seen for placed in genogram.people if (seen := _person(placed, day)))
    if day is not None:
        people = _with_possible_parents(genogram, people, day)
    shown = {seen.placed.id for seen in people}
    lines = tuple(line for line in _lines(genogram, shown, day) if set(line.people) <= shown)
    everybody = {placed.id: (placed.x, float(placed.y)) for placed in genogram.people if placed.id in shown}
    dead = {seen.placed.id for seen in people if seen.deceased and not seen.uncertain}
    homes = (_household(home, everybody, dead, day) for home in genogram.households)
    return View(genogram, day, people, lines, tuple(home for home in homes if home))


def _with_possible_parents(
    genogram: Genogram, people: tuple[SeenPerson, ...], day: date
) -> tuple[SeenPerson, ...]:
    """Leave out those with no date of birth while a parent was unborn or still a small child."""
    born = {p.id: p.person.birth.earliest for p in genogram.people}
    too_soon = {
        link.child
        for link in genogram.links
        if link.kind == BIRTH
        for first in (born[parent] for parent in link.parents)
        if first and day.year - first.year < YOUNGEST_PARTNER
    }
    return tuple(p for p in people if p.placed.person.birth.dated or p.placed.id not in too_soon)


def _begun(when: When, day: date | None) -> bool:
    return day is None or when.could_be_by(day)


def _could_be_later(when: When, day: date | None) -> bool:
    """Return True where a dated beginning may lie after the day; an undated one says nothing."""
    return day is not None and when.dated and when.could_be_after(day)


def _over(end: When, day: date | None) -> bool:
    """Return True where something that has an end had certainly ended by the day."""
    return end.dated and (day is None or not end.could_be_after(day))


def _person(placed: Placed, day: date | None) -> SeenPerson | None:
    person, shape = placed.person, placed.shape
    kind = pregnancy_of(person)
    if day is not None and not (kind and not person.birth.dated) and not person.birth.could_be_by(day):
        if not _expected(placed, day) and not (kind == "pregnancy" and _within_pregnancy(person.birth, day)):
            return None
        return SeenPerson(placed, "triangle", "", False, False)
    if day is not None and kind == "pregnancy" and placed.expected_from and not _expected(placed, day):
        return None
    deceased = kind in ("miscarriage", "stillbirth", "termination")
    if person.death.dated:
        deceased = deceased or day is None or person.death.could_be_by(day)
    uncertain = _could_be_later(person.birth, day) or (deceased and _could_be_later(person.death, day))
    until = person.death if deceased and person.death.dated else When("", day, day) if day else When("")
    return SeenPerson(placed, shape, "" if kind else age_between(person.birth, until), deceased, uncertain)


def _expected(placed: Placed, day: date) -> bool:
    """Return True where a row says that this child was expected on the day."""
    if placed.expected_from is None or not placed.expected_from.could_be_by(day):
        return False
    return placed.expected_until is None or not _over(placed.expected_until, day)


def _within_pregnancy(due: When, day: date) -> bool:
    return due.earliest is not None and due.earliest - PREGNANCY <= day


def age_between(born: When, until: When) -> str:
    """Return the age inside a symbol: "17", "c. 17" where that is not sure, "5 m" for infants."""
    if not (born.earliest and born.latest and until.earliest and until.latest):
        return ""
    youngest, oldest = _months(born.latest, until.earliest), _months(born.earliest, until.latest)
    if oldest < 0:
        return ""
    youngest = max(0, youngest)
    if oldest < 24 and oldest - youngest <= 1:
        weeks = (until.latest - born.earliest).days // 7
        return f"{weeks} w" if weeks < 8 and youngest == oldest else f"{youngest} m"
    if youngest // 12 == oldest // 12:
        return f"{oldest // 12}"
    if youngest >= 36 and oldest - youngest <= 36:
        return f"c. {(youngest + oldest) // 24}"
    return f"{youngest // 12}–{oldest // 12}"  # noqa: RUF001


def _months(born: date, day: date) -> int:
    return (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)


def _lines(genogram: Genogram, shown: set[str], day: date | None) -> Iterator[SeenLine]:
    paths = routes(genogram)
    persons = {placed.id: placed for placed in genogram.people}
    for union, path in zip(genogram.unions, paths.unions, strict=True):
        if path:
            parents = {
                link.kind if link.kind == BIRTH else "care"
                for link in genogram.links
                if link.child in shown
                and set(link.parents) == set(union.partners)
                and _begun(link.start, day)
            }
            line = _couple(union, path, [persons[p] for p in union.partners], parents, day)
            if line:
                yield line
    for link, path in zip(genogram.links, paths.links, strict=True):
        if _begun(link.start, day):
            yield _child(link, path, day)
    for group, bars in zip(genogram.siblings, paths.siblings, strict=True):
        kind = "half-sibling" if group.half else "sibling"
        for path in bars:
            yield SeenLine(kind, group.people, path, When(""), When(""))
    for tie in genogram.ties:
        if _begun(tie.start, day):
            yield _tie(tie, persons, day)


_STRENGTH = {"married_to": 4, "cohabiting": 3, "partner_of": 2, "expecting": 1, "casual_partner_of": 1}


def _couple(
    union: Union, path: Path, partners: list[Placed], parents: set[str], day: date | None
) -> SeenLine | None:
    """Return a couple's line: what they last were to each other, and whether that has ended."""
    begun = [span for span in union.spans if _begun(span.start, day) and _old_enough(span, partners, day)]
    if not begun and not parents:
        return None
    together = [s for s in begun if s.kind in _STRENGTH]
    parted = [s for s in begun if s.kind in ("separated", "divorced")]
    open_now = [s for s in together if not _over(s.end, day)]
    last = max(open_now or together, key=lambda s: (_first(s.start), _STRENGTH[s.kind]), default=None)
    bars = max((2 if s.kind == "divorced" else 1 for s in parted if not _over(s.end, day)), default=0)
    if last and parted and open_now and _first(last.start) > max(_first(s.start) for s in parted):
        bars = 0  # together again
    if together and not open_now:
        bars = bars or 1
    kind = last.kind if last else ("parents", "partner_of", "married_to")[bars]
    if kind in ("expecting", "parents"):
        kind = "parents" if BIRTH in parents else "carers" if parents else "casual_partner_of"
    latest = parted[-1] if parted and bars else last
    return SeenLine(
        kind,
        union.partners,
        path,
        start=last.start if last else When(""),
        end=parted[-1].start if parted and bars else last.end if last else When(""),
        ended=bool(bars),
        uncertain=bool(latest and _could_be_later(latest.start, day)),
        bars=bars,
        group=union.id,
        source=tuple(span.source for span in begun if span.source),
    )


def _first(when: When) -> date:
    return when.earliest or when.latest or date.min


def _old_enough(span: Span, partners: list[Placed], day: date | None) -> bool:
    """Return False for an undated couple on a day when one of the two was still a small child."""
    if span.start.dated or day is None:
        return True
    born = [placed.person.birth.earliest for placed in partners]
    return all(b is None or day.year - b.year >= YOUNGEST_PARTNER for b in born)


def _child(link: ChildLink, path: Path, day: date | None) -> SeenLine:
    return SeenLine(
        link.kind,
        (*link.parents, link.child),
        path,
        link.start,
        link.end,
        ended=_over(link.end, day),
        uncertain=_could_be_later(link.start, day),
        group="+".join(sorted(link.parents)),
        source=link.sources,
    )


def _tie(tie: Tie, persons: dict[str, Placed], day: date | None) -> SeenLine:
    one, other = persons[tie.person], persons[tie.other]
    return SeenLine(
        tie.kind,
        (tie.person, tie.other),
        ((one.x, float(one.y)), (other.x, float(other.y))),
        tie.start,
        tie.end,
        ended=_over(tie.end, day),
        uncertain=_could_be_later(tie.start, day),
        source=(tie.source,) if tie.source else (),
    )


def _household(
    home: Household, everybody: dict[str, tuple[float, float]], dead: set[str], day: date | None
) -> SeenHousehold | None:
    """Return the household with those who could be living there; for all time, those with no end."""
    there = [m for m in home.members if m.person in everybody and m.person not in dead]
    there = [m for m in there if _begun(m.start, day) and not _over(m.end, day)]
    if not there:
        return None
    members = tuple(dict.fromkeys(member.person for member in there))
    inside = [everybody[person] for person in members]
    inside += [(x, y + NAME_BELOW) for x, y in inside]
    outside = [place for person, place in everybody.items() if person not in members]
    uncertain = any(_could_be_later(m.start, day) for m in there)
    return SeenHousehold(home.id, members, outline(inside, outside), uncertain)
