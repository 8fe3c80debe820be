"""Points to explore in the words and shapes that the templates show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from workbench.case import PointKey
from workbench.chronology import Case
from workbench.gaps import CATALOGUE, Gap, Gaps, Point, Standing
from workbench.pages import views
from workbench.pages.item_form import form_kind
from workbench.pages.places import enquire_address
from workbench.vocabulary.sentences import counted

ANSWERS_SHOWN = 4
ROWS_SHOWN = 12
"""Rows of one reason that are listed; a series can hold a hundred, lit in the lanes."""


def onward(case: Case, source: str, kinds: Sequence[str]) -> list[dict[str, str]]:
    """Return what can be made of a point or an entry: here on the page, or else on the enquire page.

    ``source`` is "gap:…", "entry:…", "agency:…" or "person:…"; ``kinds`` those of the journal that
    this page has forms for.
    """
    if not kinds:
        wanted = ("hypothesis", "note") if source.startswith("entry:") else ("hypothesis",)
        page = enquire_address(case.folder.path)
        return [
            {"href": f"{page}#{urlencode({'new': kind, 'from': source})}", "text": form_kind(kind).start}
            for kind in wanted
        ]
    return [{"choose": f"new:{kind}:{source}", "text": form_kind(kind).start} for kind in kinds]


def listed(case: Case, id: str, point: Point, standing: Mapping[str, Standing]) -> dict[str, Any]:
    """Return a point in its shortest useful form."""
    titles = list(dict.fromkeys((gap.pattern, gap.title) for gap in point.gaps))
    return {
        "id": id,
        "title": point.gaps[0].title,
        "patterns": list(dict.fromkeys(gap.pattern for gap in point.gaps)),
        "further": [title for _, title in titles[1:]],
        "when": views.span_in_words(point.since, point.until),
        "agencies": views.some([views.agency_label(case, agency) for agency in point.agencies]),
        "rows": len(point.events),
        "marks": [mark.short for mark in point.marks],
        "state": state_words([standing[gap.key] for gap in point.gaps]),
        "suggested": any(gap.suggested for gap in point.gaps),
    }


def state_words(found: list[Standing]) -> str:
    """Say what became of a point; "" where nobody has decided about any of its reasons."""
    decided = [one for one in found if one.decided]
    if not decided:
        return "came back: its rows or settings changed" if any(one.earlier for one in found) else ""
    states = list(dict.fromkeys(one.state for one in decided))
    of_all = "" if len(decided) == len(found) else f" ({len(decided)} of {len(found)} reasons)"
    return f"{' / '.join(states)}{of_all}"


def opened(
    case: Case,
    point: Point,
    ids: Mapping[str, str],
    standing: Mapping[str, Standing],
    found: Gaps,
    *,
    history: Callable[[PointKey], list[str]],
) -> dict[str, Any]:
    """Return a point with everything that its reasons rest on.

    ``history`` says what was ever decided under a key.
    """
    return {
        "when": views.span_in_words(point.since, point.until),
        "marks": [mark.words for mark in point.marks],
        "agencies": ", ".join(views.agency_label(case, agency) for agency in point.agencies),
        "reasons": [
            _reason(case, gap, ids[gap.key], standing[gap.key], found)
            | {"history": history(gap.decided_under)}
            for gap in point.gaps
        ],
    }


def _reason(case: Case, gap: Gap, id: str, standing: Standing, found: Gaps) -> dict[str, Any]:
    looked = found.looked_at["patterns"][gap.pattern]
    return {
        "id": id,
        "gap": gap,
        "settings": ", ".join(f"{_plain(name)} {value}" for name, value in gap.settings.items()),
        "entries": views.cited(case, gap.events[:ROWS_SHOWN]),
        "more": max(0, len(gap.events) - ROWS_SHOWN),
        "decided": _decided(standing),
        "earlier": _earlier(standing),
        "found": _in_time(case, looked),
        "of": looked["considered"],
        "in_time": looked["found_in_time"],
    }


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _decided(standing: Standing) -> str:
    if not standing.decided:
        return ""
    reason = f": {standing.reason}" if standing.reason else ""
    return f"{standing.state}{reason} ({standing.who or 'somebody'}, {day_of(standing.when)})"


def _earlier(standing: Standing) -> str:
    one = standing.earlier
    if one is None:
        return ""
    why = f", “{one.reason}”" if one.reason else ""
    return (
        f"It was “{one.state}”{why} ({one.who or 'somebody'}, {day_of(one.when)}). Since then its rows, what "
        "stands in them, or its settings have changed: it is to be looked at again."
    )


def day_of(stamp: str) -> str:
    """Return the day of a decision in words; what is no day, as it is written."""
    try:
        return views.day_in_words(date.fromisoformat(stamp[:10]))
    except ValueError:
        return stamp


def _in_time(case: Case, looked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a few of the responses that a pattern did find, each with its interval."""
    shown = []
    index = case.entries.index  # without hindsight later responses are not there
    answers = (one for one in looked["answers"] if one["by"])
    known = [one for one in answers if one["events"][0] in index and one["by"][0] in index]
    for answer in known[:ANSWERS_SHOWN]:
        least, most = answer["working_days"] or (None, None)
        took = ""
        if least is not None and most is not None:
            took = counted(most, "working day") if least == most else f"{least} to {most} working days"
        [first], [by] = views.cited(case, answer["events"][:1]), views.cited(case, answer["by"][:1])
        shown.append({"first": first, "by": by, "took": took})
    return shown


def patterns_of(gaps: Iterable[Gap]) -> list[tuple[str, str]]:
    """Return the patterns that found something, with their titles, in the order of the catalogue."""
    found = {gap.pattern for gap in gaps}
    return [(one.pattern, one.title) for one in CATALOGUE if one.pattern in found]


def practice(case: Case, found: Mapping[str, Gap]) -> list[dict[str, Any]]:
    """Return practice that helped, each with its rows."""
    return [
        {
            "id": id,
            "gap": gap,
            "when": views.span_in_words(gap.since, gap.until),
            "agencies": views.some([views.agency_label(case, agency) for agency in gap.agencies]),
            "entries": views.cited(case, gap.events[:ROWS_SHOWN]),
            "more": max(0, len(gap.events) - ROWS_SHOWN),
        }
        for id, gap in found.items()
    ]


def thresholds(
    settings: Mapping[str, Mapping[str, Any]], found: Gaps, before: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Return every pattern that has a number to move, with what it finds now and found before."""
    shown = []
    for pattern in CATALOGUE:
        numbers = [
            {
                "name": name,
                "label": _plain(name),
                "value": settings[pattern.pattern][name],
                "default": default,
                "moved": settings[pattern.pattern][name] != default,
            }
            for name, default in pattern.settings.items()
            if isinstance(default, int) and not isinstance(default, bool)
        ]
        if numbers:
            looked = found.looked_at["patterns"][pattern.pattern]
            shown.append(
                {
                    "pattern": pattern.pattern,
                    "title": pattern.title,
                    "numbers": numbers,
                    "now": (now := looked.get("practice", looked["gaps"])),
                    "before": before.get(pattern.pattern, now),
                }
            )
    return shown


def looked(case: Case, found: Gaps) -> dict[str, Any]:
    """Return what was looked at: every pattern with its counts, every agency with its days."""
    return {
        "sentence": found.looked_at["sentence"],
        "patterns": [
            {
                "pattern": code,
                "title": one["title"],
                "considered": one["considered"],
                "in_time": one["found_in_time"],
                "not_known": one["not_known"],
                "left_out": ", ".join(f"{number} {why}" for why, number in one["left_out"].items()),
                "found": one.get("practice", one["gaps"]),
            }
            for code, one in found.looked_at["patterns"].items()
        ],
        "agencies": [
            {
                "label": one["label"],
                "days": views.span_in_words(_as_date(one["from"]), _as_date(one["to"])) or "no dated entry",
                "entries": one["entries"],
                "undated": one["undated"],
            }
            for one in found.looked_at["agencies"].values()
        ],
        "without": list(found.looked_at["no_timeline"].items()),
    }


def _as_date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
