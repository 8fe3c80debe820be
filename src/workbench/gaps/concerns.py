"""What several patterns ask of an entry: is it a concern, a significant-harm event, a report?

Codes decide first; the words of `words.toml` only fill in what no code says.
A meeting or a decision speaks about events and is no event of that kind itself.
"""

from __future__ import annotations

from datetime import date

from workbench.gaps.entry import Entry
from workbench.gaps.records import Records
from workbench.gaps.words import names
from workbench.gaps.working_days import months_after

CHILDRENS_SERVICES, POLICE = "childrens-services", "police"
CONCERN_TOPICS = (
    "physical_injury", "domestic_abuse", "substance_use", "alcohol", "neglect_home_conditions", "sexual_harm",
    "exploitation",
)  # fmt: skip
RISK_TOPICS = (
    *CONCERN_TOPICS, "mental_health_parent", "mental_health_child", "missing", "offending",
)  # fmt: skip
REPORTS = ("report_sent", "report_received", "information_shared")
MEETINGS = (
    "care_support_meeting", "conference_initial", "conference_review", "core_group",
    "strategy_discussion", "lac_review",
)  # fmt: skip
ABOUT_EVENTS = (
    *MEETINGS, "acknowledgement", "decision_front_door", "information_request", "s47_enquiry",
    "registration_change",
    "assessment_decided", "assessment_completed", "plan_made_or_changed", "placement_event", "legal_event",
    "handover_transfer", "case_opened_closed", "supervision", "escalation", "review_step", "missed_contact",
)  # fmt: skip
"""Kinds that decide, plan or speak about an event."""
CLOSE_TO_THE_CHILD = (
    "midwifery", "health-visiting", "school-nursing", "school", "early-help", "leaving-care", "gp", "camhs",
)  # fmt: skip
"""Services that do their part of a plan with the family, and need it for that."""
FIRST_HAND = ("practitioner saw", "child said", "parent said", "relative said", "neighbour or anonymous")
TOLD_OF = (
    "", "injury_or_symptom", "police_incident", "exploitation_event", "mental_health_event",
    "missing_episode", "contact_adult", "visit_child", "education_event", "accommodation_event",
)  # fmt: skip
"""Kinds, among rows that nobody coded by hand, that tell of what was seen or said."""
SERIOUS = ("significant", "critical")
_CONCERNS, _RISKS, _ABOUT = frozenset(CONCERN_TOPICS), frozenset(RISK_TOPICS), frozenset(ABOUT_EVENTS)
_SEEN_FIRST_HAND = frozenset(FIRST_HAND)


def child_expected(records: Records, day: date) -> bool:
    """True if somebody was a child, or about to be born, on ``day``; also where no birth is known."""
    childhoods = records.family.childhoods
    return not childhoods or any(since <= day < until for since, until in childhoods)


def concerns_child(records: Records, entry: Entry) -> bool:
    """True if an entry is about the child, born or not, or says that the child was there."""
    return (
        records.names_child(entry)
        or entry.child_seen in ("seen", "seen alone", "spoken with")
        or "pregnancy_infancy" in entry.topics
        or names("child", entry.text)
    )


WORRYING = ("gets_worse", "self_harm", "hurt_by_somebody", "worry", "observation")
"""Lists whose words tell of something worrying, where no code says what a row is about."""


def worries(entry: Entry) -> bool:
    """True for a row that nobody coded or graded and whose words tell of something worrying."""
    if entry.kind_state == "stated" or entry.significance:
        return False
    return any(names(words, entry.text) for words in WORRYING)


def is_news(entry: Entry) -> bool:
    """True if somebody saw or was told something on a topic of concern.

    Advice alone, and what the agency itself marked as low, is none.
    """
    if entry.kind in _ABOUT or entry.significance == "low":
        return False
    disclosed = "child said" in entry.whose_account and not _RISKS.isdisjoint(entry.topics)
    hurts_self = "mental_health_child" in entry.topics and names("self_harm", entry.text)
    if _CONCERNS.isdisjoint(entry.topics) and not disclosed and not hurts_self:
        return False
    if entry.significance in SERIOUS or names("observation", entry.text):
        return True
    if entry.outcome == "advice_given":
        return False
    if not entry.whose_account and not entry.outcome and entry.kind_state != "stated":
        return entry.kind in TOLD_OF  # terse rows seldom say whose account it is
    return entry.kind == "injury_or_symptom" or not _SEEN_FIRST_HAND.isdisjoint(entry.whose_account)


def is_concern(records: Records, entry: Entry) -> bool:
    """True for an observation or disclosure that guidance would expect to be reported.

    Domestic abuse and injuries count where the child was there, or is whom the entry is about.
    """
    if not is_news(entry):
        return False
    disclosed = "child said" in entry.whose_account
    topics = _CONCERNS.intersection(entry.topics)
    if topics <= {"domestic_abuse", "physical_injury"} and not disclosed:
        return concerns_child(records, entry) or not entry.people or _in_the_home(records, entry)
    return True


def _in_the_home(records: Records, entry: Entry) -> bool:
    """True if an entry names a child's parent and says that it was in the home: the child's home, too."""
    if not names("in_the_home", entry.text):
        return False
    return any(person.id in entry.people for person in records.family.close_adults)


def significant_harm(records: Records, entry: Entry, *, non_mobile_months: int) -> str:
    """Return why an entry would normally lead to a strategy discussion, in words; "" if it would not."""
    known = records.kept(_reasons, non_mobile_months)
    if entry.at not in known:
        known[entry.at] = _reason(records, entry, non_mobile_months)
    return known[entry.at]


def serious_events(records: Records, non_mobile_months: int) -> list[tuple[Entry, str]]:
    """Return the entries of the period reviewed that tell of possible significant harm, with the reason."""
    judged = (
        (entry, significant_harm(records, entry, non_mobile_months=non_mobile_months))
        for entry in records.select()
    )
    return [(entry, reason) for entry, reason in judged if reason]


def _reasons(records: Records, non_mobile_months: int) -> dict[int, str]:
    """Return where the reasons are kept, by the places of the entries: several patterns ask for them."""
    return {}


def _reason(records: Records, entry: Entry, non_mobile_months: int) -> str:
    if entry.kind in _ABOUT and entry.kind != "report_received":
        return ""
    topics, text, serious = entry.topics, entry.text, entry.significance in SERIOUS
    about_child = concerns_child(records, entry)
    injury = entry.kind == "injury_or_symptom" or "physical_injury" in topics
    outsiders = bool(entry.people) and not records.family.concerns_home(entry)
    of_child = records.names_child(entry) or (not entry.people and about_child)
    unsure = entry.kind_state != "stated" and not entry.significance and entry.kind in TOLD_OF
    if injury and of_child and _not_mobile(records, entry, non_mobile_months):
        return "an injury to a baby too young to move about"
    if injury and of_child and names("unexplained", text):
        return "an injury to the child without an explanation on record"
    if injury and of_child and "child said" in entry.whose_account and entry.significance != "low":
        return "an injury of which the child told something"
    violence = names("violence", text) or serious
    if "domestic_abuse" in topics and violence and about_child and entry.significance != "low":
        return "serious domestic abuse with the child or the unborn child there or concerned"
    told_of = serious or names("observation", text) or unsure
    if "sexual_harm" in topics and (of_child or not entry.people or outsiders) and told_of:
        return "suspected sexual harm of the child"
    if names("weapon_or_supply", text) and not {"offending", "substance_use", "exploitation"}.isdisjoint(
        topics
    ):
        return "a weapon or the supply of drugs around the family"
    if serious and names("self_harm", text):
        return "serious self-harm"
    return "an event that the agency marked critical" if entry.significance == "critical" else ""


def _not_mobile(records: Records, entry: Entry, months: int) -> bool:
    born = records.case.born.latest
    return (
        born is not None and entry.dated and born <= entry.last and entry.first < months_after(born, months)
    )
