"""Terse summary rows: kinds that nobody coded, one row that tells of several, words in the past tense."""

from __future__ import annotations

from gaps_support import events, gaps_of

# GP13 missed contacts


def test_one_row_that_sums_up_missed_appointments_is_a_series():
    """A number, or words for more than one, make a series of one row; a single one stays single."""
    for words in ("Three of four appointments missed.", "Did not attend, second time.", "Missed twice."):
        [gap] = gaps_of("GP13", f"midwifery | July 2018 | | {words}")
        assert (gap.events, gap.strength) == (("midwifery:1",), "weaker"), words
        assert gap.why.startswith("1 entry sums up several contacts with the family that did not take place")
    for words in ("Did not attend scan.", "Missed twice, clinic cancelled both.", "Attended twice."):
        assert gaps_of("GP13", f"midwifery | July 2018 | | {words}") == (), words


def test_what_one_service_passed_on_answers_its_own_contacts_only():
    """The last of three services told the GP; the misses of the first stay a series."""
    lines = """
midwifery | 2018-07-02 | | Did not attend.
midwifery | 2018-08-01 | | Did not attend.
mental-health | 2018-09-03 | | Did not attend. Letter to GP. | told=gp
"""
    assert events(gaps_of("GP13", lines)) == [("midwifery:1", "midwifery:2")]
    told = lines.replace("Did not attend.\nmental", "Did not attend. | told=gp\nmental")
    assert gaps_of("GP13", told) == ()


# GP14 closed for non-engagement

WORK = "childrens-services | 2018-08-01 | visit_child | Visit.\n"


def test_a_missed_appointment_with_the_end_of_the_service_is_a_closing():
    """The end is noted in the row of the missed appointment, and the plan's holder is not told."""
    for words in (
        "Did not attend. Discharged.",
        "Closed, no engagement.",
        "Not brought twice, taken off the list.",
    ):
        [gap] = gaps_of("GP14", f"{WORK}camhs | 2018-09-03 | | {words}")
        assert gap.events == ("camhs:1",), words
        assert "No entry shows Childrens services told of it." in gap.why
    for words in (
        "Did not attend. Rebooked.",
        "Discharged, all well.",
        "Discharged, did not attend. Told social worker.",
    ):
        told = "" if "Told" not in words else " | told=childrens-services"
        assert gaps_of("GP14", f"{WORK}camhs | 2018-09-03 | | {words}{told}") == (), words


def test_the_copy_of_a_discharge_letter_tells_of_another_service():
    """Who filed the letter knew that the service had ended; nobody else is shown to."""
    [gap] = gaps_of(
        "GP14", f"{WORK}health-visiting | 2018-09-03 | information_shared | Copy of letter: not brought, discharged."
        .replace("information_shared", "")
    )  # fmt: skip
    assert gap.events == ("health-visiting:1",)
