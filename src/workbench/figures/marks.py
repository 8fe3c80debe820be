"""One mark per entry: its symbol, its days, its lane and row, and what it says under the pointer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from workbench.chronology import Case, as_day
from workbench.figures.lanes import CHILD, SIDE_BY_SIDE, Lane, Scale, View, stack
from workbench.figures.style import AGENCY_COLOURS, INK, escape, wrap
from workbench.intake.date_spans import long_day, spelled
from workbench.vocabulary import KINDS

HOVER_LETTERS = 140
MOST_UNDATED = 12
"""More undated entries of one lane than this are shown as their number."""
DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Family:
    """Kinds of entry that share a symbol."""

    label: str
    symbol: str
    colour: str
    kinds: tuple[str, ...]


FAMILIES: dict[str, Family] = {
    "message": Family(
        "Message sent or received", "bowtie", AGENCY_COLOURS[0],
        ("report_sent", "report_received", "acknowledgement", "information_request", "information_shared"),
    ),
    "contact": Family(
        "Contact", "circle", AGENCY_COLOURS[2],
        ("visit_child", "contact_adult", "health_contact", "routine_enquiry", "education_event"),
    ),
    "not_made": Family(
        "Contact not made, or no access", "x", AGENCY_COLOURS[1],
        ("missed_contact", "no_access"),
    ),
    "meeting": Family(
        "Meeting or decision", "square", AGENCY_COLOURS[3],
        (
            "decision_front_door", "strategy_discussion", "conference_initial", "conference_review", "core_group",
            "registration_change", "care_support_meeting", "lac_review", "legal_event", "handover_transfer",
            "case_opened_closed", "supervision", "escalation", "review_step",
        ),
    ),
    "incident": Family(
        "Incident or finding", "triangle-up", AGENCY_COLOURS[8],
        (
            "police_incident", "injury_or_symptom", "missing_episode", "exploitation_event", "mental_health_event",
        ),
    ),
    "assessment": Family(
        "Assessment or plan", "diamond", AGENCY_COLOURS[4],
        (
            "s47_enquiry", "cp_medical", "assessment_decided", "assessment_completed", "plan_made_or_changed",
            "domestic_abuse_assessment", "placement_event",
        ),
    ),
    "other": Family("Other", "cross", AGENCY_COLOURS[9], ("accommodation_event", "life_event", "")),
}  # fmt: skip
"""In the order of the key. Every kind of the vocabulary belongs to one family; an entry without a kind to the last."""

SEEN: dict[str, Family] = {
    "spoken with": Family("Child spoken with", "triangle-down", INK, ()),
    "seen alone": Family("Seen alone", "circle-dot", INK, ()),
    "seen": Family("Seen", "circle", INK, ()),
    "not seen": Family("Not seen", "circle-x-open", INK, ()),
    "other": Family("Seen or not: in the entry's own words", "square", INK, ()),
}
"""What the child's own lane shows. "Not recorded" says nothing of the child and is left out."""

_FAMILY_OF = {kind: name for name, family in FAMILIES.items() for kind in family.kinds}


def family_of(kind: str) -> str:
    """Return the family of a kind of entry."""
    return _FAMILY_OF.get(kind, "other")


def seen_state(text: str) -> str:
    """Return the child's lane's symbol for a "child seen" code, "" for none."""
    if text in ("", "not recorded"):
        return ""
    return text if text in SEEN else "other"


def marks_of(case: Case, entries: pd.DataFrame, view: View, scale: Scale) -> pd.DataFrame:
    """Return one row per mark: entries in their agency's lane, then once more in the child's where it says so.

    Columns: id, lane, family, state (exact, uncertain or undated), first and
    last (days since 1970 as they are drawn), at (where the symbol stands),
    open ("", "left" or "right"), row and rows (of its cluster in the lane).
    """
    own = _dated(entries, view).assign(lane=entries["agency"].to_numpy(), family=entries["kind"].map(family_of).to_numpy())
    seen = entries["child_seen"].map(seen_state).to_numpy()
    child = _dated(entries, view).assign(lane=CHILD, family=seen)[seen != ""]
    marks = pd.concat([own, child], ignore_index=True)
    marks["row"], marks["rows"] = 0, 1
    room = (scale.mark + 2) / 2 * view.days_per_pixel
    for _, lane in marks.groupby("lane", sort=False):
        dated = lane[lane["state"] != "undated"]
        rows, sizes = stack(
            np.minimum(dated["first"], dated["at"] - room).tolist(), np.maximum(dated["last"], dated["at"] + room).tolist()
        )
        marks.loc[dated.index, "row"], marks.loc[dated.index, "rows"] = rows, sizes
        undated = lane.index[lane["state"] == "undated"]
        marks.loc[undated, "row"] = np.arange(len(undated)) // SIDE_BY_SIDE
        marks.loc[undated, "rows"] = -(-min(len(undated), MOST_UNDATED) // SIDE_BY_SIDE)
    return marks


def _dated(entries: pd.DataFrame, view: View) -> pd.DataFrame:
    """Return the days of each entry as they are drawn, one row per entry."""
    earliest = entries["earliest"].to_numpy(dtype="datetime64[s]")
    latest = entries["latest"].to_numpy(dtype="datetime64[s]")
    no_start, no_end = np.isnat(earliest), np.isnat(latest)
    known_first = np.where(no_start, latest, earliest)
    known_last = np.where(no_end, earliest, latest)
    first, last = _days(known_first), _days(known_last) + 1
    # An open side is drawn as far as an arrow needs, not as far as it could reach.
    reach = 42 * view.days_per_pixel
    first = np.where(no_start, last - 1 - reach, first)
    last = np.where(no_end, first + 1 + reach, last)
    exact = earliest == latest
    clock = np.array([_part_of_day(text) for text in entries["clock"]], dtype=float)
    undated = no_start & no_end
    return pd.DataFrame(
        {
            "id": entries.index.to_numpy(),
            "state": np.where(undated, "undated", np.where(exact, "exact", "uncertain")),
            "first": first,
            "last": last,
            "at": np.where(exact, first + clock, (first + last) / 2),
            "open": np.where(undated, "", np.where(no_start, "left", np.where(no_end, "right", ""))),
        }
    )


def _days(moments: np.ndarray) -> np.ndarray:
    days = moments.astype("datetime64[D]").astype("float64")
    return np.where(np.isnat(moments), np.nan, days)


def _part_of_day(clock: str) -> float:
    """Return how much of the day had passed at "14:30"; noon where no time was written."""
    hours, _, minutes = clock.partition(":")
    return (int(hours) + int(minutes) / 60) / 24 if hours.isdigit() and minutes.isdigit() else 0.5


def moments(days: np.ndarray | pd.Series) -> list[str]:
    """Return days since 1970 as the texts that Plotly reads: "2019-04-17 12:00"."""
    minutes = np.round(np.asarray(days, dtype=float) * 1440).astype("int64").astype("datetime64[m]")
    return [text.replace("T", " ") for text in np.datetime_as_string(minutes, unit="m")]


def heights(marks: pd.DataFrame, lanes: Mapping[str, Lane]) -> np.ndarray:
    """Return where each mark stands, counted in pixels upwards: clusters lie round the middle of their lane."""
    middle = marks["lane"].map({id: lane.middle for id, lane in lanes.items()}).to_numpy(dtype=float)
    pitch = marks["lane"].map({id: lane.pitch for id, lane in lanes.items()}).to_numpy(dtype=float)
    return np.round(middle - (marks["row"] - (marks["rows"] - 1) / 2).to_numpy(dtype=float) * pitch, 1)


def date_words(earliest: date | None, latest: date | None) -> str:
    """Return the days an entry could mean, in words."""
    if earliest and latest:
        return long_day(earliest) if earliest == latest else f"within {spelled(earliest, latest)}"
    if earliest:
        return f"on or after {long_day(earliest)}"
    return f"on or before {long_day(latest)}" if latest else "no date read"


def hover_texts(case: Case, entries: pd.DataFrame) -> dict[str, str]:
    """Return by id what the pointer shows: agency, date and kind in words, the beginning of the event."""
    texts = {}
    columns = ("agency", "earliest", "latest", "date_text", "kind", "event")
    for id, *cells in zip(entries.index, *(entries[name] for name in columns), strict=True):
        agency, earliest, latest, written, kind, event = cells
        first, last = as_day(earliest), as_day(latest)
        day = date_words(first, last)
        if not first or first != last:
            day += f' (written "{written[:40]}")' if written else ""
        begun = event if len(event) <= HOVER_LETTERS else event[:HOVER_LETTERS].rstrip() + "…"
        parts = [f"<b>{escape(case.agencies[agency].label)}</b>", wrap(day, 62)]
        parts += [escape(KINDS[kind].label)] if kind in KINDS else []
        texts[id] = "<br>".join([*parts, wrap(begun, 62)])
    return texts
