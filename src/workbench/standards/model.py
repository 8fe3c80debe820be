"""One standard, and how it stands for one event."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

UNITS = ("hours", "working_days", "calendar_days", "months")
CONFIDENCES = ("confirmed by text seen", "widely stated", "uncertain")
WEIGHTS = ("statutory", "procedure", "guidance", "local")
"""What kind of text a standard stands in, the weightiest first."""
TAGS = (
    "statutory", "procedure", "review-process", "existence-only", "threshold", "recurring", "before",
    "local", "legacy", "secondary",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standard:
    """One expectation of guidance: what is expected after what, within how long."""

    id: str
    jurisdiction: str
    trigger: str
    expected: str
    responsible: str
    within: int | None
    unit: str
    """One of `UNITS`; empty where no figure is given."""
    clock: str
    source: str
    address: str
    confidence: str
    """One of `CONFIDENCES`."""
    tags: frozenset[str]
    applies_from: date | None
    applies_to: date | None
    note: str
    changed: str = ""
    """What a case says instead, in words; empty where it says nothing."""

    @property
    def local(self) -> bool:
        """True for one area's protocol, which is a setting and not a national rule."""
        return "local" in self.tags or "local" in self.jurisdiction

    @property
    def weight(self) -> str:
        """What kind of text it stands in: one of `WEIGHTS`."""
        if self.local:
            return "local"
        return next((weight for weight in WEIGHTS[:2] if weight in self.tags), "guidance")

    @property
    def uncertain(self) -> bool:
        """True where we are not sure of the figure: it raises nothing unless a case switches it on."""
        return self.confidence == "uncertain"

    def figure(self) -> str:
        """Return its figure in words, such as "10 working days"; empty where it has none."""
        if self.within is None:
            return ""
        unit = self.unit.replace("_", " ")
        return f"{self.within} {unit.removesuffix('s') if abs(self.within) == 1 else unit}"

    def applies_on(self, day: date) -> bool:
        """True if it was in force on a day."""
        started = self.applies_from is None or self.applies_from <= day
        return started and not (self.applies_to is not None and self.applies_to < day)


@dataclass(frozen=True, slots=True)
class Rule:
    """A standard as it applies to one event: which one, and in which words to cite it."""

    standard: Standard
    later: bool
    """True where nothing was in force that day and the nearest later rule is shown instead."""

    @property
    def cited(self) -> str:
        """The citation for a screen: id, expectation, source, and the date where it is later."""
        rule = self.standard
        sure = (
            f"{rule.confidence}; one area's protocol, not a national rule" if rule.local else rule.confidence
        )
        text = f"{rule.id}: {rule.expected} ({rule.source}; {sure})"
        if rule.changed:
            text += f" - {rule.changed}"
        if self.later and rule.applies_from:
            since = rule.applies_from
            text += (
                f" - in force from {since.day} {since:%B %Y}, after this event;"
                " shown as the nearest written rule, not as the rule of the day"
            )
        return text


@dataclass(frozen=True, slots=True)
class Change:
    """What a case says about one standard, other than the file does, and why."""

    id: str
    why: str
    within: int | None = None
    unit: str = ""
    on: bool | None = None
    """False: not used in this case. True: used although the figure is uncertain."""


Changes = tuple[Change, ...]
"""What one case changes; hashable, so that a choice can be kept."""


@dataclass(frozen=True, slots=True)
class StandardsProblem:
    """One thing that is wrong with a file of standards."""

    file: str
    row: int
    """The row as a spreadsheet shows it, the heading being row 1."""
    column: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f'{self.file}, row {self.row}, column "{self.column}": {self.problem} {self.remedy}'


@dataclass
class StandardsError(Exception):
    """A file of standards that cannot be used, with everything that is wrong with it."""

    problems: tuple[StandardsProblem, ...] = field(default_factory=tuple)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))
