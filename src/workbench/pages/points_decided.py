"""What became of the points on a page: decided, taken back, and shown with what others decide meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from workbench.case import Decision, PointKey
from workbench.enquiry import (
    PointDecided,
    decide,
    decided_by,
    decisions,
    take_back,
    take_over,
)
from workbench.gaps import Decided
from workbench.journal import Conflict, JournalError, Record
from workbench.pages.case_journal import CaseJournal
from workbench.pages.point_views import day_of
from workbench.vocabulary.sentences import counted

KEPT_HERE = "Kept until this page is closed: a sample case is not changed. Copy it to work on it."


class PointsDecided:
    """The decisions on the points of one case, as a page has shown them last."""

    def __init__(self, journal: CaseJournal, older: Mapping[PointKey, Decision]) -> None:
        """``older`` is what points.csv says; it is taken over into the journal."""
        self._journal, self._older = journal, older
        self._decisions = decisions(None, older)
        self._shown: object = None
        """The state of the journal that ``now`` is of."""
        self.who = ""
        """The name that was given with the last decision on this page."""
        self.said: tuple[str, str] = self._take_over() if older else ("", "")
        """What was saved or went wrong last: the tone, and the words."""
        self.conflict: dict[str, str] | None = None
        """What somebody else decided about the same meanwhile, beside what was to be kept here."""
        self.look()

    def _take_over(self) -> tuple[str, str]:
        try:
            taken = self._journal.change(lambda journal: take_over(journal, self._older))
        except JournalError as error:
            return "problem", f"What points.csv says counts, and is not in the journal yet. {error}"
        if not taken or self._journal.sample:
            return "", ""
        decided = counted(taken, "decision")
        return "done", f"{decided} of points.csv taken over into the journal; the file stays as it is."

    @property
    def now(self) -> Mapping[PointKey, Decided]:
        """What became of points, as of the last look."""
        return self._decisions.now

    def look(self) -> bool:
        """Take in what others decided; True where the journal has changed since the last look."""
        self._journal.look()
        if self._shown == self._journal.state:
            return False
        self._shown = self._journal.state
        self._decisions = self._journal.read(lambda journal: decisions(journal, self._older), self._decisions)
        return True

    def keep(self, wanted: list[PointDecided]) -> bool:
        """Keep what became of points; False where it was not kept, and ``said`` says why."""
        self.conflict = None
        seen = self._decisions.seen
        try:
            self._journal.change(lambda journal: decide(journal, wanted, who=self.who, seen=seen))
        except Conflict as conflict:
            self._put_side_by_side(conflict, wanted[0])
            return False
        except JournalError as error:
            self.said = ("problem", str(error))
            return False
        self.said = ("done", KEPT_HERE if self._journal.sample else "Saved.")
        return True

    def _put_side_by_side(self, conflict: Conflict, mine: PointDecided) -> None:
        theirs = conflict.item.fields
        self.conflict = {
            "who": conflict.who,
            "pattern": str(theirs["pattern"]),
            "theirs": "(taken back)" if conflict.withdrawn else _in_words(theirs),
            "mine": _in_words({"state": mine.state, "reason": mine.reason}),
            "state": mine.state,
            "reason": mine.reason,
        }
        self.said = ("", "")

    def undo(self, who: str) -> None:
        """Take back what a person decided last."""
        self.conflict = None
        try:
            undone = self._journal.change(lambda journal: take_back(journal, who=who))
        except JournalError as error:
            self.said = ("problem", str(error))
            return
        nothing = f"Nothing that {who} decided is left to take back."
        self.said = ("done", f"Taken back what {who} decided last." if undone else nothing)

    def history(self, key: PointKey) -> list[str]:
        """Return in words what was ever decided under a key, the oldest first; none where it is one thing."""
        item = self._decisions.items.get(key)
        records = self._journal.history(item.id) if item else ()
        return list(_lines(records)) if len(records) > 1 else []


def _lines(records: Iterable[Record]) -> Iterable[str]:
    stands: dict[str, Any] = {}
    for record in records:
        stands.update(record.fields)
        when = str(record.fields.get("decided_at") or "")[:10] or record.at.date().isoformat()
        done = "taken back" if record.gone else _in_words(stands)
        again = "taken back, again " if record.fields.get("undoes") else ""
        yield f"{day_of(when)}, {decided_by(record)}: {again}{done}"


def _in_words(said: Mapping[str, Any]) -> str:
    return f"{said['state']}: {said['reason']}" if said.get("reason") else str(said["state"])
