"""One mark per entry: its symbol, its days, its lane and row, and what it says under the pointer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from workbench.chronology import Case, as_day
from workbench.chronology.last_seen import CHILD_SAID
from workbench.figures.lanes import CHILD, SIDE_BY_SIDE, Lane, Scale, View, stack
from workbench.figures.style import AGENCY_COLOURS, INK, escape, wrap
from workbench.intake.dates import long_day, spelled
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
        "Message", "bowtie", AGENCY_COLOURS[0],
        ("report_sent", "report_received", "acknowledgement", "information_request", "information_shared"),
    ),
    "contact": Family(
        "Contact", "circle", AGENCY_COLOURS[2],
        ("visit_child", "contact_adult", "health_contact", "routine_enquiry", "education_event"),
    ),
    "not_made": Family(
        "No contact or access", "x", AGENCY_COLOURS[1],
        ("missed_contact", "no_access"),
    ),
    "meeting": Family(
        "Meeting or decision", "square", AGENCY_COLOURS[3],
        (
            "decision_front_door", "strategy_discussion", "conference_initial", "conference_review",
            "core_group", "registration_change", "care_support_meeting", "lac_review", "legal_event",
            "handover_transfer", "case_opened_closed", "supervision", "escalation", "review_step",
        ),
    ),
    "incident": Family(
        "Incident or finding", "triangle-up", AGENCY_COLOURS[8],
        (
            "police_incident", "injury_or_symptom", "missing_episode", "exploitation_event",
            "mental_health_event",
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
"""In the order of the key. Every kind of the vocabulary is in one family; no kind at all is in the last."""

SEEN: dict[str, Family] = {
    "spoken with": Family("Child spoken with", "triangle-down", INK, ()),
    "seen alone": Family("Child seen alone", "circle-open-dot", INK, ()),
    "seen": Family("Child seen", "circle", INK, ()),
    "quoted": Family("What the child said", "star-triangle-down", INK, ()),
    "not seen": Family("Child not seen", "circle-x-open", INK, ()),
    "other": Family("Child: other words", "square", INK, ()),
}
"""What the child's own lane shows. "Not recorded" says nothing of the child and is left out.

An entry that gives what the child said stands there once more for that.
"""

_FAMILY_OF = {kind: name for name, family in FAMILIES.items() for kind in family.kinds}


def family_of(kind: str) -> str:
    """Return the family of a kind of entry."""
    return _FAMILY_OF.get(kind, "other")


def seen_state(text: str) -> str:
    """Return the child's lane's symbol for a "child seen" code, "" for none."""
    if text in ("", "not recorded"):
        return ""
    return text if text in SEEN and text != "quoted" else "other"


def marks_of(entries: pd.DataFrame, view: View, scale: Scale) -> pd.DataFrame:
    """Return one row per mark: entries in their agency's lane, once more in the child's where they say so.

    Columns: id, lane, family, state (exact, uncertain or undated), first and
    last (days since 1970 as they are drawn), at (where the symbol stands),
    open ("", "left" or "right"), row and rows (of its cluster in the lane),
    span (the id of the entry that draws the span, which entries of the same
    days share), and for undated ones their place across the column.
    """
    days = _dated(entries, view)
    own = days.assign(lane=entries["agency"].to_numpy(), family=entries["kind"].map(family_of).to_numpy())
    seen = entries["child_seen"].map(seen_state).to_numpy()
    said = np.array([CHILD_SAID in accounts for accounts in entries["whose_account"]], dtype=bool)
    in_child = (
        days.assign(lane=CHILD, family=seen)[seen != ""],
        days.assign(lane=CHILD, family="quoted")[said],
    )
    marks = pd.concat([own, *in_child], ignore_index=True)
    lanes = [marks.loc[marks["lane"] == lane] for lane in dict.fromkeys(marks["lane"])]
    stacked = [_stacked(lane, view, scale) for lane in lanes]
    if not stacked:
        return marks.assign(row=0, rows=1, span="", place=np.nan)
    return pd.concat(stacked).sort_index()


def _stacked(lane: pd.DataFrame, view: View, scale: Scale) -> pd.DataFrame:
    """Give the marks of one lane their rows; uncertain ones of the same days share a span while they fit."""
    row, rows = np.zeros(len(lane), dtype="int64"), np.ones(len(lane), dtype="int64")
    at, place = lane["at"].to_numpy(copy=True), np.full(len(lane), np.nan)
    ids, state = lane["id"].to_numpy(), lane["state"].to_numpy()
    span = np.full(len(lane), "", dtype=object)
    room = (scale.mark + 3) * view.days_per_pixel
    first, last = lane["first"].to_numpy(), lane["last"].to_numpy()
    groups = _sharing(lane, room)
    heads = [group[0] for group in groups]
    starts = np.minimum(first[heads], at[heads] - room / 2)
    ends = np.maximum(last[heads], at[heads] + room / 2)
    found, sizes = stack(starts.tolist(), ends.tolist())
    for group, own, size in zip(groups, found, sizes, strict=True):
        row[group], rows[group] = own, size
        span[group] = ids[group[0]] if state[group[0]] == "uncertain" else ""
        at[group] += (np.arange(len(group)) - (len(group) - 1) / 2) * room
    undated = np.flatnonzero(state == "undated")
    order = np.arange(len(undated))
    beside = np.minimum(len(undated) - order // SIDE_BY_SIDE * SIDE_BY_SIDE, SIDE_BY_SIDE)
    row[undated] = order // SIDE_BY_SIDE
    rows[undated] = -(-min(len(undated), MOST_UNDATED) // SIDE_BY_SIDE)
    place[undated] = SIDE_BY_SIDE / 2 + order % SIDE_BY_SIDE - (beside - 1) / 2
    return lane.assign(at=at, row=row, rows=rows, span=span, place=place)


def _sharing(lane: pd.DataFrame, room: float) -> list[list[int]]:
    """Return the places of a lane's dated marks, those that share one span together."""
    groups: list[list[int]] = []
    unfilled: dict[tuple[float, float, str], list[int]] = {}
    columns = (lane[name] for name in ("state", "first", "last", "open"))
    for i, (state, first, last, side) in enumerate(zip(*columns, strict=True)):
        group = unfilled.get((first, last, side))
        if state == "uncertain" and group is not None and len(group) < (last - first) // room:
            group.append(i)
        elif state != "undated":
            groups.append([i])
            if state == "uncertain":
                unfilled[first, last, side] = groups[-1]
    return groups


def _dated(entries: pd.DataFrame, view: View) -> pd.DataFrame:
    """Return the days of each entry as they are drawn, one row per entry."""
    earliest = entries["earliest"].to_numpy(dtype="datetime64[s]")
    latest = entries["latest"].to_numpy(dtype="datetime64[s]")
    no_start, no_end = np.isnat(earliest), np.isnat(latest)
    first = _days(np.where(no_start, latest, earliest))
    last = _days(np.where(no_end, earliest, latest)) + 1
    # An open side is drawn as far as an arrow needs, not as far as it could reach.
    reach = 42 * view.days_per_pixel
    first = np.where(no_start, last - 1 - reach, first)
    last = np.where(no_end, first + 1 + reach, last)
    exact = earliest == latest
    undated = no_start & no_end
    clock = np.array([_part_of_day(text) for text in entries["clock"]], dtype=float)
    return pd.DataFrame(
        {
            "id": entries.index.to_numpy(),
            "state": np.where(undated, "undated", np.where(exact, "exact", "uncertain")),
            "first": first,
            "last": last,
            "at": np.where(exact, first + clock, _middle(first, last, view)),
            "open": np.where(undated, "", np.where(no_start, "left", np.where(no_end, "right", ""))),
        }
    )


def _middle(first: np.ndarray, last: np.ndarray, view: View) -> np.ndarray:
    """Return the middle of each span, or of its part in view where it reaches beyond."""
    start, end = (np.datetime64(day, "D").astype("float64") for day in (view.first, view.last))
    low, high = np.maximum(first, start), np.minimum(last, end + 1)
    return np.where(low < high, (low + high) / 2, (first + last) / 2)


def _days(moments: np.ndarray) -> np.ndarray:
    days = moments.astype("datetime64[D]").astype("float64")
    return np.where(np.isnat(moments), np.nan, days)


def _part_of_day(clock: str) -> float:
    """Return how much of the day had passed at "14:30"; noon where no time was written."""
    hours, _, minutes = clock.partition(":")
    return (int(hours) + int(minutes) / 60) / 24 if hours.isdigit() and minutes.isdigit() else 0.5


def moments(days: ArrayLike) -> list[str]:
    """Return days since 1970 as the texts that Plotly reads: "2019-04-17 12:00"."""
    minutes = np.round(np.asarray(days, dtype=float) * 1440).astype("int64").astype("datetime64[m]")
    return [text.replace("T", " ") for text in np.datetime_as_string(minutes, unit="m")]


def heights(marks: pd.DataFrame, lanes: Mapping[str, Lane]) -> np.ndarray:
    """Return where each mark stands in pixels upwards: clusters lie round the middle of their lane."""
    middle = np.array([lanes[id].middle for id in marks["lane"]], dtype=float)
    pitch = np.array([lanes[id].pitch for id in marks["lane"]], dtype=float)
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


def with_held(texts: Mapping[str, str], held: Mapping[str, str] | None, by: str) -> dict[str, str]:
    """Return what the pointer shows with a line on whether, and how, an agency held the entry."""
    if held is None:
        return dict(texts)
    no_record = f"no record that {by} held it"
    return {
        id: f"{text}<br><i>{wrap(f'{by}: {held[id]}' if id in held else no_record, 62)}</i>"
        for id, text in texts.items()
    }


def without_crowds(marks: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    """Return the marks without the undated ones of overfull lanes, and how many those are by lane."""
    undated = marks["state"] == "undated"
    counts = marks.loc[undated].groupby("lane", sort=False).size()
    crowded = counts.loc[counts > MOST_UNDATED]
    return marks.loc[~(undated & marks["lane"].isin(crowded.index))].reset_index(drop=True), crowded
