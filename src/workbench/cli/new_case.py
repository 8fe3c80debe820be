"""What `workbench new` tries out in a case folder before it gets its name."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from workbench.case import Guess, Problem, open_folder, record_fingerprints
from workbench.chronology import Case, guesses, load_case


def tried_out(making: Path, given: Collection[str]) -> tuple[list[Guess], list[Problem]]:
    """Return what the files of a new case suggest for its settings, and what is said of those left out.

    A file that cannot be read is taken out again, as the home page lets none in; one
    that waits for somebody to say what its columns mean stays. Raises CaseError where
    no file is left.
    """
    case = load_case(making, partial=True)
    left = _unreadable(case)
    if left:
        for problem in left:
            (making / problem.file).unlink(missing_ok=True)
        record_fingerprints(making)
        open_folder(making)
        case = load_case(making, partial=True)
    return guesses(case, given=given), left


def _unreadable(case: Case) -> list[Problem]:
    return [
        problem
        for timeline in case.timelines
        if not len(timeline) and not timeline.waits
        for problem in timeline.problems
        if problem.stops
    ]
