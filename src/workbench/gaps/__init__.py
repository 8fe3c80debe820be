"""Points to explore: one file a pattern, the catalogue of them, and `find_gaps` to run them.

A gap shows what the records say and do not say, and asks. "No record" is about
the papers that were supplied; it never means that something did not happen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workbench.case import CaseError, Problem, in_short
from workbench.chronology import Case
from workbench.gaps.gp01_report_without_receipt import report_without_receipt
from workbench.gaps.gp02_report_without_feedback import report_without_feedback
from workbench.gaps.gp03_concern_without_report import concern_without_report
from workbench.gaps.gp04_harm_without_strategy import harm_without_strategy
from workbench.gaps.gp05_contacts_closed_one_by_one import contacts_closed_one_by_one
from workbench.gaps.gp05b_no_action_without_offer import no_action_without_offer
from workbench.gaps.gp06_incidents_held_inside import incidents_held_inside
from workbench.gaps.gp07_held_when_another_decided import held_when_another_decided
from workbench.gaps.gp07b_physical_findings_kept import physical_findings_kept
from workbench.gaps.gp08_relay_inside_organisation import relay_inside_organisation
from workbench.gaps.gp09_record_not_circulated import record_not_circulated
from workbench.gaps.gp10_thin_handover import thin_handover
from workbench.gaps.gp11_assessment_drift import assessment_drift
from workbench.gaps.gp12_action_without_completion import action_without_completion
from workbench.gaps.gp13_missed_contacts import missed_contacts
from workbench.gaps.gp14_closed_for_non_engagement import closed_for_non_engagement
from workbench.gaps.gp15_closed_while_concern_live import closed_while_concern_live
from workbench.gaps.gp16_adult_unseen import adult_unseen
from workbench.gaps.gp17_childs_voice import childs_voice
from workbench.gaps.gp17b_invisible_child import invisible_child
from workbench.gaps.gp18_seeing_interval import seeing_interval
from workbench.gaps.gp19_meeting_timescales import meeting_timescales
from workbench.gaps.gp20_slow_response import slow_response
from workbench.gaps.gp21_self_report import self_report
from workbench.gaps.gp21b_routine_enquiry import routine_enquiry
from workbench.gaps.gp22_worker_continuity import worker_continuity
from workbench.gaps.gp23_oversight_not_found import oversight_not_found
from workbench.gaps.gp24_difference_without_escalation import difference_without_escalation
from workbench.gaps.gp25_change_without_reassessment import change_without_reassessment
from workbench.gaps.gp26_risks_not_brought_together import risks_not_brought_together
from workbench.gaps.gp27_other_children_not_considered import other_children_not_considered
from workbench.gaps.gp28_birth_without_plan import birth_without_plan
from workbench.gaps.gp29_pathway_planning_drift import pathway_planning_drift
from workbench.gaps.gp30_family_report_without_check import family_report_without_check
from workbench.gaps.model import STRENGTHS, Gap, Gaps
from workbench.gaps.pattern import Pattern
from workbench.gaps.points import Mark, Point, points
from workbench.gaps.pp1_prompt_sharing import prompt_sharing
from workbench.gaps.pp2_response_in_time import response_in_time
from workbench.gaps.pp3_persistence import persistence
from workbench.gaps.pp4_joint_work import joint_work
from workbench.gaps.pp5_challenge_that_changed import challenge_that_changed
from workbench.gaps.pp6_curiosity import curiosity
from workbench.gaps.pp7_childs_view_leading_to_action import childs_view_leading_to_action
from workbench.gaps.pp8_preventive_advice_repeated import preventive_advice_repeated
from workbench.gaps.runner import Finder, run
from workbench.gaps.standing import TO_EXPLORE, Decided, Standing, standings

__all__ = [
    "CATALOGUE",
    "STRENGTHS",
    "TO_EXPLORE",
    "Decided",
    "Finder",
    "Gap",
    "Gaps",
    "Mark",
    "Pattern",
    "Point",
    "Standing",
    "find_gaps",
    "finder",
    "points",
    "standings",
]

CATALOGUE: tuple[Pattern, ...] = (
    report_without_receipt,
    report_without_feedback,
    concern_without_report,
    harm_without_strategy,
    contacts_closed_one_by_one,
    no_action_without_offer,
    incidents_held_inside,
    held_when_another_decided,
    physical_findings_kept,
    relay_inside_organisation,
    record_not_circulated,
    thin_handover,
    assessment_drift,
    action_without_completion,
    missed_contacts,
    closed_for_non_engagement,
    closed_while_concern_live,
    adult_unseen,
    childs_voice,
    invisible_child,
    seeing_interval,
    meeting_timescales,
    slow_response,
    self_report,
    routine_enquiry,
    worker_continuity,
    oversight_not_found,
    difference_without_escalation,
    change_without_reassessment,
    risks_not_brought_together,
    other_children_not_considered,
    birth_without_plan,
    pathway_planning_drift,
    family_report_without_check,
    prompt_sharing,
    response_in_time,
    persistence,
    joint_work,
    challenge_that_changed,
    curiosity,
    childs_view_leading_to_action,
    preventive_advice_repeated,
)
"""Every pattern, in reading order: what is not on record, then practice that helped ("PP1").

A new one is added here and nowhere else.
"""


def find_gaps(
    case: Case, *, only: str | None = None, settings: Mapping[str, Mapping[str, Any]] | None = None
) -> Gaps:
    """Return the points to explore of a case, by date, practice that helped, and what was looked at.

    ``only`` is the code of one pattern, such as "GP01". ``settings`` changes
    what patterns take for granted: ``{"GP01": {"working_days_after": 10}}``;
    what case.toml says counts where they say nothing.
    Raises ValueError for a pattern or a setting that is not known, and CaseError where case.toml names it.
    """
    known = {pattern.pattern: pattern for pattern in CATALOGUE}
    if only and only not in known:
        raise ValueError(f'No pattern "{only}". Patterns: {", ".join(known)}.')
    if wrong := list(unknown_settings(settings or {})):
        raise ValueError(wrong[0][1])
    chosen = _with_the_case(case, settings or {})
    if only is None:
        return run(case, CATALOGUE, chosen)
    others = [pattern for pattern in CATALOGUE if not pattern.positive]
    return run(case, [known[only]], chosen, only_answers=others if known[only].reads_answers else ())


def finder(case: Case) -> Finder:
    """Return what finds the gaps of a case again and again, while settings are moved on a page."""
    return Finder(case, CATALOGUE, _with_the_case(case, {}))


def _with_the_case(case: Case, settings: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return settings by the code of a pattern, those that case.toml changes among them."""
    of_case = case.folder.thresholds
    if wrong := list(unknown_settings(of_case)):
        raise CaseError(
            *(
                Problem(
                    "case.toml", None, f"patterns.{name}", problem, "Correct it, or take it out.", stops=True
                )
                for name, problem in wrong
            )
        )
    codes = dict.fromkeys((*of_case, *settings))
    return {code: {**of_case.get(code, {}), **settings.get(code, {})} for code in codes}


def unknown_settings(settings: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield each pattern or setting that there is not, with what is wrong about it."""
    known = {pattern.pattern: pattern for pattern in CATALOGUE}
    for code, values in settings.items():
        if code not in known:
            yield code, f'No pattern "{in_short(code)}". Patterns: {", ".join(known)}.'
            continue
        for name in values:
            if name not in known[code].settings:
                there = ", ".join(known[code].settings) or "none"
                yield f"{code}.{name}", f'{code} has no setting "{in_short(name)}". Settings: {there}.'
