"""PP3: several attempts by different ways to reach a family."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.gaps.entry import Entry
from workbench.gaps.pattern import UNDATED, Answer, Found, LeftOut, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import together, when
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after
from workbench.vocabulary.sentences import counted, listed

ALWAYS = ("no_access", "missed_contact")
WORDED = ("contact_adult", "visit_child", "health_contact", "information_shared", "")
REACHED = ("contact_adult", "visit_child", "health_contact")
WAYS = {
    "home": "visit", "phone": "telephone", "clinic": "appointment", "office": "appointment",
    "hospital": "appointment", "school": "at school", "virtual": "video",
}  # fmt: skip
AFTERWARDS_DAYS = 28
ROWS_CITED = 6


@detector(
    "PP3",
    "persistence",
    "Persistence in reaching the family",
    question="What kept the attempts going, and which way of reaching the family worked?",
    caveats=(
        "Several rows may tell of one attempt.",
        "What the family made of the attempts does not stand in the rows.",
    ),
)
def persistence(
    records: Records, *, attempts: int = 3, ways: int = 2, days_between: int = 14
) -> Iterator[Answer]:
    """Find series of attempts to reach a family, by different ways, in one service.

    Looks for: at least ``attempts`` contacts that were tried, on different days with at most
    ``days_between`` between two of them, by at least ``ways`` ways: visit, telephone, text, letter,
    appointment. One service is one point. What was reached afterwards is named.
    Could also mean: letters and calls that a system sends by itself.
    Cannot see: attempts that nobody wrote down; entries without a date.
    """
    by_agency: dict[str, list[Entry]] = {}
    for entry in records.select(kinds=(*ALWAYS, *WORDED)):
        if not _is_attempt(entry):
            continue
        if entry.dated:
            by_agency.setdefault(entry.agency, []).append(entry)
        else:
            yield LeftOut((entry,), UNDATED)
    for agency, tried in by_agency.items():
        series = [
            run
            for run in _runs(tried, days_between)
            if len({entry.first for entry in run}) >= attempts and len(_ways(run)) >= ways
        ]
        if series:
            yield _found(records, agency, series, len(tried))


def _is_attempt(entry: Entry) -> bool:
    if entry.kind in ALWAYS:
        return not names("cancelled_by_service", entry.text)
    return entry.child_seen in ("", "not seen", "not recorded") and names("attempt_to_reach", entry.text)


def _runs(tried: Sequence[Entry], days_between: int) -> list[list[Entry]]:
    """Return attempts in runs; a vague date joins one only where it certainly lies that near."""
    found: list[list[Entry]] = []
    for entry in tried:
        if found and (entry.last - found[-1][-1].first).days <= days_between:
            found[-1].append(entry)
        else:
            found.append([entry])
    return found


def _ways(run: Sequence[Entry]) -> list[str]:
    found: dict[str, None] = {}
    for entry in run:
        if names("by_text", entry.text):
            found["text"] = None
        elif names("by_letter", entry.text):
            found["letter or e-mail"] = None
        elif entry.mode:
            found[WAYS.get(entry.mode, entry.mode)] = None
        elif entry.kind == "missed_contact":
            found["appointment"] = None
    return list(found)


def _found(records: Records, agency: str, series: Sequence[Sequence[Entry]], tried: int) -> Found:
    longest = max(series, key=len)
    why = (
        f"{records.services.label(agency)} records {counted(len(longest), 'attempt')} to reach the family "
        f"{together(longest)}, by {listed(_ways(longest))}; of {counted(tried, 'attempt')} in its timeline "
        f"{counted(len(series), 'series', 'series')} {'is' if len(series) == 1 else 'are'} as varied as this."
    )
    last = longest[-1]
    reached = records.window(
        last.last, days_after(last.last, AFTERWARDS_DAYS), kinds=REACHED, agencies=(agency,), undated=False
    )
    after = next((e for e in reached if e.could_follow(last) and not _is_attempt(e)), None)
    why += (
        f" A contact is next recorded {when(after)}, in {after.id}."
        if after
        else f" No later contact of the service was found within {AFTERWARDS_DAYS} days."
    )
    cited = (*longest[: ROWS_CITED - 1], after) if after else tuple(longest[:ROWS_CITED])
    return Found(cited, why)
