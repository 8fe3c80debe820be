"""What the rules say of an entry's kind, weighed against all the words of its event."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workbench.coding.clues import CODES, SURE_ENOUGH, Clues
from workbench.coding.reading import Reading
from workbench.coding.suggest import Suggestion

ALSO_NAMED = 0.7
"""How much it counts for a kind that a rule finds it as well, in the same cell."""

_AT = {code: at for at, code in enumerate(CODES)}


def weigh(suggestions: Sequence[Suggestion], events: Sequence[Reading], clues: Clues) -> None:
    """Keep, change or take away the kind of each suggestion, as the sum of rule and clues has it.

    An entry without an event is left as its rules have it.
    """
    chosen = [at for at, event in enumerate(events) if event.points is not None]
    if not chosen:
        return
    points = np.array([events[at].points for at in chosen])
    by_rule = [_AT[suggestions[at].codes.get("kind", "")] for at in chosen]
    points[np.arange(len(chosen)), by_rule] += [suggestions[at].sureness for at in chosen]
    also = [(row, _AT[code]) for row, at in enumerate(chosen) for code in suggestions[at].also]
    if also:
        points[tuple(np.array(also).T)] += ALSO_NAMED
    best = points.argmax(axis=1)
    shares = 1 / np.exp(points - points.max(axis=1, keepdims=True)).sum(axis=1)
    best[shares < SURE_ENOUGH] = _AT[""]
    for row in np.flatnonzero(best != by_rule).tolist():
        made, event, kind = suggestions[chosen[row]], events[chosen[row]], CODES[best[row]]
        words = clues.strongest(event.text, kind) if kind else ""
        if words:
            made.codes["kind"], made.because["kind"] = kind, words
        else:
            made.codes.pop("kind", None)
            made.because.pop("kind", None)
