"""PP1 to PP8: practice that helped, reported apart from the gaps."""

from __future__ import annotations

import json

from gaps_support import gaps_of, practice_of, written_case, written_folder

from workbench.cli import main
from workbench.gaps import find_gaps

# PP2 expected response found in time, and how practice is reported

REPORT = "police | 2019-01-03 | report_sent | Sent. | told=childrens-services\n"
RECEIPT = "childrens-services | 2019-01-07 | report_received | Report. | heard_from=police\n"


def test_a_response_in_time_is_practice_and_no_gap():
    """What GP01 looked for and found stands under practice, with its interval and both rows."""
    found = find_gaps(written_case(REPORT + RECEIPT), only="PP2")

    assert found.gaps == ()
    [point] = found.practice
    assert point.events == ("police:1", "childrens-services:1")
    assert point.why == (
        '"Report without a matching receipt" (GP01) found the expected response on record 1 time, 1 of them '
        "with its interval: police:1 to childrens-services:1 2 working days. Beside them the same pattern "
        "has 0 points to explore."
    )
    assert point.question == "What made this response possible at the time, and what would make it usual?"
    assert point.standard.startswith("WA-002")


def test_responses_of_one_pattern_are_one_point_with_what_was_not_found():
    """Four reports received, one not: one point, three intervals, and the number of both sides."""
    lines = "".join(
        REPORT.replace("2019-01-03", f"2018-{month}-03") + RECEIPT.replace("2019-01-07", f"2018-{month}-04")
        for month in ("06", "07", "08", "09")
    )
    [point] = practice_of("PP2", lines + REPORT)

    assert point.events == (
        "police:1", "childrens-services:1", "police:2", "childrens-services:2", "police:3",
        "childrens-services:3",
    )  # fmt: skip
    assert "4 times, 4 of them with its interval" in point.why
    assert point.why.endswith("and 1 more. Beside them the same pattern has 1 point to explore.")


def test_a_response_that_could_be_later_than_the_standard_is_not_said_to_be_in_time():
    """A gap gets the benefit of the doubt, and so does nobody's praise: a vague date says neither."""
    assert practice_of("PP2", REPORT + RECEIPT.replace("2019-01-07", "January 2019")) == ()


def test_practice_is_never_counted_among_the_gaps(tmp_path, capsys):
    """In JSON it stands beside the gaps; the text says the two apart."""
    place = str(written_folder(REPORT + RECEIPT, tmp_path))

    assert main(["gaps", place, "--pattern", "PP2", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["gaps"] == [] and [point["pattern"] for point in found["practice"]] == ["PP2"]
    assert found["looked_at"]["patterns"]["PP2"]["gaps"] == 0
    assert found["looked_at"]["patterns"]["PP2"]["practice"] == 1
    assert "flagged none" in found["looked_at"]["sentence"]

    assert main(["gaps", place, "--pattern", "PP2"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Practice that the records show, to be heard beside the points to explore:"
    assert said[1] == "PP2 Expected response found in time [police:1, childrens-services:1]"
    assert said[-1] == "0 points to explore, 1 point of practice."


def test_gaps_are_the_same_with_and_without_practice():
    """Asked for alone or with all, a pattern's gaps do not change."""
    case = written_case(REPORT)

    assert find_gaps(case, only="GP01").gaps == tuple(
        gap for gap in find_gaps(case).gaps if gap.pattern == "GP01"
    )
    assert gaps_of("GP01", REPORT + RECEIPT) == ()
