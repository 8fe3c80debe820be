"""The points to explore on the page: which are listed, what became of them, and moved thresholds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from workbench.case import CaseError, change_settings
from workbench.chronology import Case, CaseByDay
from workbench.enquiry import STATES, PointDecided, answered, gap_ids
from workbench.gaps import CATALOGUE, TO_EXPLORE, Gap, Point, finder, points, standings
from workbench.pages import guidance_view, point_views
from workbench.pages.case_journal import CaseJournal
from workbench.pages.hindsight import seen_by
from workbench.pages.narrow_panel import Kept
from workbench.pages.places import is_sample
from workbench.pages.points_decided import PointsDecided
from workbench.pages.selection import Selection, concerns, within
from workbench.pages.sheet import written
from workbench.standards import standards

TABS = ("points", "practice", "thresholds", "guidance", "looked")
OF_THE_WHOLE = ("thresholds", "looked")
"""Tabs whose numbers are of the whole case, and so tell of what came later."""


class PointsPanel:
    """The points of one case, as a reader filters, decides and moves thresholds."""

    def __init__(self, case: Case, *, journal: CaseJournal | None = None, onward: Sequence[str] = ()) -> None:
        """``onward`` are the kinds of the journal that this page can make of a point."""
        self.journal = journal or CaseJournal(case.folder.path)
        self.case = case
        self._onward = onward
        self.tab = TABS[0]
        self.pattern = self.state = ""
        """What the list is narrowed to; "" shows every one."""
        self.decided = PointsDecided(self.journal, case.answers.points)
        self.said = self.decided.said
        """What was saved or went wrong last: the tone, and the words."""
        self._undecided = ""
        """The point about which somebody else decided meanwhile, until something else is done."""
        self._sample = is_sample(case.folder.path)
        self._finder = finder(case)
        self._standards = case.folder.standards
        self._kept: Mapping[str, Mapping[str, Any]] = case.folder.thresholds
        """The thresholds that case.toml says."""
        self._before: Mapping[str, int] = {}
        self._by: CaseByDay | None = None
        self._kept_entries: Kept | None = None
        self._look_again()

    def _look_again(self) -> None:
        self.found = self._finder.found()
        self._all = points(self.case, self.found.gaps)
        named = gap_ids(tuple(gap for point in self._all for gap in point.gaps))
        self.ids = {gap.key: id for id, gap in named.items()}
        """The id of each reason; the points follow each other in their order."""
        self.every = {self.ids[gap.key]: point for point in self._all for gap in point.gaps}
        """Every point by the ids of its reasons, whether it is shown or not."""
        self._now = standings(self.found.gaps, self.decided.now)
        self.show_by(self._by)

    def show_by(self, case: CaseByDay | None) -> None:
        """Show only points that rest on nothing after the day of ``case``; all of them with None."""
        self._by = case
        self.points = self._all
        if case:
            self.points = points(case, tuple(gap for gap in self.found.gaps if seen_by(gap, case)))
        self.gaps = {self.ids[gap.key]: gap for point in self.points for gap in point.gaps}
        """Every reason of every point by its id."""
        self.by_id = {self.ids[gap.key]: point for point in self.points for gap in point.gaps}
        """The point that a reason belongs to, by the id of the reason."""
        practice = gap_ids(self.found.practice)
        self.practice = {id: gap for id, gap in practice.items() if seen_by(gap, case)}

    def look(self) -> bool:
        """Take in what others wrote; True where the journal has changed since it was last taken in."""
        if not self.decided.look():
            return False
        self._now = standings(self.found.gaps, self.decided.now)
        return True

    def narrow(self, kept: Kept | None) -> None:
        """List only points that have to do with the entries that the page is narrowed to."""
        self._kept_entries = kept

    def leaves_out(self, entry: str) -> bool:
        """True if the page is narrowed to other entries than this one."""
        return self._kept_entries is not None and entry not in self._kept_entries.ids

    @property
    def _shown_case(self) -> Case:
        return self._by or self.case

    # What a reader does

    def take(self, kind: str, what: str) -> bool:
        """Do what was chosen in the panel; False where that is none of its own things."""
        done: dict[str, Callable[[str], None]] = {
            "tab": self._open, "pattern": self._narrow_pattern, "state": self._narrow_state,
            "set": self._set, "keep": self._keep_thresholds, "rule": self._change_rule,
            "decide": self._decide, "undo": self._undo,
        }  # fmt: skip
        if kind not in done:
            return False
        self.said, self._undecided = ("", ""), ""
        done[kind](what)
        return True

    def _open(self, tab: str) -> None:
        if tab in TABS:
            self.tab = tab
            self._before = self._counts()

    def _narrow_pattern(self, code: str) -> None:
        self.pattern = code

    def _narrow_state(self, state: str) -> None:
        self.state = state

    def _set(self, what: str) -> None:
        """Move a threshold: "GP01:working_days_after:10"; an empty value takes it back to the default."""
        code, _, rest = what.partition(":")
        name, _, value = rest.partition(":")
        pattern = next((one for one in CATALOGUE if one.pattern == code and name in one.settings), None)
        if pattern is None:
            return
        try:
            moved = int(value) if value.strip() else pattern.settings[name]
        except ValueError:
            moved = None
        if moved is None or moved < 0:
            self.said = ("problem", "A threshold is a whole number, 0 or more. Nothing was changed.")
            return
        self._finder.change(code, **{name: moved})
        self._look_again()

    def _settings(self) -> Iterator[tuple[str, str, Any, Any]]:
        """Yield every setting with its pattern, as it stands now and by default."""
        for pattern in CATALOGUE:
            for name, default in pattern.settings.items():
                yield pattern.pattern, name, self._finder.settings[pattern.pattern][name], default

    def _keep_thresholds(self, _: str) -> None:
        """Write the thresholds that stand now into case.toml, so that everybody finds with them."""
        changes = {
            f"patterns.{code}.{name}": None if stands == default else stands
            for code, name, stands, default in self._settings()
            if stands != self._of_case(code, name, default)
        }
        if self._sample:
            self.said = ("problem", "A sample case is not changed. Copy it on the home page to work on it.")
            return
        try:
            change_settings(self.case.folder.path, changes)
        except CaseError as error:
            self.said = ("problem", " ".join(map(str, error.problems)))
            return
        self._kept = {code: dict(values) for code, values in self._finder.settings.items()}
        self.said = ("done", "Kept in case.toml: this case is looked at with these thresholds from now on.")

    def _of_case(self, code: str, name: str, default: Any) -> Any:
        return self._kept.get(code, {}).get(name, default)

    def _change_rule(self, what: str) -> None:
        """Change one standard for this case: its id, and the form as JSON."""
        id, _, form = what.partition(" ")
        given = json.loads(form)
        if id not in standards():
            return
        try:
            wanted = guidance_view.settings_of(id, given)
            if not self._sample:
                change_settings(self.case.folder.path, wanted)
            self._standards = guidance_view.changes_with(self._standards, id, wanted)
        except CaseError as error:
            self.said = ("problem", " ".join(map(str, error.problems)))
            return
        moved = self._finder.settings
        self.case = replace(self.case, folder=replace(self.case.folder, standards=self._standards))
        self._finder = finder(self.case)
        for code, values in moved.items():
            self._finder.change(code, **values)
        self._look_again()
        words = (
            "until this page is closed: a sample case is not changed." if self._sample else "in case.toml."
        )
        self.said = ("done", f"{id}: kept {words}")

    def _decide(self, what: str) -> None:
        """Keep what became of a point: its id, and the form as JSON."""
        id, _, form = what.partition(" ")
        given = json.loads(form)
        point, state = self.by_id.get(id), given.get("state", "")
        if point is None or state not in STATES:
            return
        self.decided.who = " ".join(given.get("who", "").split())
        if not self.decided.who:
            self.said = ("problem", "Give your name: a decision is kept with who made it. Nothing was saved.")
            return
        wanted = given.get("about", "")
        reasons = [gap for gap in point.gaps if wanted in ("", self.ids[gap.key])]
        reason = given.get("reason", "").strip()
        if not self.decided.keep([PointDecided(gap.decided_under, state, reason) for gap in reasons]):
            self._undecided = self.ids[point.gaps[0].key]
        self.said = self.decided.said
        self.look()

    def _undo(self, who: str) -> None:
        self.decided.undo(who)
        self.said = self.decided.said
        self.look()

    # What is shown

    def page(self, chosen: Selection, **around: Any) -> str:
        """Return the open tab as HTML, or the points of the chosen agency or person.

        ``around`` is what the list of points shows beside them.
        """
        self.look()
        head = {"tab": self.tab, "counts": self._counts(), "said": self.said}
        tab = self.tab if not chosen else TABS[0]
        if tab == "practice":
            found = {id: gap for id, gap in self.practice.items() if within(gap, self._kept_entries)}
            shown = point_views.practice(self._shown_case, found)
            return written("practice.html", head=head, practice=shown, of=len(self.practice))
        if self._by and tab in OF_THE_WHOLE:
            return written("points_hidden.html", head=head)
        if tab == "thresholds":
            moved = point_views.thresholds(self._finder.settings, self.found, self._before)
            unkept = any(
                value != self._of_case(code, name, value_by_default)
                for code, name, value, value_by_default in self._settings()
            )
            return written("thresholds.html", head=head, thresholds=moved, unkept=unkept)
        if tab == "guidance":
            return written("guidance.html", head=head, **guidance_view.listed(self.case))
        if tab == "looked":
            return written("looked.html", head=head, **point_views.looked(self.case, self.found))
        return written(
            "points.html",
            head=head,
            points=[
                point_views.listed(self._shown_case, self.ids[point.gaps[0].key], point, self._now)
                for point in self._shown(chosen)
            ],
            of=len(self.points),
            patterns=point_views.patterns_of(self.gaps.values()),
            states=STATES,
            pattern=self.pattern,
            state=self.state,
            **around,
        )

    def _shown(self, about: Selection) -> list[Point]:
        def wanted(gap: Gap) -> bool:
            return (
                (not self.pattern or gap.pattern == self.pattern)
                and (not self.state or self._now[gap.key].state == self.state)
                and (not about or concerns(gap, about))
                and within(gap, self._kept_entries)
            )

        return [point for point in self.points if any(wanted(gap) for gap in point.gaps)]

    def _counts(self) -> dict[str, int]:
        return {
            "points": len(self.points),
            "practice": len(self.practice),
            **{
                code: looked.get("practice", looked["gaps"])
                for code, looked in self.found.looked_at["patterns"].items()
            },
        }

    def one(self, id: str) -> str:
        """Return one point with all its reasons as HTML; ``id`` is that of any of them."""
        point = self.by_id[id]
        self.look()
        # What was said afterwards is hindsight.
        came_back = answered(self.every, self.journal.items).get(id, ()) if self._by is None else ()
        first = self.ids[point.gaps[0].key]
        conflict = self.decided.conflict if first == self._undecided else None
        return written(
            "point.html",
            id=first,
            open=id,
            point=point_views.opened(
                self._shown_case, point, self.ids, self._now, self.found, history=self.decided.history
            ),
            states=[(state, self._asked(state)) for state in STATES],
            came_back=came_back,
            who=self.decided.who,
            conflict=conflict,
            sample=self._sample,
            said=self.said,
            chosen=conflict["state"] if conflict else self._state_of(point),
            back="Back" if self._onward else "All points",
            onward=point_views.onward(self.case, f"gap:{first}", self._onward),
        )

    def notes(self, entry: str) -> list[tuple[str, str]]:
        """Return the panel's notes on an entry with who wrote each; none where later things are hidden."""
        self.journal.look()
        if self._by is not None:
            return []
        return [
            (str(item.fields["text"]), item.changed_by)
            for item in self.journal.items
            if item.kind == "note" and entry in (item.fields.get("row") or ())  # type: ignore[operator]
        ]

    def states(self) -> dict[str, str]:
        """Return what became of each point, by the id of its first reason; "" where nobody decided."""
        self.look()
        return {
            self.ids[point.gaps[0].key]: self._state_of(point)
            if any(self._now[gap.key].decided for gap in point.gaps)
            else ""
            for point in self._all
        }

    def _state_of(self, point: Point) -> str:
        states = {self._now[gap.key].state for gap in point.gaps}
        return states.pop() if len(states) == 1 else TO_EXPLORE

    @staticmethod
    def _asked(state: str) -> str:
        return {
            "to explore": "still open",
            "explained": "say by what",
            "not relevant": "say why",
            "to the learning event": "to be asked there",
            "learning point": "became one",
        }[state]
