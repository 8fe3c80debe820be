"""Files that were dropped and wait to be brought in: what each is, and whose it probably is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ipywidgets as widgets

from workbench.case import Problem, fingerprint, slug_of
from workbench.intake import Timeline, read_timeline
from workbench.intake.columns import not_understood
from workbench.intake.sender import sender_of
from workbench.pages.drop import Drop, Dropped
from workbench.pages.sheet import Sheet, written

HELD = "The case holds this very file already."
WAITS = (
    "It can be brought in all the same, if it is a timeline: then say under “Questions” which column "
    "holds the date and which says what happened."
)
CORRECTED = "The case has a file of this agency: this one would take its place as the corrected file."


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that waits, with the agency that it is to be brought in as."""

    dropped: Dropped
    agency: str
    """The agency's name as the reviewer wants it."""
    timeline: Timeline
    sha256: str

    @property
    def slug(self) -> str:
        return slug_of(self.agency)


class Staging:
    """A place to drop files, and below it a line for each file that waits."""

    def __init__(self, *, invitation: str, say: Callable[[str], None]) -> None:
        self._say = say
        self._lines: list[_Line] = []
        self._listeners: list[Callable[[], None]] = []
        self.known: Mapping[str, str] = {}
        """The agencies that the case has a file of, by slug, with the fingerprint of that file."""
        self.drop = Drop(label="Files from agencies", invitation=invitation, takes_text=True)
        self.refused = Sheet(look="notes", label="Files that were not taken in")
        self.head = Sheet(look="notes", label="Files that wait")
        self.lines = widgets.VBox()
        self.lines.add_class("wb-staged")
        self.box = widgets.VBox([self.drop, self.refused, self.head, self.lines])
        self.drop.on_dropped(self._take)

    def on_changed(self, then: Callable[[], None]) -> None:
        """Call ``then`` whenever a file is added, taken away or given to another agency."""
        self._listeners.append(then)

    @property
    def staged(self) -> list[Staged]:
        """The files that wait, in the order in which they came."""
        return [line.staged for line in self._lines]

    def problems(self) -> list[str]:
        """Return what has to be settled before the files can be brought in."""
        found = []
        seen: dict[str, Staged] = {}
        for one in self.staged:
            if not one.slug:
                found.append(f"{one.dropped.name}: write the agency's name in the letters a to z.")
            elif one.slug in seen:
                found.append(
                    f"{one.dropped.name} and {seen[one.slug].dropped.name} are both called "
                    f"“{one.agency}”. Give each agency one file and a name of its own."
                )
            seen.setdefault(one.slug, one)
        return found

    def done(self, brought_in: Sequence[Staged]) -> None:
        """Take away the lines of files that were brought in."""
        paths = {one.dropped.path for one in brought_in}
        for path in paths:
            path.unlink(missing_ok=True)
        self._show([line for line in self._lines if line.staged.dropped.path not in paths])

    def _take(self, files: list[Dropped], refused: list[str]) -> None:
        refused = list(refused)
        lines = list(self._lines)
        prints = {line.staged.sha256: line.staged.dropped.name for line in lines}
        for number, file in enumerate(files, start=1):
            self._say(f"Looking at {file.name} ({number} of {len(files)})")
            sha256 = fingerprint(file.path)
            if sha256 in prints:
                refused.append(f"{file.name} is the same file as {prints[sha256]}, byte for byte.")
                file.path.unlink(missing_ok=True)
                continue
            prints[sha256] = file.name
            lines.append(self._line(file, sha256))
        self._say("")
        self.refused.html = written("notes.html", notes=refused, tone="problem")
        self._show(lines)

    def _line(self, file: Dropped, sha256: str) -> _Line:
        timeline = read_timeline(file.path, agency="")
        sender = sender_of(Path(file.name).stem, timeline.above)
        return _Line(Staged(file, sender.label, timeline, sha256), self)

    def _show(self, lines: list[_Line]) -> None:
        self._lines = lines
        self.lines.children = [line.box for line in lines]
        self.changed()

    def remove(self, line: _Line) -> None:
        """Take one file away again; nothing of it is kept."""
        line.staged.dropped.path.unlink(missing_ok=True)
        self._show([other for other in self._lines if other is not line])

    def changed(self) -> None:
        """Say anew what each file would become, and tell the listeners."""
        for line in self._lines:
            line.describe(self.known)
        count = len(self._lines)
        notes = [
            f"{count} file{'s' if count != 1 else ''} to bring in. Is each agency's name right? Correct it "
            "on the left if not."
        ]
        self.head.html = written("notes.html", notes=notes if count else [], tone="")
        for listener in self._listeners:
            listener()


class _Line:
    """One file that waits: the agency's name to correct, what was read, a button to take it away."""

    def __init__(self, staged: Staged, staging: Staging) -> None:
        self.staged = staged
        self._staging = staging
        self.name = widgets.Text(staged.agency, continuous_update=False, layout={"width": "240px"})
        self.name.add_class("wb-agency-name")
        self.about = Sheet(look="staged", label=f"What was read of {staged.dropped.name}")
        self.away = widgets.Button(description="Take away", layout={"width": "100px"})
        self.away.tooltip = f"Take {staged.dropped.name} away"
        self.box = widgets.HBox([self.name, self.about, self.away])
        self.box.add_class("wb-staged-line")
        self.name.observe(lambda change: self._rename(change["new"]), "value")
        self.away.on_click(lambda _: staging.remove(self))

    def _rename(self, agency: str) -> None:
        old = self.staged
        self.staged = Staged(old.dropped, agency.strip(), old.timeline, old.sha256)
        self._staging.changed()

    def describe(self, known: Mapping[str, str]) -> None:
        """Say what was read, and what becomes of the file."""
        one = self.staged
        stops = [problem for problem in one.timeline.problems if problem.stops]
        becomes = (HELD if known[one.slug] == one.sha256 else CORRECTED) if one.slug in known else ""
        self.about.html = written(
            "staged.html",
            name=one.dropped.name,
            timeline=one.timeline,
            stops=[f"{problem.problem} {problem.remedy}" for problem in stops],
            strange=not_understood(one.timeline.columns),
            looks=[_noticed(problem) for problem in one.timeline.problems if not problem.stops],
            number=one.dropped.path.stem,
            becomes=becomes or (WAITS if one.timeline.waits else ""),
        )


def _noticed(problem: Problem) -> str:
    """Return what was noticed, with its place in the file; whose file it is stands beside it."""
    row = f"row {problem.row}" if problem.row else ""
    column = f"column “{problem.column}”" if problem.column else ""
    place = ", ".join(filter(None, (problem.part, row, column)))
    return f"{place}: {problem.problem}" if place else problem.problem
