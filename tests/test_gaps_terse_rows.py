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
        "GP14", f"{WORK}health-visiting | 2018-09-03 | | Copy of letter: not brought, discharged."
    )
    assert gap.events == ("health-visiting:1",)


# GP17 the child not seen or heard, in the agency's own words

OLDER = (
    ("girl", "Girl", "female", "2005-03-01", "", "child", "yes"),
    ("mother", "Mother", "female", "1980", "", "mother", ""),
)
FAMILY = (("id", "label", "sex", "birth", "death", "role", "subject"), *OLDER)


def test_a_contact_that_says_that_the_child_was_not_seen_is_a_point():
    """Terse rows say so themselves; two of one agency are one point."""
    lines = """
early-help | 2018-09-03 | | Three visits, mother only.
early-help | October 2018 | | Girl in bed, would not come down.
"""
    [gap] = gaps_of("GP17", lines, people=FAMILY)
    assert gap.events == ("early-help:1", "early-help:2")
    assert gap.title == "Contact with the family at which the child was not seen or heard"
    assert gap.why.startswith(
        "Early help tells in 2 entries between 3 September 2018 and 31 October 2018 of a contact at which "
        "the child was not seen, or not spoken with apart from an adult."
    )


def test_a_sighting_near_a_coded_row_and_an_infant_asleep_raise_nothing():
    """Seen at school the next week; a row with the agency's own codes; a baby is observed asleep."""
    unseen = "early-help | 2018-09-03 | | Visit, girl asleep."
    assert len(gaps_of("GP17", unseen, people=FAMILY)) == 1
    for lines in (
        f"{unseen}\nschool | 2018-09-10 | visit_child | Talk. | child_seen=seen alone",
        "early-help | 2018-09-03 | visit_child | Visit, girl asleep. | child_seen=seen",
    ):
        assert gaps_of("GP17", lines, people=FAMILY) == (), lines
    assert gaps_of("GP17", "early-help | 2019-04-03 | | Visit, baby asleep.") == ()


def test_missing_episodes_with_no_talk_after_the_return_are_one_point():
    """Guidance expects a talk after each return; a summary row of nine stands for its whole time."""
    lines = """
police | 2018-06-27 | missing_episode | Missing overnight. Safe and well check.
police | August to December 2018 | missing_episode | Missing nine times.
"""
    [gap] = gaps_of("GP17", lines, people=FAMILY)
    assert gap.events == ("police:1", "police:2")
    assert gap.title == "Missing episodes with no talk with the child on record"
    for line in (
        "third-sector | 2018-06-29 | | Return interview.",
        "school | 2018-06-29 | contact_adult | Talk. | child_seen=spoken with",
    ):
        assert gaps_of("GP17", lines.splitlines()[1] + "\n" + line, people=FAMILY) == (), line


# GP30 concerns of people close to the child, without a code for whose account it is

FRONT_DOOR = "childrens-services | 2018-06-01 | contact_adult | First call. | topics=housing_money\n"


def test_a_row_that_begins_with_the_caller_is_a_report_of_the_family():
    """A grandmother's call, a neighbour's, and what a child said to a teacher."""
    for agency, words, source in (
        ("childrens-services", "Maternal grandmother. Girl hungry and dirty.", "a relative"),
        (
            "childrens-services",
            "Anonymous. Girl left alone in evenings.",
            "a neighbour or somebody who gave no name",
        ),
        ("school", "Told teacher she was scared of the stepfather.", "the child"),
    ):
        lines = f"{FRONT_DOOR}{agency} | 2018-09-03 | | {words}"
        [gap] = gaps_of("GP30", lines, people=FAMILY)
        assert f"recorded a concern from {source} in 1 entry on 3 September 2018" in gap.why


def test_a_check_news_passed_on_and_a_service_as_the_caller_raise_nothing():
    """Seen the next day; told children's services; a health visitor calls; an adult speaks for herself."""
    scared = "school | 2018-09-03 | | Told teacher she was scared of the stepfather."
    for lines in (
        f"{scared}\nchildrens-services | 2018-09-04 | visit_child | Visit. | child_seen=seen alone",
        f"{scared} | told=childrens-services",
        "childrens-services | 2018-09-03 | | Health visitor. Home dirty. NFA.",
        "gp | 2018-09-03 | | Mother said she was worried about debt. | people=mother",
        "school | 2018-09-03 | | Told teacher about the holidays.",
    ):
        assert gaps_of("GP30", FRONT_DOOR + lines, people=FAMILY) == (), lines


# GP05 contacts closed one by one; GP06 incidents held inside


def test_rows_without_a_kind_and_wider_apart_are_a_weaker_series():
    """Three reports that came to nothing in fourteen months; a meeting between them answers."""
    lines = """
childrens-services | 2018-06-04 | | Anonymous caller, girl left alone. NFA.
childrens-services | 2018-12-03 | | Housing officer, rubbish in every room. NFA.
childrens-services | 2019-05-06 | | School, girl hungry. NFA.
"""
    [gap] = gaps_of("GP05", lines, people=FAMILY, settings={"months": 6})
    assert gap.events == ("childrens-services:1", "childrens-services:2", "childrens-services:3")
    assert gap.strength == "weaker"
    assert gaps_of("GP05", "\n".join(lines.splitlines()[:3]), people=FAMILY) == ()


def test_a_specialist_service_that_takes_a_need_on_never_is_a_weaker_point():
    """Two referrals put off; a single one is none, and one that speaks of the earlier is none."""
    first = "camhs | 2018-06-04 | | Referral from school nurse. Not accepted, low level.\n"
    [gap] = gaps_of(
        "GP05", first + "camhs | 2019-02-04 | | GP referral. Did not meet criteria.", people=FAMILY
    )
    assert (gap.events, gap.strength) == (("camhs:1", "camhs:2"), "weaker")
    for line in (
        "",
        "camhs | 2019-02-04 | | Did not meet criteria; earlier referrals read together.",
        "camhs | 2019-02-04 | | Taken on.",
    ):
        assert gaps_of("GP05", first + line, people=FAMILY) == (), line


def test_one_row_of_many_incidents_is_a_series_held_inside():
    """Missing nine times, each closed; told to children's services it is answered."""
    at_work = "school | 2018-09-03 | education_event | Term begins.\n"
    line = "police | August to December 2018 | | Missing nine times, each closed on return."
    [gap] = gaps_of("GP06", at_work + line, people=FAMILY)
    assert (gap.events, gap.strength) == (("police:1",), "weaker")
    assert gap.why.startswith("Police records several incidents in 1 entry between 1 August 2018")
    told = line + " | told=childrens-services"
    once = "police | August to December 2018 | | Missing once, closed on return."
    for other in (told, once):
        assert gaps_of("GP06", at_work + other, people=FAMILY) == (), other


# GP16 an adult mentioned in passing

HOME = "health-visiting | 2018-09-03 | | A man in the kitchen, said to be a friend.\n"
TENANCY = "childrens-services | 2018-12-03 | | Girl said that man shouts.\n"


def test_adults_mentioned_in_passing_are_one_point():
    """Two agencies mention somebody; nobody is shown to have asked who it was."""
    [gap] = gaps_of("GP16", HOME + TENANCY, people=FAMILY)
    assert gap.events == ("health-visiting:1", "childrens-services:1")
    assert gap.title == "Adult mentioned about whom nobody is shown to have asked"
    [gap] = gaps_of("GP16", HOME, people=FAMILY)
    assert gap.strength == "weaker"


def test_somebody_asked_about_or_in_a_coded_row_raises_nothing():
    """His name was taken; police checks the next week; the agency coded the row."""
    for lines in (
        HOME.replace("said to be a friend", "name and date of birth taken"),
        HOME + "childrens-services | 2018-09-10 | | Police checks requested.",
        HOME.replace("| |", "| health_contact |"),
    ):
        assert gaps_of("GP16", lines, people=FAMILY) == (), lines


# GP15, GP20, GP21, GP24


def test_the_end_of_a_case_noted_beside_something_else_is_an_ending():
    """Early help closed without seeing the girl; three weeks later she is in hospital."""
    closed = "early-help | 2018-09-03 | | Would not come down. Closed, no engagement.\n"
    later = (
        "hospital | 2018-09-24 | mental_health_event | Overdose. | topics=mental_health_child | people=girl"
    )
    [gap] = gaps_of("GP15", closed + later, people=FAMILY)
    assert gap.events == ("early-help:1", "hospital:1")
    assert gaps_of("GP15", closed, people=FAMILY) == ()


def test_a_worry_that_waited_is_a_point():
    """On a waiting list from April; the service meets about the child in July."""
    waiting = """
childrens-services | 2018-09-03 | | Nursery. Bruise to ear, girl hungry. For allocation, waiting list.
childrens-services | 2018-10-01 | | Held on duty.
"""
    [gap] = gaps_of(
        "GP20", waiting + "childrens-services | 2018-12-03 | strategy_discussion | Held.", people=FAMILY
    )
    assert gap.events == ("childrens-services:1", "childrens-services:2", "childrens-services:3")
    assert gap.title == "Worry that waited for somebody to see the child"
    assert "at least 91 calendar days after the first" in gap.why
    seen = "childrens-services | 2018-09-07 | visit_child | Visit. | child_seen=seen"
    assert gaps_of("GP20", waiting + seen, people=FAMILY) == ()


def test_a_terse_row_that_ends_with_a_parents_word_is_a_decision_on_it():
    """The mother denied it on the telephone and nothing more was done; checks made are another source."""
    line = "childrens-services | 2018-09-03 | | Anonymous, home dirty. Mother denied it. NFA."
    [gap] = gaps_of("GP21", line, people=FAMILY)
    assert gap.events == ("childrens-services:1",)
    for other in (
        line.replace("NFA", "Agency checks, NFA"),
        line.replace("NFA", "Visit tomorrow"),
        "school | 2018-09-01 | education_event | Talk. | child_seen=spoken with\n" + line,
    ):
        assert gaps_of("GP21", other, people=FAMILY) == (), other


def test_a_request_that_brings_nothing_and_a_review_with_the_same_open_action_are_asked_about():
    """Told that it was on duty; a meeting still to be called. An escalation answers both."""
    duty = "school | 2018-09-03 | | Rang social services again, told it was on duty."
    review = "childrens-services | 2018-09-03 | lac_review | Review."
    [gap] = gaps_of("GP24", duty, people=FAMILY)
    assert gap.events == ("school:1",)
    assert gaps_of("GP24", review, people=FAMILY) == ()
    higher = "\nschool | 2018-09-10 | escalation | Formal challenge to the service manager."
    assert gaps_of("GP24", duty + higher, people=FAMILY) == ()
