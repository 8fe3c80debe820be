"""What counts now of a file of decisions, and how a step is taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from workbench.case.decision_lines import UTF_16, Decision, Form
from workbench.case.decisions_file import add_lines, data_of, decisions_in, read_decisions
from workbench.case.holding import writing
from workbench.case.model import Problem


class History:
    """All decisions of one file, from the first to the last."""

    def __init__(self, decisions: Iterable[Decision], problems: Sequence[Problem] = ()) -> None:
        self.problems = tuple(problems)
        self.steps: dict[str, list[Decision]] = {}
        """The lines of each step that was not taken back, in the order of the file."""
        self._held: dict[tuple[str, ...], list[Decision]] = {}
        for one in decisions:
            self.add(one)

    @classmethod
    def read(cls, folder: Path, form: Form) -> History:
        """Return the history in a case's file; an absent file has none."""
        return cls(*read_decisions(folder, form))

    def add(self, one: Decision) -> None:
        """Add the next line of the file."""
        held = self._held.setdefault(one.key, [])
        if one.undoes:
            self.steps.pop(one.undoes, None)
            if held and held[-1].step == one.undoes:
                held.pop()
            if (held[-1].value if held else "") == one.value:
                return
        elif one.step:
            self.steps.setdefault(one.step, []).append(one)
        held.append(one)

    @property
    def now(self) -> dict[tuple[str, ...], Decision]:
        """The decision that counts for each thing; what was taken back is not there."""
        return {key: held[-1] for key, held in self._held.items() if held and held[-1].value}

    def at(self, key: tuple[str, ...]) -> Decision | None:
        """Return the decision that counts for one thing, None where there is none."""
        held = self._held.get(key)
        return held[-1] if held and held[-1].value else None

    def last_step(self, who: str) -> list[Decision]:
        """Return the lines of the last step of a person that still count; none if nothing is left to undo."""
        name = " ".join(who.split())
        for step, lines in reversed(self.steps.items()):
            counting = [one for one in lines if self._held[one.key][-1:] == [one]]
            if step and lines[0].who == name and counting:
                return counting
        return []

    def before(self, one: Decision) -> str:
        """Return what was said of a thing before the decision that counts now."""
        held = self._held[one.key]
        return held[-2].value if len(held) > 1 else ""


def undo(folder: Path, form: Form, *, who: str) -> list[Decision]:
    """Take back what a person did last, by lines that say again what was there before.

    Lines of the step about which somebody else has decided since stay. Returns
    the lines written, none where nothing is left to take back.
    """
    with writing(folder, form.file):
        history = History.read(folder, form)
        lines = history.last_step(who)
        if not lines:
            return []
        again = [one._replace(value=history.before(one)) for one in lines]
        return add_lines(folder, form, again, who=who, undoes=lines[0].step)


class Followed:
    """The history of a file to which others add: as long as it only grew, only what came since is read."""

    def __init__(self, folder: Path, form: Form) -> None:
        self._folder, self._form = folder, form
        self._data = b""
        self.history = History(())

    def catch_up(self) -> list[Decision] | None:
        """Return the lines that came since the last time; None where all of it had to be read anew."""
        data = data_of(self._folder, self._form)
        before, self._data = self._data, data
        if data == before:
            return []
        if before.endswith(b"\n") and data.startswith(before) and not before.startswith(UTF_16):
            new, _ = decisions_in(self._form, data, after=len(before))
            for one in new:
                self.history.add(one)
            return new
        self.history = History(*decisions_in(self._form, data))
        return None
