"""What people state in case.toml and correct in intervals.csv, laid over what entries show."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gaps_support import written_folder
from workbench.case import CaseError, IntervalGiven, give_intervals
from workbench.case.answers import INTERVALS
from workbench.case.decision_history import undo
from workbench.chronology import Case, load_case
from workbench.chronology.intervals import (
    CORRECTED,
    COVERAGE,
    INVOLVEMENT,
    REGISTERED,
    SERVICE,
    STATED,
    STATUS,
    Correction,
    Given,
    Interval,
    correction_of,
    key_of,
    lay_over,
    read_dates,
    written_dates,
)
from workbench.gaps import find_gaps

LINES = """
childrens-services | 2018-10-01 | registration_change | Name placed on the register. | people=infant
childrens-services | 2019-03-22 | registration_change | Name removed from register. | people=infant
"""


def folder_with(place: Path, toml: str = "", lines: str = LINES) -> Path:
    """Return a case folder with more at the end of its case.toml."""
    folder = written_folder(lines, place)
    with (folder / "case.toml").open("a", encoding="utf-8") as file:
        file.write(toml)
    return folder


def registered(case: Case) -> list[tuple[str, str, str]]:
    """Return origin and dates of each registration."""
    found = case.intervals.of(STATUS, name=REGISTERED)
    return [(one.origin, written_dates(one.since, one.until), ", ".join(one.rows)) for one in found]


# Stated


def test_what_case_toml_states_stands_in_the_place_of_what_was_derived(tmp_path: Path):
    folder = folder_with(
        tmp_path,
        '[[status]]\nname = "cp plan"\nperson = "infant"\nfrom = 2018-09-28\nto = "March 2019"\n'
        '[[coverage]]\nagency = "childrens-services"\nfrom = 2018-12-01\n',
    )
    case = load_case(folder)

    assert registered(case) == [
        (
            STATED,
            "from 28 September 2018 until between 1 March 2019 and 31 March 2019",
            "childrens-services:1, childrens-services:2",
        )
    ]
    assert [one.origin for one in case.intervals.of(COVERAGE)] == [STATED]
    assert not case.intervals.covers("childrens-services", date(2018, 11, 30))


def test_every_wrong_section_is_said_at_once_with_its_key_and_a_remedy(tmp_path: Path):
    folder = folder_with(
        tmp_path,
        '[[status]]\nname = "registered"\nfrom = 2019-03-22\nto = 2018-10-01\n'
        '[[status]]\nname = "regstered"\n'
        '[[status]]\nname = "registered"\nperson = "nobody"\n'
        '[[involvement]]\nagency = "childrens-service"\n'
        '[[coverage]]\nagency = "childrens-services"\nto = "the twelfth"\n',
    )

    with pytest.raises(CaseError) as error:
        load_case(folder)

    said = [str(problem) for problem in error.value.problems]
    assert said[0] == (
        'case.toml, setting "status.1.to": The status ends before it begins. Change the two dates round.'
    )
    assert said[1].startswith(
        'case.toml, setting "status.2.name": "regstered" is not a status. Did you mean "registered"? Use one'
    )
    assert said[2] == (
        'case.toml, setting "status.3.person": "nobody" is not in people.csv. Use one of: infant, '
        "mother, father."
    )
    assert said[3].startswith(
        'case.toml, setting "involvement.1.agency": "childrens-service" is not an agency. Did you mean '
        '"childrens-services"? Use one of: childrens-services, police,'
    )
    assert said[4].startswith('case.toml, setting "coverage.1.to": ')
    assert len(said) == 5


@pytest.mark.parametrize(
    ("toml", "problem"),
    [
        (
            'status = "registered"',
            'setting "status": This has to be one or more sections. Write [[status]] on a line of its '
            "own, once for each.",
        ),
        (
            "[[coverage]]\nfrom = 2018-01-01",
            'setting "coverage.1.agency": This setting is missing. [[coverage]] has to say it.',
        ),
        (
            '[[status]]\nname = "registered"\nuntil = 2018-01-01',
            'setting "status.1.until": This setting is not known. Take it out. Known: name, person, '
            "from, to.",
        ),
        (
            '[[status]]\nname = "registered"\nfrom = 3',
            'setting "status.1.from": 3 is not a text. Put it in quotation marks: "...".',
        ),
    ],
)
def test_a_section_of_the_wrong_shape_is_refused(tmp_path: Path, toml: str, problem: str):
    folder = written_folder(LINES, tmp_path)
    before = (folder / "case.toml").read_text(encoding="utf-8")
    (folder / "case.toml").write_text(f"{toml}\n{before}" if toml[0] != "[" else f"{before}\n{toml}\n")

    with pytest.raises(CaseError) as error:
        load_case(folder)

    assert str(error.value) == f"case.toml, {problem}"


# Corrected


def correct(folder: Path, dates: str | None) -> Case:
    """Return the case after somebody gave the one registration other dates."""
    case = load_case(folder)
    [one] = case.intervals.of(STATUS, name=REGISTERED)
    give_intervals(folder, [correction_of(case, one, dates)], who="Ann")
    return load_case(folder)


def test_a_correction_is_kept_with_who_and_survives_loading_again(tmp_path: Path):
    folder = folder_with(tmp_path)

    case = correct(folder, "from 8 October 2018 until early 2019")
    assert [row[:2] for row in registered(case)] == [
        (CORRECTED, "from 8 October 2018 until between 1 January 2019 and 30 April 2019")
    ]
    [one] = case.intervals.of(STATUS, name=REGISTERED)
    assert (one.why, one.first_row) == ("Corrected by Ann.", "childrens-services:1")

    case = correct(folder, "from 9 October 2018")
    assert [row[:2] for row in registered(case)] == [(CORRECTED, "from 9 October 2018")]

    undo(folder, INTERVALS, who="Ann")
    undo(folder, INTERVALS, who="Ann")
    assert [row[0] for row in registered(load_case(folder))] == ["derived"]


def test_an_interval_can_be_removed_and_taken_back(tmp_path: Path):
    folder = folder_with(tmp_path)

    assert registered(correct(folder, "")) == []

    undo(folder, INTERVALS, who="Ann")
    assert [row[0] for row in registered(load_case(folder))] == ["derived"]


def test_an_interval_can_be_added_and_changed_afterwards(tmp_path: Path):
    folder = folder_with(tmp_path)
    new = IntervalGiven(STATUS, "care leaver", "mother", "from 2018-06-01", "", "from June 2018")
    give_intervals(folder, [new], who="Ann")

    case = load_case(folder)
    [one] = case.intervals.of(STATUS, person="mother")
    assert (one.origin, one.since) == (CORRECTED, (date(2018, 6, 1), date(2018, 6, 30)))

    give_intervals(folder, [correction_of(case, one, "from 2 July 2018")], who="Ann")
    [one] = load_case(folder).intervals.of(STATUS, person="mother")
    assert one.since == (date(2018, 7, 2), date(2018, 7, 2))


def test_a_correction_stays_with_its_entry_when_rows_move(tmp_path: Path):
    """The agency sends its file again with an entry more at the top."""
    folder = folder_with(tmp_path)
    correct(folder, "from 8 October 2018")
    path = folder / "timelines" / "childrens-services.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text(
        "\n".join(
            [
                head,
                rows[0].replace(
                    "2018-10-01,registration_change,Name placed on the register.",
                    "2018-09-03,contact_adult,Call.",
                ),
                *rows,
            ]
        )
        + "\n"
    )

    [one] = load_case(folder).intervals.of(STATUS, name=REGISTERED)
    assert (one.first_row, one.origin) == ("childrens-services:2", CORRECTED)


def test_lines_that_cannot_be_used_are_said_with_their_row_and_a_remedy(tmp_path: Path):
    folder = folder_with(tmp_path)
    give_intervals(
        folder,
        [
            IntervalGiven("statuses", REGISTERED, "infant", "from 2018-01-01", "", "open"),
            IntervalGiven(STATUS, REGISTERED, "infant", "from 2018-01-02", "", "in spring"),
            IntervalGiven(
                STATUS, REGISTERED, "infant", "from 2018-01-03", "", "from May 2019 until May 2018"
            ),
            IntervalGiven(STATUS, REGISTERED, "infant", "police k123", "police:3", "from May 2018"),
            IntervalGiven(INVOLVEMENT, SERVICE, "nobody", "from 2018-01-04", "", "from May 2018"),
        ],
        who="Ann",
    )

    case = load_case(folder)
    said = [str(problem) for problem in case.problems if problem.file == "intervals.csv"]

    assert said[:4] == [
        'intervals.csv, row 2, column "sort": "statuses" is not known. The line was not used. Use '
        "one of: status, "
        "involvement, household, coverage.",
        'intervals.csv, row 3, column "dates": "in spring" does not say from when until when. The '
        "line was not "
        'used. Write "from 1 October 2018 until March 2019"; leave out an end that nobody knows.',
        'intervals.csv, row 4, column "dates": The status ends before it begins. The line was not '
        "used. Change "
        "the two dates round.",
        'intervals.csv, row 5, column "known_by": The entry that shows its beginning is no longer '
        "there. The line "
        "was not used. Correct the interval again on the page, and take this one back.",
    ]
    assert said[4].startswith(
        'intervals.csv, row 6, column "whose": "nobody" is not an agency. The line was not'
    )
    assert [row[0] for row in registered(case)] == ["derived"]


def test_the_seeing_interval_counts_in_the_corrected_status(tmp_path: Path):
    """Nobody is recorded as seeing the child: of a registration for a week that is in time."""
    folder = folder_with(tmp_path)
    assert len(find_gaps(load_case(folder), only="GP18").gaps) == 2

    assert find_gaps(correct(folder, "from 1 October 2018 until 8 October 2018"), only="GP18").gaps == ()
    [alone, home] = find_gaps(correct(folder, "from 3 September 2018 until 22 March 2019"), only="GP18").gaps
    assert alone.why.startswith(
        "The panel's corrections give the child as registered from 3 September 2018, until 22 March 2019."
    )
    assert home.standard.startswith("WA-038")


def test_a_status_that_no_entry_shows_counts_where_it_is_stated(tmp_path: Path):
    """The point stands on the first entry of children's services in that time."""
    folder = folder_with(
        tmp_path,
        '[[status]]\nname = "registered"\nfrom = 2018-10-01\nto = 2018-12-31\n',
        "childrens-services | 2018-11-05 | contact_adult | Call.",
    )

    gaps = find_gaps(load_case(folder), only="GP18").gaps

    assert [gap.events for gap in gaps] == [("childrens-services:1",)] * 2
    assert gaps[0].why.startswith(
        "The case's settings give the child as registered from 1 October 2018, until 31 December 2018. In "
        "that time 0 sightings by children's services are recorded"
    )


# Properties

days = st.dates(date(2000, 1, 1), date(2030, 12, 31))
pairs = st.one_of(st.none(), st.tuples(days, days).map(lambda two: (min(two), max(two))))


@given(pairs, pairs)
def test_dates_read_back_as_they_are_written(
    since: tuple[date, date] | None, until: tuple[date, date] | None
):
    assert read_dates(written_dates(since, until)) == (since, until)


intervals = st.lists(
    st.builds(
        Interval,
        sort=st.just(STATUS),
        name=st.sampled_from([REGISTERED, "care leaver"]),
        people=st.sampled_from([("a",), ("b",)]),
        since=pairs,
        first_row=st.sampled_from(["", "police:1", "police:2"]),
    ),
    unique_by=key_of,
    max_size=8,
)


@given(intervals, st.data())
def test_only_what_was_corrected_is_changed(derived: list[Interval], data: st.DataObject):
    """Each correction changes, removes or adds its own interval; with none all is as it was."""
    assert list(lay_over(derived, Given())) == derived

    chosen = data.draw(st.lists(st.sampled_from(derived), unique_by=key_of)) if derived else []
    gone = [one for one in chosen if data.draw(st.booleans())]
    corrections = tuple(
        Correction(
            key_of(one), None if one in gone else Interval(STATUS, one.name, one.people, origin=CORRECTED)
        )
        for one in chosen
    )
    after = list(lay_over(derived, Given(corrections=corrections)))

    assert [one for one in after if one.origin != CORRECTED] == [one for one in derived if one not in chosen]
    assert sum(one.origin == CORRECTED for one in after) == len(chosen) - len(gone)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.sampled_from(["", "open", "from May 2018", "until 3 March 2019", "from 2018 until 2019"]),
        max_size=4,
    )
)
def test_undoing_every_step_restores_what_was_derived(steps: list[str]):
    with tempfile.TemporaryDirectory() as place:
        folder = folder_with(Path(place))
        case = load_case(folder)
        before = list(case.intervals)
        [one] = case.intervals.of(STATUS, name=REGISTERED)
        for dates in steps:
            give_intervals(folder, [correction_of(case, one, dates)], who="Ann")
        for _ in steps:
            assert undo(folder, INTERVALS, who="Ann")

        assert list(load_case(folder).intervals) == before
