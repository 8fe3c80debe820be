"""What came back: explanations of points and answers to lines of enquiry, by the point that they speak to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.gaps import Gap, Point
from workbench.journal import Item


@dataclass(frozen=True, slots=True)
class Answered:
    """One thing that somebody said about a point."""

    text: str
    question: str
    """The line of enquiry that it answers; "" for an explanation."""
    by: str
    """Who said so, and where and when, as it was put down."""
    item: str


def gap_ids(gaps: Iterable[Gap]) -> dict[str, Gap]:
    """Return the gaps by an id that says what they are: pattern and first row, with a number if needed."""
    found: dict[str, Gap] = {}
    for gap in gaps:
        base = "@".join((gap.pattern, *gap.events[:1]))
        number = 1
        while (id := base if number == 1 else f"{base}~{number}") in found:
            number += 1
        found[id] = gap
    return found


def point_ids(points: Iterable[Point]) -> dict[str, Point]:
    """Return every point by the ids of all its reasons, in the order of the points."""
    points = tuple(points)
    ids = {gap.key: id for id, gap in gap_ids(gap for point in points for gap in point.gaps).items()}
    return {ids[gap.key]: point for point in points for gap in point.gaps}


def answered(points: Mapping[str, Point], items: Iterable[Item]) -> dict[str, tuple[Answered, ...]]:
    """Return what was said about points, by the ids of all their reasons; points without are left out.

    An explanation names its point. The answer to a line of enquiry speaks to the points that
    the hypotheses behind it came from.
    """
    items = tuple(items)
    claims = {item.id: _texts(item, "points") for item in items if item.kind == "hypothesis"}
    said: dict[str, list[Answered]] = {}
    for item in items:
        fields = item.fields
        if item.kind == "explanation":
            by = ", ".join(str(fields[name]) for name in ("by", "at") if fields.get(name))
            said.setdefault(str(fields["point"]), []).append(
                Answered(str(fields["text"]), "", by or item.made_by, item.id)
            )
        elif item.kind == "enquiry" and fields.get("answer"):
            one = Answered(
                str(fields["answer"]),
                str(fields["question"]),
                str(fields.get("answer_source") or item.changed_by),
                item.id,
            )
            for id in dict.fromkeys(
                id for claim in _texts(item, "hypothesis") for id in claims.get(claim, ())
            ):
                said.setdefault(id, []).append(one)
    return _for_all_reasons(points, said)


def _for_all_reasons(
    points: Mapping[str, Point], said: Mapping[str, list[Answered]]
) -> dict[str, tuple[Answered, ...]]:
    place = {reason: id(point) for reason, point in points.items()}
    of_point: dict[int, dict[Answered, None]] = {}
    for reason, found in said.items():
        if reason in points:
            of_point.setdefault(place[reason], {}).update(dict.fromkeys(found))
    return {reason: tuple(of_point[at]) for reason, at in place.items() if at in of_point}


def _texts(item: Item, name: str) -> tuple[str, ...]:
    value = item.fields.get(name)
    return value if isinstance(value, tuple) else ()
