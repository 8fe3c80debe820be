"""What the regions of the explore page say, as plain values for their templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from workbench.case import Problem, When
from workbench.chronology import Case, age_text, as_day
from workbench.gaps import Gap, Gaps
from workbench.intake.dates import long_day, show
from workbench.pages.places import desk_address, enquire_address, explore_address
from workbench.vocabulary import AGENCY_TYPES, KINDS, OUTCOMES, REVIEW_TYPES, TOPICS
from workbench.vocabulary.sentences import counted

ROWS_LISTED = 40
"""Entries of one agency or person that stand beside the lanes; all of them are lit in the table."""

CODES = (
    ("kind", "Kind"),
    ("told", "Told"),
    ("heard_from", "Heard from"),
    ("people", "People"),
    ("topics", "Topics"),
    ("child_seen", "Child seen"),
    ("outcome", "Outcome"),
    ("significance", "Significance"),
    ("mode", "How"),
    ("whose_account", "Whose account"),
)


def day_in_words(day: date | None) -> str:
    """Return a day as people write it, "17 April 2019", or "" for none."""
    return long_day(day) if day else ""


AS_WRITTEN = ("date_text", "assumption", "event", "response", "comment", "source", "reference")

Row = Mapping[str, Any]
"""One entry: its id and the columns of the case's table."""


def rows_of(entries: pd.DataFrame) -> list[Row]:
    """Return the entries as plain rows, in their order."""
    rows = entries.to_dict("records")
    return [{"id": str(id), **row} for id, row in zip(entries.index, rows, strict=True)]  # type: ignore[dict-item]


def when_in_words(row: Row) -> str:
    """Return an entry's date for the screen."""
    return show(
        When(
            row["date_text"],
            as_day(row["earliest"]),
            as_day(row["latest"]),
            precision=row["precision"],
            edtf=row["edtf"],
            time=row["clock"],
        )
    )


def age_in_words(case: Case, row: Row) -> str:
    """Return the child's age at an entry, as its date says it where that is an age."""
    return age_text(case.born, as_day(row["earliest"]), as_day(row["latest"]), written=row["date_text"])


def agency_label(case: Case, token: str) -> str:
    """Return the name of an agency, or of a type of agency that sent no timeline."""
    if token in case.agencies:
        return case.agencies[token].label
    return AGENCY_TYPES[token].label if token in AGENCY_TYPES else token


def amount(case: Case) -> str:
    """Return how much the case holds: "112 entries of 11 agencies"."""
    entries = counted(len(case.entries), "entry", "entries")
    return f"{entries} of {counted(len(case.agencies), 'agency', 'agencies')}"


def header(case: Case, *more: Problem) -> dict[str, Any]:
    """Say what the case is and how much of it could be read; ``more`` problems stand with the case's own."""
    folder, entries = case.folder, case.entries
    undated = int(np.sum(entries["scope"].to_numpy() == "undated"))
    states = entries["kind_state"].to_numpy()
    stated = int(np.sum(states == "stated"))
    suggested = int(np.sum(states == "suggested"))
    confirmed = int(np.sum(states == "confirmed"))
    facts = [REVIEW_TYPES[folder.review_type]] if folder.review_type else []
    if folder.period_from and folder.period_to:
        facts.append(
            f"period reviewed {day_in_words(folder.period_from)} to {day_in_words(folder.period_to)}"
        )
    facts.append(amount(case))
    if undated:
        facts.append(f"{undated} undated")
    assumed = int(np.sum(entries["assumption"].to_numpy() != ""))
    rests_on = [
        f"Dates: {len(entries) - undated} of {len(entries)} entries are dated; {assumed} dates stand on an "
        "assumption, which the entry shows.",
        f"Kind of event: stated by the agency in {stated} of {len(entries)} entries, confirmed by the "
        f"panel in {confirmed}, suggested by the words and not confirmed in {suggested}, open in "
        f"{len(entries) - stated - suggested - confirmed}.",
        f"Timelines: {', '.join(agency.label for agency in case.agencies.values())}.",
    ]
    paired, same = (int(np.sum(entries[name].astype(bool))) for name in ("paired_with", "same_as"))
    rests_on.append(
        f"What belongs together: {paired} of {len(entries)} entries are matched with the other end of the "
        f"same contact, {same} with further records of the same event; matched by the workbench and not "
        f"confirmed. {counted(len(case.contradictions), 'place')} where such records differ so that they "
        "cannot all hold."
    )
    if folder.source:
        rests_on.append(f"The case: {folder.source}.")
    problems = [str(problem) for problem in (*case.problems, *more)]
    if folder.guessed:
        facts.append(f"{counted(len(folder.guessed), 'setting')} guessed")
    return {
        "title": folder.title,
        "facts": facts,
        "rests_on": rests_on,
        "problems": problems,
        "desk": desk_address(folder.path),
        "explore": explore_address(folder.path.resolve().name),
        "enquire": enquire_address(folder.path),
    }


def looked_at(case: Case, gaps: Gaps) -> str:
    """Say what was looked at, for the head of the list and for an empty one."""
    patterns = len(gaps.looked_at["patterns"])
    return f"{counted(patterns, 'pattern')} over {amount(case)}"


def span_in_words(since: date | None, until: date | None) -> str:
    """Return a period as people write it."""
    if since == until or until is None:
        return day_in_words(since)
    return f"{day_in_words(since)} to {day_in_words(until)}" if since else f"until {day_in_words(until)}"


def some(names: Sequence[str], most: int = 3) -> str:
    """Return a list in words, cut where it gets long."""
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"


def cited(case: Case, ids: Iterable[str]) -> list[dict[str, str]]:
    """Return entries as a list to choose from, in the order of the chronology."""
    wanted = list(ids)
    return [
        {
            "id": row["id"],
            "when": when_in_words(row),
            "agency": agency_label(case, row["agency"]),
            "event": row["event"] or row["response"] or "No text.",
        }
        for row in rows_of(case.entries.loc[case.entries.index.isin(wanted)])
    ]


def code_label(case: Case, field: str, value: str) -> str:
    """Return a code as it is read on the screen."""
    if field in ("told", "heard_from"):
        return agency_label(case, value)
    if field == "people":
        return next((person.label for person in case.people if person.id == value), value)
    terms = {"kind": KINDS, "outcome": OUTCOMES, "topics": TOPICS}.get(field, {})
    return terms[value].label if value in terms else value


def codes_of(value: Any) -> tuple[str, ...]:
    """Return the codes of one cell of the case's table, whether it holds one or several."""
    return value if isinstance(value, tuple) else (value,) if value else ()


def _state(field: str, suggested: Sequence[str], confirmed: Sequence[str]) -> str:
    return "confirmed" if field in confirmed else "suggested" if field in suggested else "stated"


def _instead_of(case: Case, field: str, values: Sequence[str], before: tuple[str, Any] | None) -> str:
    """Say what a confirmed code stands in the place of; "" where it is the same or where nothing was."""
    state, held = before or ("", "")
    codes = codes_of(held)
    if not codes or codes == tuple(values):
        return ""
    said = ", ".join(code_label(case, field, code) for code in codes)
    return f"{'the agency stated' if state == 'stated' else 'its words suggested'} {said}"


def _words_behind(because: Mapping[str, str], field: str, values: Sequence[str]) -> str:
    """Return the words that made the suggestions of one field, each once."""
    words = [because.get(f"{field}:{value}", because.get(field, "")) for value in values]
    return "”, “".join(dict.fromkeys(filter(None, words)))


def entry(case: Case, gaps: Mapping[str, Gap], id: str) -> dict[str, Any]:
    """Return one entry with everything that is known about it."""
    [row] = rows_of(case.entries.loc[[id]])
    suggested, because = row.get("suggested", ()), row.get("because", {})
    confirmed, before = row.get("confirmed", ()), row.get("instead_of", {})
    codes = []
    for field, name in CODES:
        values = codes_of(row[field])
        if values or field in confirmed:
            codes.append(
                {
                    "name": name,
                    "shown": [code_label(case, field, value) for value in values],
                    "state": _state(field, suggested, confirmed),
                    "instead_of": _instead_of(case, field, values, before.get(field)),
                    "because": _words_behind(because, field, values),
                }
            )
    return {
        "id": id,
        **{name: row[name] for name in AS_WRITTEN},
        "when": when_in_words(row),
        "agency": agency_label(case, row["agency"]),
        "day": day.isoformat() if (day := as_day(row["latest"])) else "",
        "age": age_in_words(case, row),
        "codes": codes,
        "gaps": [
            {"id": gap_id, "pattern": gap.pattern, "title": gap.title}
            for gap_id, gap in gaps.items()
            if id in gap.events
        ],
        "place": f"{row['file']}, entry {row['row']} (row {row['line']} of the file)",
        "others": [(heading, value) for heading, value in row["others"].items() if value.strip()],
    }
