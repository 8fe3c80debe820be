"""What a case leaves open, as questions: dates, words and initials, and headings of columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.case import in_short
from workbench.chronology import Case
from workbench.coding.given_names import given_names
from workbench.coding.glossary import GlossaryQuestion, unknown_words
from workbench.intake import BY_CELLS, FIELDS, Timeline, by_row, keys_of, read_date
from workbench.intake.columns import Match
from workbench.intake.headings import means_no_field
from workbench.intake.identity import numbers_rows
from workbench.pages.field_names import FIELD_LABELS
from workbench.pages.questions import Question
from workbench.vocabulary import AGENCY_TYPES

SURE = 0.95
"""A heading matched less surely than this is asked about."""
LEAVE_UNDATED = "Leave it undated"
KEEP_BESIDE = "Keep it beside the entry"
NOBODY = "no person and no agency"
_FIELD_OPTIONS = (
    *((FIELD_LABELS[name], name) for name in FIELDS),
    ("None of these", ""),
)
_MONTH_FIRST = re.compile(r"\s*(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})\s*")


def date_questions(case: Case) -> Iterator[Question]:
    """Yield a question for each date that could mean something else, or nothing that can be read."""
    doubted = set()
    for asked in case.date_questions:
        doubted.add(f"{asked.agency}:{asked.row}")
        words = in_short(str(case.entries.at[f"{asked.agency}:{asked.row}", "event"]), letters=90)
        yield Question(
            id=f"{asked.agency}:{asked.row}",
            title=f"{_place(case, asked.agency, asked.line, asked.part)}: “{asked.text}”",
            detail=f"{asked.why} The entry: {words}",
            likely=asked.likely,
            likely_label=f"It means {asked.likely}" if asked.likely else "",
            writes="another date",
            leaves="It is right as written",
            leaves_value=asked.text,
        )
    undated = case.entries.loc[case.entries["scope"] == "undated"]
    settled = by_row(case.answers.dates, keys_of(case.timelines, {slug for slug, _ in case.answers.dates}))
    rows = undated[["agency", "row", "line", "part", "date_text", "event"]].to_dict("index")
    for id, row in rows.items():
        agency = str(row["agency"])
        if id in doubted or (agency, int(row["row"])) in settled:
            continue
        text, event = str(row["date_text"]).strip(), str(row["event"])
        likely = likely_date(text, event)
        yield Question(
            id=str(id),
            title=f"{_place(case, agency, int(row['line']), str(row['part']))}: "
            + (f"“{in_short(text, letters=60)}” cannot be read as a date" if text else "no date"),
            detail=f"The entry: {in_short(event, letters=90)}",
            likely=likely,
            likely_label=f"It means {likely}" if likely else "",
            writes="such as early May 2018",
            leaves=LEAVE_UNDATED,
        )


def likely_date(text: str, event: str) -> str:
    """Return the day that a date is likely to mean that could not be read; "" where nothing speaks for one.

    A month written before the day has one other reading. A date that stands
    alone in the column of the event got there by a slip of one column.
    """
    swapped = _MONTH_FIRST.fullmatch(text)
    if swapped and int(swapped[3]) > 12:
        text = f"{swapped[3]}/{swapped[1]}/{swapped[4]}"
    elif not text or any(sign.isalpha() for sign in text):
        text = event.strip()
    when = read_date(text)
    if when.earliest is None or not when.exact or not any(sign.isdigit() for sign in text):
        return ""
    return f"{when.earliest.day} {when.earliest:%B %Y}"


def word_questions(case: Case) -> Iterator[Question]:
    """Yield a question for each word of the case's own that could mean a person or an agency."""
    people = [(person.label, f"person:{person.id}") for person in case.people]
    agencies = [(agency.label, f"agency:{slug}") for slug, agency in case.agencies.items()]
    there = {agency.type for agency in case.agencies.values()}
    others = [
        (f"{kind.label} (sent no timeline)", f"agency:{code}")
        for code, kind in AGENCY_TYPES.items()
        if code not in there and code != "other"
    ]
    options = (*people, *agencies, *others)
    # Whose a name is can be said once the family is there.
    names = case_names(case) if case.people else []
    for asked in (*names, *unknown_words(case.entries, case.agencies, case.people)):
        if asked.word in case.answers.glossary:
            continue
        yield Question(
            id=asked.word,
            title=f"{asked.word}, written {times(asked.count)}",
            detail=" ".join([asked.why, *(_first(case, id) for id in asked.entries[:1])]).strip(),
            likely=asked.guess,
            likely_label=f"It means {asked.guess_label}" if asked.guess else "",
            options=options,
            leaves=NOBODY.capitalize(),
        )


def times(count: int) -> str:
    """Return "once" or "12 times"."""
    return "once" if count == 1 else f"{count} times"


def case_names(case: Case) -> list[GlossaryQuestion]:
    """Return the names in the entries that nobody has explained."""
    return given_names(case.entries, case.agencies, case.people, glossary=case.answers.glossary)


def _first(case: Case, id: str) -> str:
    row = case.entries.loc[id]
    place = _place(case, str(row["agency"]), int(row["line"]), str(row["part"]))
    return f"First in {place}: {in_short(str(row['event']), letters=110)}"


def column_questions(case: Case, *, only: str = "") -> Iterator[Question]:
    """Yield a question for each heading that is not sure, or for all headings of one agency's file."""
    for timeline in case.timelines:
        if only and timeline.agency != only:
            continue
        for heading, field in timeline.columns.items():
            match = timeline.matches.get(heading)
            chosen = heading in case.answers.columns.get(timeline.agency, {})
            asked = timeline.waits or (not chosen and _unsure(timeline, heading, field, match))
            if not only and not asked:
                continue
            example = in_short(next(filter(str.strip, _cells(timeline, heading, field)), ""), letters=80)
            unsure = bool(match) and not chosen and match.sure < SURE
            yield Question(
                id=f"{timeline.agency}:{heading}",
                title=f"{case.agencies[timeline.agency].label}, column “{heading}”",
                detail=_how_read(heading, field, match, chosen)
                + (f" First cell: {example}" if example else ""),
                likely=field if unsure else "",
                likely_label="That is right" if unsure else "",
                options=_FIELD_OPTIONS,
                value=field if field or chosen else None,
                leaves="" if field or chosen else KEEP_BESIDE,
            )


def _cells(timeline: Timeline, heading: str, field: str) -> list[str]:
    if timeline.waits:
        return [timeline.examples[heading]]
    return list((timeline.fields.get(field) if field else timeline.others.get(heading)) or ())


def _unsure(timeline: Timeline, heading: str, field: str, match: Match | None) -> bool:
    """True where a person should say what a column holds; one that only numbers the rows says so itself."""
    if match is not None:
        return match.sure < SURE
    if means_no_field(heading):
        return False  # "Worker": what it holds is known, and stands beside the entry
    filled = [cell for cell in _cells(timeline, heading, field) if cell.strip()]
    return bool(filled) and not numbers_rows(filled)


def _how_read(heading: str, field: str, match: Match | None, chosen: bool) -> str:
    if chosen:
        return f"Read as “{FIELD_LABELS[field]}”, as the panel chose." if field else "Kept beside the entry."
    if not field:
        return "Kept beside the entry." if means_no_field(heading) else "Not understood."
    if match is not None and match.like:
        sure = round(100 * match.sure)
        if match.like == BY_CELLS:
            return f"Read as “{FIELD_LABELS[field]}”, {sure} % sure, by what stands in its cells."
        return f"Read as “{FIELD_LABELS[field]}”, {sure} % sure: it resembles “{match.like}”."
    return f"Read as “{FIELD_LABELS[field]}”."


def _place(case: Case, agency: str, line: int, part: str = "") -> str:
    return f"{case.agencies[agency].label}, {part + ', ' if part else ''}row {line}"
