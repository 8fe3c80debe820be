"""What holds of knowledge in every case: it grows, it never looks ahead, a slow reading finds the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gaps_support import written_case
from workbench.chronology import Case
from workbench.knowledge import knowledge
from workbench.ledger import STEPS, ledger

AGENCIES = ("police", "school", "gp", "childrens-services")
WORDS = (
    "Shouting, mother hit, neighbour rang.",
    "Cannabis smelt in the hall.",
    "Bruise on the arm.",
    "Rent arrears, letter from the landlord.",
)
DATES = (
    "2019-01-03", "2019-01-04", "2019-01-10", "2019-02-01", "January 2019", "early February 2019",
    "before 4 February 2019", "after 5 January 2019", "soon after",
)  # fmt: skip
KINDS = ("police_incident", "report_sent", "report_received", "information_shared", "core_group")
DAYS = tuple(date(2018, 12, 25) + timedelta(5 * step) for step in range(14))


@st.composite
def lines(draw: st.DrawFn) -> str:
    """Return a written case of a few rows that tell each other things."""
    rows = []
    for _ in range(draw(st.integers(1, 8))):
        agency, other = draw(st.permutations(AGENCIES))[:2]
        words = draw(st.sampled_from(WORDS))
        row = f"{agency} | {draw(st.sampled_from(DATES))} | {draw(st.sampled_from(KINDS))} | {words}"
        side = draw(st.sampled_from(("", "told", "heard_from")))
        rows.append(f"{row} | {side}={other} | people=mother" if side else f"{row} | people=mother")
        if side == "told" and draw(st.booleans()):
            kind = draw(st.sampled_from(("report_received", "core_group")))
            day = draw(st.sampled_from(DATES))
            rows.append(f"{other} | {day} | {kind} | {words} | heard_from={agency} | people=mother")
    return "\n".join(rows)


@settings(max_examples=40)
@given(lines())
def test_knowledge_only_grows_and_never_looks_ahead(case_lines: str):
    """A later day holds all of an earlier one; nothing is of a later day; certain and possible are apart."""
    case = written_case(case_lines)
    knows, entries = knowledge(case), case.entries
    for name in knows.names:
        before: tuple[set[str], set[str]] = set(), set()
        for day in DAYS:
            known = knows.at(name, day)
            sure, could = set(known.certain), set(known.certain) | set(known.possible)
            assert len(known.certain) + len(known.possible) == len(could)
            assert before[0] <= sure
            assert before[1] <= could
            assert all(entries.at[id, "latest"] <= pd.Timestamp(day) for id in sure)
            assert not any(entries.at[id, "earliest"] > pd.Timestamp(day) for id in could)
            before = sure, could


@settings(max_examples=60)
@given(lines())
def test_a_slow_reading_finds_the_same(case_lines: str):
    """Row by row and day by day, straight from the entries."""
    case = written_case(case_lines)
    knows = knowledge(case)
    for agency in case.agencies:
        slow = _ways(case, agency)
        for day in DAYS:
            known, moment = knows.at(agency, day), pd.Timestamp(day)
            certain = {id for id, ways in slow.items() if any(latest <= moment for _, latest in ways)}
            could = {id for id, ways in slow.items() if any(earliest <= moment for earliest, _ in ways)}
            assert (set(known.certain), set(known.possible)) == (certain, could - certain)


@settings(max_examples=30)
@given(lines())
def test_every_step_of_the_ledger_has_its_row_or_its_reason(case_lines: str):
    """Never both, never neither; each row is one of the case, and of the agency whose step it is."""
    case = written_case(case_lines)
    for one in ledger(case).messages:
        for step in STEPS:
            found = getattr(one, step)
            assert bool(found) != bool(one.without(step))
            assert found is None or found.row in case.entries.index
        assert one.sent is None or one.sent.row.startswith(f"{one.sender}:")
        assert one.received is None or one.received.row.startswith(f"{one.receiver}:")
        assert one.sent or one.received or one.intended


EARLIEST, LATEST = pd.Timestamp("1900-01-01"), pd.Timestamp("2100-01-01")
Way = tuple[Any, Any]
"""The day from which a row could be held, and that from which it certainly is."""


def _ways(case: Case, agency: str) -> dict[str, list[Way]]:
    """Return for each row the ways by which an agency came to hold it, as its possible and its sure day."""
    rows: dict[str, dict[str, Any]] = case.entries.to_dict("index")  # type: ignore[assignment]
    found: dict[str, list[Way]] = {}

    def days(*ids: str) -> Way:
        firsts = [rows[id]["earliest"] if pd.notna(rows[id]["earliest"]) else EARLIEST for id in ids]
        lasts = [rows[id]["latest"] if pd.notna(rows[id]["latest"]) else LATEST for id in ids]
        return max(firsts), max(lasts)

    for id, row in rows.items():
        met = _met_with(rows, id)
        if row["agency"] == agency:
            found.setdefault(id, []).append(days(id))
        elif met:
            there = {rows[other]["agency"] for other in met}
            named = {who for other in met for who in (*rows[other]["told"], *rows[other]["heard_from"])}
            if agency in there | named:
                found.setdefault(id, []).append(days(id))
        receipts = [
            other
            for other in row["paired_with"]
            if rows[other]["agency"] == agency and other not in met and row["agency"] != agency
        ]
        told = agency in row["told"] and not met
        heard = [other for other in receipts if row["agency"] in rows[other]["heard_from"]]
        heard = [other for other in heard if not _met_with(rows, other)]
        heard = [other for other in heard if _told_it(rows, other, row["agency"], agency) == id]
        if told and receipts:
            back = [other for other in receipts if row["agency"] in rows[other]["heard_from"]]
            found.setdefault(id, []).append(days(id, (back or receipts)[0]))
        elif told and row["agency"] != agency:
            found.setdefault(id, []).append(days(id))
        elif heard:
            found.setdefault(id, []).extend(days(id, other) for other in heard)
    return found


def _told_it(rows: dict[str, dict[str, Any]], receipt: str, sender: str, receiver: str) -> str:
    """Return the one row of a sender that a receipt answers: one that says whom it told, before others."""
    ends = [
        id
        for id in rows[receipt]["paired_with"]
        if rows[id]["agency"] == sender and id not in _met_with(rows, receipt)
    ]
    return next((id for id in ends if receiver in rows[id]["told"]), ends[0] if ends else "")


def _met_with(rows: dict[str, dict[str, Any]], id: str) -> set[str]:
    """Return the records of the meeting that a row tells of, itself among them; none for other rows."""
    if rows[id]["kind"] != "core_group":
        return set()
    found, waiting = set(), [id]
    while waiting:
        one = waiting.pop()
        if one not in found and rows[one]["kind"] == "core_group":
            found.add(one)
            waiting += [*rows[one]["paired_with"], *rows[one]["same_as"]]
    return found
