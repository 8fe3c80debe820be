"""The guidance's figures: the file is whole, and the rule of the nation and the day is found."""

from __future__ import annotations

import csv
import re
from datetime import date
from importlib.resources import files

import pytest

from workbench.standards import Change, StandardsError, in_force, read_standards, standards

TEXT = files("workbench.standards").joinpath("practice-standards.csv").read_text(encoding="utf-8-sig")


def chosen(*ids: str, nation: str = "Wales", day: date | None) -> tuple[str, bool] | None:
    rule = in_force(ids, nation, day)
    return (rule.standard.id, rule.later) if rule else None


def test_every_row_of_the_file_has_its_thirteen_cells():
    rows = list(csv.reader(TEXT.splitlines()))
    assert {len(row) for row in rows} == {13}
    assert len(rows) - 1 == len(standards()) == len({row[0] for row in rows[1:]})


def test_every_standard_can_be_used_and_cited():
    for rule in standards().values():
        assert rule.unit in ("hours", "working_days", "calendar_days", "months", "")
        assert (rule.within is None) == (rule.unit == "")
        assert rule.confidence in ("confirmed by text seen", "widely stated", "uncertain")
        assert {nation for nation in ("Wales", "England", "Scotland") if nation in rule.jurisdiction}
        assert rule.trigger and rule.expected and rule.responsible and rule.source and rule.clock
        assert rule.tags <= {
            "statutory", "procedure", "review-process", "existence-only", "threshold", "recurring", "before",
            "local", "legacy", "secondary",
        }  # fmt: skip
        assert (rule.applies_from or date.min) <= (rule.applies_to or date.max)


def test_a_stranger_can_read_it():
    """No keys of a private list of sources, no marks of the place it was made in."""
    assert re.findall(r"\bS[1-9]\b(?! Children)|\[REVIEW\]|copy held|seed", TEXT) == []


def test_dates_of_a_rule_are_whole_days():
    assert standards()["WA-002"].applies_from == date(2019, 11, 11)
    assert standards()["RV-010"].applies_from == date(2024, 1, 1)
    assert standards()["SC-020"].applies_to == date(2021, 8, 31)
    assert standards()["WA-096"].applies_from == date(2023, 4, 1)


def test_the_first_that_was_in_force_on_the_day_is_taken():
    ids = ("WA-030", "WA-052")
    assert chosen(*ids, day=date(2019, 11, 11)) == ("WA-030", False)
    assert chosen(*ids, day=date(2019, 11, 10)) == ("WA-052", False)
    assert chosen(*ids, day=None) == ("WA-030", False)
    assert chosen("WA-052", "WA-030", day=None) == ("WA-030", False)


def test_where_none_was_in_force_the_nearest_later_one_is_shown_as_that():
    assert chosen("WA-060", "WA-002", day=date(2015, 1, 1)) == ("WA-060", True)

    rule = in_force(("WA-002",), "Wales", date(2019, 5, 20))

    assert rule and rule.cited == (
        "WA-002: Report-maker contacts social services again (Wales Safeguarding Procedures (children), "
        "Section 2, The process following a report; confirmed by text seen) - in force from 11 November "
        "2019, "
        "after this event; shown as the nearest written rule, not as the rule of the day"
    )


def test_a_replaced_rule_is_not_shown_for_a_later_event():
    assert chosen("WA-052", day=date(2020, 1, 1)) is None


def test_another_nations_rule_is_not_taken():
    assert chosen("EN-003", "WA-030", day=date(2020, 1, 1)) == ("WA-030", False)
    assert chosen("EN-003", day=date(2020, 1, 1)) is None
    assert chosen("EW-001", day=date(2020, 1, 1)) == ("EW-001", False)
    assert chosen("EN-003", nation="", day=date(2020, 1, 1)) == ("EN-003", False)


def test_local_protocols_come_last_and_say_so():
    assert chosen("WA-090", "WA-093", day=date(2020, 1, 1)) == ("WA-093", False)

    rule = in_force(("WA-090",), "Wales", date(2020, 1, 1))

    assert rule and rule.cited == (
        "WA-090: Inform health visitor, GP, mental health team and safeguarding team (Powys teaching "
        "Health Board "
        "midwife and health visitor information-sharing guideline, information-sharing pathway; "
        "confirmed by text "
        "seen; one area's protocol, not a national rule)"
    )


def test_an_uncertain_figure_is_no_rule_until_a_case_switches_it_on():
    """It can be shown beside a point; that is another question."""
    day = date(2020, 1, 1)
    assert in_force(("WA-097",), "Wales", day) is None
    shown = in_force(("WA-097", "WA-090"), "Wales", day, doubtful=True)
    assert shown and shown.standard.id == "WA-090"
    on = in_force(("WA-097",), "Wales", day, (Change("WA-097", "Agreed by the board", on=True),))

    assert on and on.cited.endswith(
        "uncertain) - uncertain, and switched on for this case: Agreed by the board"
    )


def test_a_case_changes_a_figure_and_every_citation_says_so():
    change = Change("WA-002", "Local form asks for five", within=5)
    rule = in_force(("WA-002",), "Wales", date(2020, 1, 1), (change,))

    assert rule and rule.standard.within == 5
    assert rule.cited.endswith(
        " - changed for this case to 5 working days from 7 working days: Local form asks for five"
    )
    assert standards()["WA-002"].within == 7


def test_a_case_switches_a_standard_off_and_the_next_is_taken():
    off = (Change("WA-002", "Replaced by our protocol", on=False),)

    rule = in_force(("WA-002", "WA-001"), "Wales", date(2020, 1, 1), off)

    assert rule and rule.standard.id == "WA-001"
    assert in_force(("WA-002",), "Wales", date(2020, 1, 1), off) is None


HEADING = ",".join(next(csv.reader(TEXT.splitlines())))
ROW = "X-1,Wales,Report,Answer,police,5,working_days,report,Guide,p. 1,,confirmed by text seen,[procedure]"


def wrong_with(*rows: str, heading: str = HEADING) -> list[str]:
    with pytest.raises(StandardsError) as error:
        read_standards("\n".join((heading, *rows)), "ours.csv")
    return str(error.value).splitlines()


def test_a_file_of_standards_is_refused_with_every_row_and_remedy_at_once():
    assert list(read_standards(f"{HEADING}\n{ROW}", "ours.csv")) == ["X-1"]
    assert wrong_with(
        ROW,
        ROW.replace("working_days", "working days"),
        ROW.replace("X-1", "X-2").replace(",5,", ",five,").replace("Wales", "Whales"),
        ROW.replace("X-1", "X-3").replace("[procedure]", "[statuary] applies_from=2020-13"),
        ROW.replace("X-1", "X-4").replace("[procedure]", "applies_from=2020 applies_to=2019"),
        ROW.replace("X-1", "X-5").replace("confirmed by text seen", "sure").replace("Answer", ""),
        ROW.replace("X-1", "X-6").replace(",5,working_days", ",,hours"),
    ) == [
        'ours.csv, row 3, column "unit": "working days" is not a unit. Did you mean "working_days"? '
        "Use one of: hours, working_days, calendar_days, months.",
        'ours.csv, row 3, column "id": "X-1" stands in row 2 already. Give each standard an id of its own.',
        'ours.csv, row 4, column "within": "five" is not a whole number. Write a number, or leave it empty.',
        'ours.csv, row 4, column "jurisdiction": "Whales" names no nation. Did you mean "Wales"? '
        "Use one of: Wales, England, Scotland, Northern Ireland, United Kingdom.",
        'ours.csv, row 5, column "note": "[statuary]" is not a mark. Did you mean "statutory"? Use one of: '
        "statutory, procedure, review-process, existence-only, threshold, recurring, before, local, legacy, "
        "secondary.",
        'ours.csv, row 5, column "note": There is no such day. '
        "Write applies_from=2019-11-11, or 2019-11, or 2019.",
        'ours.csv, row 6, column "note": The standard ends before it begins. '
        "Change applies_from and applies_to round.",
        'ours.csv, row 7, column "expected_response": The cell is empty. Fill it in.',
        'ours.csv, row 7, column "confidence": "sure" is not known. '
        "Use one of: confirmed by text seen, widely stated, uncertain.",
        'ours.csv, row 8, column "within": A figure needs its unit, and a unit its figure. '
        "Fill both in, or neither.",
    ]
    assert wrong_with(ROW, heading=HEADING.replace("unit", "units"))[0].startswith(
        'ours.csv, row 1, column "unit": The column is not there.'
    )


def test_a_standard_that_does_not_exist_is_a_mistake_in_the_code():
    with pytest.raises(KeyError):
        in_force(("WA-999",), "Wales", None)
