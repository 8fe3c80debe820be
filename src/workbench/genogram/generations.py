"""Which row everybody stands on: parents above children, partners side by side.

Birth lines, couples and stated siblings fix the rows wherever they agree, which
is nearly always. Where they do not (an uncle and his niece as a couple) every
parent still stands above every child, and a line grows longer instead. Adopters,
step-parents and carers who are not family by birth or partnership come one row
above the eldest generation of those they cared for.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from workbench.genogram.model import ADOPTIVE, BIRTH, FOSTER, KINSHIP, OTHER_CARE, STEP, Family

_CARE = (ADOPTIVE, STEP, KINSHIP, FOSTER, OTHER_CARE)  # the closest first
_A_GENERATION_YEARS = 15
Step = tuple[str, str, int]
"""Two people, and how many rows the second stands below the first."""


def components(family: Family) -> list[dict[str, int]]:
    """Return the rows of each group of people who are related in any way, from 0 down.

    Groups that no family line joins come apart; friends are such groups of one.
    """
    fragments = _Fragments([person.id for person in family.people])
    descent, level = _steps_by_birth(family)
    for members in _connected(fragments.row_of, [*descent, *level]):
        inside = set(members)
        rows = _rows(members, [s for s in descent if s[0] in inside], [s for s in level if s[0] in inside])
        fragments.add(rows)
    for kind in _CARE:
        steps = [(p, link.child, 1) for link in family.links if link.kind == kind for p in link.parents]
        fragments.join(steps, above=True)
    born = {person.id: person.birth.earliest or person.birth.latest for person in family.people}
    relatives = [
        (t.person, t.other, _by_age(born[t.person], born[t.other]))
        for t in family.ties
        if t.kind == "relative_of"
    ]
    fragments.join(relatives, above=False)
    return fragments.groups()


def _steps_by_birth(family: Family) -> tuple[list[Step], list[Step]]:
    """Return the steps down by birth, and the steps between people of one row."""
    descent = [(p, link.child, 1) for link in family.links if link.kind == BIRTH for p in link.parents]
    joined = [union for union in family.unions if len(union.partners) == 2]
    has_children = {link.parents for link in family.links}
    joined.sort(key=lambda union: (union.partners not in has_children, union.partners))
    level = [(union.partners[0], union.partners[1], 0) for union in joined]
    for group in (*family.siblings, *family.twins):
        level += [(one, other, 0) for one, other in pairwise(group.people)]
    return descent, level


def _by_age(one: date | None, other: date | None) -> int:
    """Return the step between two relatives whose exact relation is not in the table."""
    if one is None or other is None:
        return 0
    years = (other.year - one.year) / _A_GENERATION_YEARS
    return 1 if years >= 1 else -1 if years <= -1 else 0


def _connected(people: Iterable[str], steps: Iterable[Step]) -> list[list[str]]:
    near: dict[str, list[str]] = defaultdict(list)
    for one, other, _ in steps:
        near[one].append(other)
        near[other].append(one)
    seen: set[str] = set()
    groups = []
    for start in people:
        if start in seen:
            continue
        seen.add(start)
        group, waiting = [], deque([start])
        while waiting:
            person = waiting.popleft()
            group.append(person)
            for other in near[person]:
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        groups.append(group)
    return groups


def _rows(people: Sequence[str], descent: Sequence[Step], level: Sequence[Step]) -> dict[str, int]:
    """Return the rows of people who are all connected by birth, partnership or as siblings."""
    rows = {people[0]: 0}
    near: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for one, other, down in (*descent, *level):
        near[one].append((other, down))
        near[other].append((one, -down))
    waiting = deque(people[:1])
    agree = True
    while waiting:
        person = waiting.popleft()
        for other, down in near[person]:
            if other not in rows:
                rows[other] = rows[person] + down
                waiting.append(other)
            agree = agree and rows[other] == rows[person] + down
    return rows if agree else _rows_by_descent(people, descent, level)


def _rows_by_descent(people: Sequence[str], descent: Sequence[Step], level: Sequence[Step]) -> dict[str, int]:
    """Return rows with every parent above every child, and couples level where that allows it."""
    stands_for = {person: person for person in people}
    for one, other, _ in level:
        a, b = stands_for[one], stands_for[other]
        if a != b and not _is_above(a, b, descent, stands_for) and not _is_above(b, a, descent, stands_for):
            stands_for = {person: a if group == b else group for person, group in stands_for.items()}
    steps = sorted({(stands_for[p], stands_for[c]) for p, c, _ in descent})
    groups = sorted(set(stands_for.values()))
    rows = dict.fromkeys(groups, 0)
    for _ in groups:  # the longest way down; without circles it settles in that many rounds
        for parent, child in steps:
            rows[child] = max(rows[child], rows[parent] + 1)
    _pull_together(rows, steps)
    return {person: rows[stands_for[person]] for person in people}


def _is_above(one: str, other: str, descent: Sequence[Step], stands_for: dict[str, str]) -> bool:
    children: dict[str, set[str]] = defaultdict(set)
    for parent, child, _ in descent:
        children[stands_for[parent]].add(stands_for[child])
    seen: set[str] = set()
    waiting = [one]
    while waiting:
        for child in children[waiting.pop()]:
            if child == other:
                return True
            if child not in seen:
                seen.add(child)
                waiting.append(child)
    return False


def _pull_together(rows: dict[str, int], steps: Sequence[tuple[str, str]]) -> None:
    """Shift groups that are held together by shortest lines while that shortens the others."""
    for _ in range(4 * len(rows)):
        tight = [(p, c, 1) for p, c in steps if rows[c] - rows[p] == 1]
        loose = [(p, c) for p, c in steps if rows[c] - rows[p] > 1]
        if not loose:
            return
        for group in _connected(sorted(rows), tight):
            inside = set(group)
            above = [rows[c] - rows[p] - 1 for p, c in loose if p in inside and c not in inside]
            below = [rows[c] - rows[p] - 1 for p, c in loose if c in inside and p not in inside]
            if len(above) != len(below):  # move towards the side with more long lines
                shift = min(above) if len(above) > len(below) else -min(below)
                for member in group:
                    rows[member] += shift
                break
        else:
            return


class _Fragments:
    """Groups of people whose rows are known relative to each other."""

    def __init__(self, people: Iterable[str]) -> None:
        self.row_of = dict.fromkeys(people, 0)
        self.group_of = {person: {person} for person in self.row_of}

    def add(self, rows: dict[str, int]) -> None:
        self.row_of.update(rows)
        members = set(rows)
        for person in rows:
            self.group_of[person] = members

    def join(self, steps: Sequence[Step], *, above: bool) -> None:
        """Join groups that ``steps`` link; with ``above`` no step may end up flat or turned."""
        for one, other, _ in steps:
            upper, lower = self.group_of[one], self.group_of[other]
            if upper is lower:
                continue
            between = [
                self.row_of[b] - self.row_of[a] - down for a, b, down in steps if a in upper and b in lower
            ]
            shift = min(between) if above else between[0]
            for person in sorted(upper):
                self.row_of[person] += shift
            upper |= lower
            for person in upper:
                self.group_of[person] = upper

    def groups(self) -> list[dict[str, int]]:
        found, seen = [], set()
        for person in self.row_of:
            if person in seen:
                continue
            members = [p for p in self.row_of if p in self.group_of[person]]
            seen.update(members)
            top = min(self.row_of[p] for p in members)
            found.append({p: self.row_of[p] - top for p in members})
        return found
