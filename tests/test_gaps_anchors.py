"""The sample case raises the points that the domain text expects at its anchor events.

The table below is that of the domain text: what happened when, the rows of
`sample_cases/cysur-2-2020` that tell of it, and the patterns that are expected to
speak there. It is a published case told in terse rows with vague dates, as
tables rebuilt from papers are.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from workbench.chronology import load_case
from workbench.gaps import Gaps, find_gaps, points

FOLDER = Path(__file__).parents[1] / "sample_cases" / "cysur-2-2020"
POLICE, ASSESSMENT = "dyfed-powys-police", "childrens-services-assessment"
CARE, ADVISER = "childrens-services-care-and-support", "leaving-care-personal-adviser"
WELL_BEING, MIDWIFERY, HEALTH_VISITING = "mothers-well-being-worker", "midwifery", "health-visiting"
HOUSING, MENTAL_HEALTH = "housing", "primary-mental-health"

ANCHORS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("history known before the pregnancy", "GP26", (f"{POLICE}:1", f"{WELL_BEING}:1", f"{WELL_BEING}:2")),
    ("move to a new area", "GP25", (f"{HOUSING}:3",)),
    ("job loss and arrears", "GP25", (f"{HOUSING}:4",)),
    ("intelligence kept inside", "GP06", (f"{POLICE}:4", f"{POLICE}:5", f"{POLICE}:13")),
    ("what police held", "GP07", (f"{POLICE}:3", f"{POLICE}:4", f"{POLICE}:16")),
    ("discharged, others unaware", "GP14", (f"{MENTAL_HEALTH}:3",)),
    ("first assessment not attended", "GP13", (f"{MENTAL_HEALTH}:2",)),
    ("assessment outcome overruled: the next one", "GP11", (f"{ASSESSMENT}:7", f"{ASSESSMENT}:8")),
    ("assessment outcome overruled: oversight", "GP23", (f"{ASSESSMENT}:7", f"{ASSESSMENT}:9")),
    ("parents told", "GP11", (f"{ASSESSMENT}:9",)),
    ("report of January: receipt", "GP01", (f"{POLICE}:17",)),
    ("report of January: strategy", "GP04", (f"{POLICE}:16", f"{POLICE}:17")),
    ("minutes not shared with health", "GP09", (f"{CARE}:1", f"{MIDWIFERY}:10")),
    ("new social worker introduced", "GP10", (f"{ASSESSMENT}:11", f"{ASSESSMENT}:12")),
    ("handover to the health visitor", "GP10", (f"{MIDWIFERY}:13",)),
    ("birth", "GP28", (f"{ASSESSMENT}:1", f"{ASSESSMENT}:2", f"{ASSESSMENT}:8")),
    ("daily arguments: report", "GP03", (f"{ADVISER}:11",)),
    ("daily arguments: relay", "GP08", (f"{ADVISER}:11",)),
    ("follow-up assessment starts", "GP11", (f"{CARE}:6",)),
    ("incident of 17 April: report", "GP03", (f"{ADVISER}:13",)),
    ("incident of 17 April: strategy", "GP04", (f"{CARE}:7", f"{WELL_BEING}:7")),
    ("incident of 17 April: relay", "GP08", (f"{ADVISER}:13",)),
    ("visit about 24 April", "GP20", (f"{CARE}:7", f"{CARE}:8")),
    ("separation and reconciliation", "GP25", (f"{CARE}:8", f"{WELL_BEING}:9", f"{HEALTH_VISITING}:9")),
    ("health visitor contact at 9 weeks", "GP03", (f"{HEALTH_VISITING}:9",)),
    ("incident of 13 May: strategy", "GP04", (f"{CARE}:9",)),
    ("incident of 13 May: response", "GP20", (f"{CARE}:9", f"{CARE}:10")),
    ("incident of 13 May: denial", "GP21", (f"{CARE}:10",)),
    ("incident of 13 May: worker on leave", "GP22", (f"{CARE}:9",)),
    ("whole period: the father", "GP16", (f"{CARE}:8", f"{ADVISER}:14", f"{ADVISER}:13")),
)  # fmt: skip


@cache
def found() -> Gaps:
    return find_gaps(load_case(FOLDER))


@pytest.mark.parametrize(("event", "pattern", "rows"), ANCHORS, ids=[f"{a[1]} {a[0]}" for a in ANCHORS])
def test_a_pattern_speaks_at_its_anchor_event(event: str, pattern: str, rows: tuple[str, ...]) -> None:
    cited = [gap.events for gap in found().gaps if gap.pattern == pattern]
    assert any(not set(rows).isdisjoint(events) for events in cited), f"{pattern} at: {event}"


def test_no_status_means_no_statutory_interval() -> None:
    # The infant was never registered: a gap of weeks is a question about contact, and no timescale.
    assert not [gap for gap in found().gaps if gap.pattern == "GP18"]


def test_the_case_stays_readable() -> None:
    # Some 112 rows: more than three points to read for ten rows would be noise.
    case = load_case(FOLDER)
    assert len(points(case, found().gaps)) <= len(case.entries) * 0.3
