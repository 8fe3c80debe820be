"""Running the patterns over a case, and saying what was looked at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2s
from typing import Any

from workbench.case import collector_paused
from workbench.chronology import Case
from workbench.gaps.answers import Answers, as_json
from workbench.gaps.coverage import agencies_read, coverage_of, without_timeline
from workbench.gaps.entry import Entry
from workbench.gaps.model import Gap, Gaps
from workbench.gaps.pattern import Answer, Answered, Found, LeftOut, Pattern, Unknown
from workbench.gaps.records import Records
from workbench.gaps.wording import span_of, together
from workbench.vocabulary.sentences import counted, listed


class Finder:
    """The patterns over one case: each is run once, and again only when one of its settings is changed."""

    def __init__(
        self,
        case: Case,
        patterns: Sequence[Pattern],
        settings: Mapping[str, Mapping[str, Any]] | None = None,
        *,
        only_answers: Sequence[Pattern] = (),
    ) -> None:
        """Read the case; ``settings`` says by the code of a pattern what it takes for granted instead.

        ``only_answers`` are patterns that are run for what they answer and not reported themselves: a
        pattern that reads the answers of others may be asked for alone.
        """
        self.records = Records(case)
        self._patterns = tuple(patterns)
        self._all = (*only_answers, *patterns)
        self.settings = {
            pattern.pattern: {**pattern.settings, **(settings or {}).get(pattern.pattern, {})}
            for pattern in self._all
        }
        """What each pattern takes for granted now."""
        self._looked: dict[str, _Looked] = {}
        self._reading: dict[tuple[str, str], _Looked] = {}
        """What patterns that read answers made of those of each other pattern."""

    def change(self, code: str, **values: Any) -> None:
        """Change settings of one pattern; only what depends on them is looked for again."""
        self.settings[code].update(values)
        self._looked.pop(code, None)
        for pattern in self._all:
            if pattern.reads_answers:
                self._looked.pop(pattern.pattern, None)
        self._reading = {pair: looked for pair, looked in self._reading.items() if code not in pair}

    @collector_paused()
    def found(self) -> Gaps:
        """Return the gaps in order of date, practice that helped, and what was looked at."""
        so_far: Answers = []
        for pattern in self._all:
            if pattern.pattern not in self._looked:
                self._looked[pattern.pattern] = self._look(pattern, so_far)
            so_far.append((pattern, self._looked[pattern.pattern].answers))
        order = sorted(
            (point for pattern in self._patterns for point in self._looked[pattern.pattern].points),
            key=lambda gap: (gap.since or date.max, gap.pattern, gap.events),
        )
        positive = {pattern.pattern for pattern in self._patterns if pattern.positive}
        gaps = tuple(point for point in order if point.pattern not in positive)
        practice = tuple(point for point in order if point.pattern in positive)
        counts = {pattern.pattern: self._looked[pattern.pattern].counts for pattern in self._patterns}
        return Gaps(gaps, _looked_at(counts, self._supplied, len(gaps)), practice)

    def _look(self, pattern: Pattern, so_far: Answers) -> _Looked:
        if not pattern.reads_answers:
            return self._asked(pattern)
        parts = []
        for other, given in so_far:
            pair = (pattern.pattern, other.pattern)
            if pair not in self._reading:
                self._reading[pair] = self._asked(pattern, [(other, given)])
            parts.append(self._reading[pair])
        answers = [answer for part in parts for answer in part.answers]
        points = [point for part in parts for point in part.points]
        return _Looked(answers, points, _counts(self.records, pattern, answers, len(points)))

    def _asked(self, pattern: Pattern, *others: Answers) -> _Looked:
        chosen = self.settings[pattern.pattern]
        answers = list(pattern(self.records, *others, **chosen))
        found = [_gap(self.records, pattern, chosen, one) for one in answers if isinstance(one, Found)]
        unknown = [one for one in answers if isinstance(one, Unknown)]
        points = [*found, *_not_known(self.records, pattern, chosen, unknown)]
        return _Looked(answers, points, _counts(self.records, pattern, answers, len(points)))

    @cached_property
    def _supplied(self) -> dict[str, Any]:
        return _supplied(self.records)


@dataclass(frozen=True)
class _Looked:
    """What a pattern answered with its settings of now, its points, and its counts."""

    answers: list[Answer]
    points: list[Gap]
    counts: dict[str, Any]


def run(
    case: Case,
    patterns: Sequence[Pattern],
    settings: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    only_answers: Sequence[Pattern] = (),
) -> Gaps:
    """Run every pattern once; see `Finder`."""
    return Finder(case, patterns, settings, only_answers=only_answers).found()


VAGUE_TO_THE_END = (
    "A vague date reaches to the end of the records: its entry is taken not to be of the last weeks."
)


def _gap(records: Records, pattern: Pattern, settings: Mapping[str, Any], found: Found) -> Gap:
    entries = sorted({entry.id: entry for entry in found.entries}.values(), key=lambda entry: entry.at)
    since, until = span_of(entries)
    day = entries[0].earliest or entries[0].latest
    rule = records.shown_rule(found.standards, day) if found.standards else None
    if rule is None and found.standards != ():
        rule = records.shown_rule(pattern.standards, day)
    agencies = dict.fromkeys((*(entry.agency for entry in entries), *found.agencies))
    reaches = any(entry.until is not None for entry in entries)
    return Gap(
        pattern=pattern.pattern,
        slug=pattern.slug,
        title=found.title or pattern.title,
        agencies=tuple(agencies),
        people=tuple(dict.fromkeys(person for entry in entries for person in entry.people)),
        since=since,
        until=until,
        events=tuple(entry.id for entry in entries),
        standard=rule.cited if rule else "",
        question=pattern.question,
        why=f"{found.why}{_stands_on(entries)}",
        caveats=(*found.caveats, *(VAGUE_TO_THE_END,)[: int(reaches)], *pattern.caveats),
        coverage=coverage_of(records, found.ask, found.searched),
        settings=dict(settings),
        strength="weaker" if reaches and found.strength == "usual" else found.strength,
        standard_id=rule.standard.id if rule else "",
        weight=rule.standard.weight if rule and not rule.standard.uncertain else "",
        ask=found.ask,
        content=_mark_of(entries),
        suggested=tuple(entry.id for entry in entries if entry.kind_state == "suggested"),
    )


def _mark_of(entries: Sequence[Entry]) -> str:
    """Return a short mark that changes with the words, dates or kinds of the entries."""
    parts = (
        (entry.id, str(entry.earliest), str(entry.latest), entry.kind, entry.event, entry.response)
        for entry in entries
    )
    text = "\x1e".join("\x1f".join(part) for part in parts)
    return f"m{blake2s(text.encode('utf-8', 'replace'), digest_size=5).hexdigest()}"


def _stands_on(entries: Sequence[Entry]) -> str:
    """Say where a gap rests on codes that nobody has confirmed yet."""
    suggested = sum(entry.kind_state == "suggested" for entry in entries)
    if not suggested:
        return ""
    if len(entries) == 1:
        return " The kind of this entry is suggested by its words and not confirmed."
    of_all = f"{suggested} of the {len(entries)} entries"
    return f" The kind of {of_all} is suggested by their words and not confirmed."


def _not_known(
    records: Records, pattern: Pattern, settings: Mapping[str, Any], unknown: Iterable[Unknown]
) -> list[Gap]:
    """Return one gap for each agency to ask, with all the rows whose answer would be in its timeline."""
    by_agency: dict[str, dict[str, Entry]] = defaultdict(dict)
    for answer in unknown:
        by_agency[answer.ask].update({entry.id: entry for entry in answer.entries})
    gaps = []
    for ask, rows in by_agency.items():
        entries = sorted(rows.values(), key=lambda entry: entry.at)
        label = records.services.label(ask)
        why = (
            f"Not known: {label} supplied no timeline. What answers "
            f"{counted(len(entries), 'entry', 'entries')} of "
            f"{listed(dict.fromkeys(records.services.label(entry.agency) for entry in entries))} "
            f"{together(entries)} would stand there. Ask {label} for its timeline."
        )
        found = Found(tuple(entries), why, ask=(ask,), searched=span_of(entries), strength="not known")
        gaps.append(_gap(records, pattern, settings, found))
    return gaps


def _counts(records: Records, pattern: Pattern, answers: Sequence[Any], gaps: int) -> dict[str, Any]:
    """Return how many entries a pattern considered and what became of them: both sides."""
    left = Counter(answer.because for answer in answers if isinstance(answer, LeftOut))
    answered = [answer for answer in answers if isinstance(answer, Answered)]
    counts = {
        "title": pattern.title,
        "considered": len({entry.id for answer in answers for entry in answer.entries}),
        "found_in_time": len(answered),
        "answers": [as_json(records, answer) for answer in answered],
        "not_known": sum(isinstance(answer, Unknown) for answer in answers),
        "left_out": dict(left),
        "gaps": 0 if pattern.positive else gaps,
    }
    return {**counts, "practice": gaps} if pattern.positive else counts


def _supplied(records: Records) -> dict[str, Any]:
    """Return what there was to read, whatever is asked of it."""
    entries = records.case.entries
    scopes = Counter(entries["scope"])
    return {
        "entries": len(entries),
        "kinds": dict(Counter(state or "none" for state in entries["kind_state"])),
        "undated": scopes["undated"],
        "outside_period": scopes["before"] + scopes["after"],
        "agencies": agencies_read(records),
        "no_timeline": without_timeline(records),
    }


def _looked_at(patterns: Mapping[str, Any], supplied: Mapping[str, Any], gaps: int) -> dict[str, Any]:
    found = "none" if not gaps else counted(gaps, "point to explore", "points to explore")
    read = counted(supplied["entries"], "entry", "entries")
    return {
        "patterns": dict(patterns),
        **supplied,
        "sentence": (
            f"{counted(len(patterns), 'pattern')} read {read} and flagged "
            f"{found}. That does not show that there is nothing else to explore."
        ),
    }
