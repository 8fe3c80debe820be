"""GP07b: a physical finding that health recorded, with nobody outside health shown as told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from workbench.gaps.concerns import CHILDRENS_SERVICES, POLICE, child_expected, concerns_child
from workbench.gaps.entry import Entry
from workbench.gaps.incidents import group_incidents
from workbench.gaps.knowledge import Knowledge
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.unbroken import few, unbroken
from workbench.gaps.wording import span_of, together
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after, months_after
from workbench.vocabulary.sentences import counted, listed

HEALTH = (
    "gp", "hospital", "health-visiting", "midwifery", "school-nursing", "ambulance", "health-other", "camhs",
)  # fmt: skip
TO_TELL = (CHILDRENS_SERVICES, POLICE)
FINDINGS = ("injury_or_symptom", "cp_medical")
NOT_MOBILE_MONTHS = 6
ROWS_CITED = 6


@detector(
    "GP07b",
    "physical-findings-kept",
    "Physical finding in health records, not shown as passed on in detail",
    question="Who had seen what was found, in words or in pictures, and how could it have reached those who "
    "decided?",
    standards=("EN-011", "WA-012", "WA-006"),
    caveats=(
        "The detail may have been passed on in a meeting or a call.",
        "An everyday accident with an explanation that fits may be no finding to pass on.",
        "Photographs and body maps may be held in a file of their own.",
        "A consent or a legal limit may have stood in the way of sharing.",
    ),
)
def physical_findings_kept(records: Records, *, days: int = 28, months: int = 12) -> Iterator[Answer]:
    """Find injuries and marks on a child that health recorded and no entry shows passed on.

    Looks for: a physical finding, an examination or a body map of a child in the records of a health
    service, and within ``days`` no entry of either side that shows children's services or police told of
    it. What the service graded low, or found to fit the explanation, is not asked about in a child
    who moves about. Findings with at most ``months`` between them are one point.
    Could also mean: it was told by telephone, or seen together with a social worker.
    Cannot see: how much of the detail was told where the entry says only that somebody was.
    """
    kept: list[Entry] = []
    holders = records.services.of_type(*TO_TELL)
    for entry in records.select(agencies=records.services.of_type(*HEALTH)):
        if not _is_finding(records, entry):
            continue
        if not entry.dated:
            yield LeftOut((entry,), UNDATED)
            continue
        until = days_after(entry.last, days)
        by = _told(records, records.kept(Knowledge), entry, until)
        if by:
            yield Answered((entry,), (by,))
        elif not holders:
            yield Unknown((entry,), CHILDRENS_SERVICES)
        elif records.ends_before(until, (entry.agency,)):
            yield LeftOut((entry,), NEAR_THE_END)
        else:
            kept.append(entry)
    firsts = {incident[0].id: incident for incident in group_incidents(kept)}
    for run in unbroken((incident[0] for incident in firsts.values()), number=2, months=months):
        yield _found(records, [firsts[entry.id] for entry in run], holders, days)


def _is_finding(records: Records, entry: Entry) -> bool:
    """True for a finding on a child's body that an everyday accident does not explain."""
    worded = "physical_injury" in entry.topics and names("physical_detail", entry.text)
    if entry.kind not in FINDINGS and not (worded and entry.kind in ("health_contact", "visit_child", "")):
        return False
    if entry.kind == "injury_or_symptom" and not worded and not names("physical_detail", entry.text):
        return False  # a symptom, or weight that falters, is no injury
    if not _of_child(records, entry) or (entry.dated and not child_expected(records, entry.last)):
        return False
    slight = entry.significance == "low" or names("accounted_for", entry.text)
    return not slight or names("unexplained", entry.text) or _not_mobile(records, entry)


def _of_child(records: Records, entry: Entry) -> bool:
    return bool(records.family.children_in(entry)) or (not entry.people and concerns_child(records, entry))


def _not_mobile(records: Records, entry: Entry) -> bool:
    """True where a child that an entry names was certainly a baby too young to move about."""
    births = [records.family.people[child].birth for child in records.family.children_in(entry)]
    return entry.dated and any(
        born.earliest and entry.last < months_after(born.earliest, NOT_MOBILE_MONTHS) for born in births
    )


def _told(records: Records, knowledge: Knowledge, entry: Entry, until: date) -> Entry | None:
    if records.services.any_of(entry.heard_from, *TO_TELL):
        return entry  # an examination that they asked for
    for type_ in TO_TELL:
        by = knowledge.informed(entry, type_, until, detail="physical_detail")
        if by:
            return by
    return None


def _found(
    records: Records, findings: Sequence[Sequence[Entry]], holders: tuple[str, ...], days: int
) -> Found:
    services = records.services
    rows = [entry for incident in findings for entry in incident]
    agencies = list(dict.fromkeys(entry.agency for entry in rows))
    why = (
        f"{listed(map(services.label, agencies))} {'records' if len(agencies) == 1 else 'record'} "
        f"{counted(len(findings), 'physical finding')} {together(rows)}. No entry, on either side, shows "
        f"children's services or police told of {'it' if len(findings) == 1 else 'them'} within {days} days."
    )
    pictured = [entry for entry in rows if names("pictures", entry.text)]
    if pictured:
        why += (
            f" A body map, a picture or an image is named in {listed(e.id for e in pictured[:ROWS_CITED])}."
        )
    cited = few(rows, ROWS_CITED)
    if len(cited) < len(rows):
        why += f" {len(cited)} of the {len(rows)} entries are cited."
    since, until = span_of(rows)
    return Found(
        cited,
        why,
        ask=(*agencies, *holders),
        searched=(since, days_after(until, days) if until else None),
        agencies=holders,
        strength="stronger" if pictured or len(findings) > 1 else "usual",
    )
