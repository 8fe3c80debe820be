"""By which way each agency first came to hold each topic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.knowledge.case_knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class FirstWay:
    """The first of the ways by which an agency held a topic, as the route that counts first."""

    how: int
    """One of `routes.OWN` to `routes.SOME_SERVICE`."""
    row: str
    """The entry that it held then."""
    first: int
    """The first day on which it could be held, as a number; that from which it certainly is, is ``sure``."""
    sure: int


def first_ways(knowledge: Knowledge) -> dict[tuple[str, str], FirstWay]:
    """Return by agency and topic the way by which it first certainly held it, or else first could."""
    topics, lists = knowledge.coded("topics")
    routes = knowledge.routes
    which, topic = lists.at(routes.row)
    holder, how, first, sure = (
        column[which] for column in (routes.holder, routes.how, routes.first, routes.sure)
    )
    order = np.lexsort((how, first, sure, topic, holder))
    pairs = holder[order] * max(len(topics), 1) + topic[order]
    leads = order[np.flatnonzero(np.diff(pairs, prepend=-1))]
    ids = knowledge.rows.ids
    columns = (holder, topic, how, routes.row[which], first, sure)
    return {
        (routes.names[agency], topics[number]): FirstWay(way, ids[row], earliest, certain)
        for agency, number, way, row, earliest, certain in zip(
            *(column[leads].tolist() for column in columns), strict=True
        )
    }
