"""case.toml: read with every problem at once, and written so that it reads back the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.case import CaseError
from workbench.case.settings import read_settings, settings_text
from workbench.standards import Change

KNOWN = (
    "Known: title, review_type, jurisdiction, framework, subject, index_date, period, agencies, milestones, "
    "terms_of_reference, source, guessed, standards, patterns, journal, status, involvement, household, "
    "coverage."
)


def read(tmp_path: Path, content: str | bytes) -> dict[str, object]:
    path = tmp_path / "case.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_settings(path)


def problems(tmp_path: Path, content: str | bytes) -> list[str]:
    with pytest.raises(CaseError) as error:
        read(tmp_path, content)
    assert all(problem.stops for problem in error.value.problems)
    return [str(problem) for problem in error.value.problems]


def test_every_problem_is_said_at_once_each_with_what_to_do(tmp_path: Path):
    assert problems(
        tmp_path,
        """
        titel = "A"
        review_type = "concice"
        jurisdiction = "Wails"
        subject = ["a", 2]
        index_date = "20 May 2019"
        source = 3
        xyz = 1
        period = {from = 2019-05-20, to = 2018-05-20, until = 1}
        milestones = "none"
        [agencies]
        police = "Police"
        [agencies.gp]
        type = "general"
        lable = "x"
        title = "B"
        """,
    ) == [
        f'case.toml, setting "titel": This setting is not known. Did you mean "title"? {KNOWN}',
        f'case.toml, setting "xyz": This setting is not known. Take it out. {KNOWN}',
        'case.toml, setting "period.until": This setting is not known. Take it out. Known: from, to.',
        'case.toml, setting "period.to": The period ends before it starts. Change the two dates round.',
        'case.toml, setting "review_type": "concice" is not known. Did you mean "concise"? Use one of: '
        "cpr_concise, cpr_extended, cpr_historical, mapf, apr, susr, dhr, lcspr, rapid_review, scr, "
        "learning_review, single_agency.",
        'case.toml, setting "jurisdiction": "Wails" is not known. Did you mean "wales"? '
        "Use one of: Wales, England, Scotland.",
        'case.toml, setting "subject": This is neither a text nor a list of texts. Write ["one", "two"].',
        'case.toml, setting "index_date": "20 May 2019" is not a date. Write it as 2019-05-20.',
        'case.toml, setting "agencies.police": This has to be a section. '
        "Write [agencies.police] on a line of its own.",
        'case.toml, setting "agencies.gp.lable": This setting is not known. Did you mean "label"? '
        "Known: label, type, organisation.",
        'case.toml, setting "agencies.gp.title": This setting is not known. '
        "Write it above the first [section]. Known: label, type, organisation.",
        'case.toml, setting "agencies.gp.type": "general" is not a type of agency. Use one of: '
        "police, childrens-services, leaving-care, adult-services, early-help, education-welfare, "
        "school, housing, "
        "midwifery, health-visiting, school-nursing, gp, hospital, ambulance, mental-health, camhs, "
        "substance-misuse, health-other, probation, youth-justice, court, third-sector, registrar, "
        "coroner, other.",
        'case.toml, setting "milestones": This has to be a section. Write [milestones] on a line of its own.',
        'case.toml, setting "source": 3 is not a text. Put it in quotation marks: "...".',
    ]


def test_what_is_no_toml_is_said(tmp_path: Path):
    said = 'case.toml: The file cannot be read: {}. Each line reads: name = "value".'
    assert problems(tmp_path, "title = Ada\n") == [said.format("Invalid value (at line 1, column 9)")]
    assert problems(tmp_path, "index_date = 2019-02-31\n") == [
        said.format("Invalid date or datetime (at line 1, column 14)")
    ]
    assert problems(tmp_path, 'title = "a"\ntitle = "b"\n') == [
        said.format("Cannot overwrite a value (at line 2, column 12)")
    ]
    assert problems(tmp_path, 'title = "Tŷ"\n'.encode("cp1252", "replace") + b'\xff"') == [
        "case.toml: The file is not UTF-8 text. Save it again as UTF-8."
    ]
    assert problems(tmp_path, "x = " + "[" * 5000 + "]" * 5000) == [
        "case.toml: The file cannot be read: it nests too deeply. Take that out."
    ]


def test_a_number_of_thousands_of_digits_is_no_traceback(tmp_path: Path):
    [said] = problems(tmp_path, "x = " + "9" * 5000)
    assert said.startswith("case.toml: The file cannot be read: Exceeds the limit (4300 digits)")


def test_an_empty_file_and_one_with_a_byte_order_mark_are_fine(tmp_path: Path):
    assert read(tmp_path, "")["title"] == ""
    assert read(tmp_path, '\ufefftitle = "Tŷ"'.encode())["title"] == "Tŷ"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("concise", "cpr_concise"),
        ("Concise child practice review", "cpr_concise"),
        ("CPR_EXTENDED", "cpr_extended"),
        ("dhr", "dhr"),
        ("", ""),
    ],
)
def test_a_review_type_may_be_written_as_people_do(tmp_path: Path, written: str, code: str):
    assert read(tmp_path, f'review_type = "{written}"')["review_type"] == code


def test_a_date_with_a_time_is_its_day(tmp_path: Path):
    assert read(tmp_path, "index_date = 2019-05-20T10:00:00Z")["index_date"] == date(2019, 5, 20)


@given(
    title=st.text(),
    subjects=st.lists(st.text()),
    days=st.tuples(*[st.none() | st.dates(min_value=date(1000, 1, 1))] * 3),
)
def test_what_is_written_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, title: str, subjects: list[str], days: tuple[date | None, ...]
):
    index_date, *period = days
    since, until = sorted(day for day in period if day) if all(period) else period
    text = settings_text(
        {
            "title": title,
            "subject": subjects,
            "index_date": index_date,
            "period_from": since,
            "period_to": until,
        }
    )

    found = read(tmp_path_factory.getbasetemp(), text)

    assert found["title"] == title
    assert found["subjects"] == tuple(subjects)
    assert (found["index_date"], found["period_from"], found["period_to"]) == (index_date, since, until)


def test_a_folder_name_that_is_no_text_still_makes_a_title(tmp_path: Path):
    assert read(tmp_path, settings_text({"title": "caf\udce9"}))["title"] == "caf?"


def test_a_case_may_change_standards_and_says_why(tmp_path: Path) -> None:
    file = tmp_path / "case.toml"
    file.write_text(
        '[standards.WA-002]\nwithin = 5\nwhy = "Local form"\n[standards.WA-097]\non = true\nwhy = "Agreed"\n'
    )

    assert read_settings(file)["standards"] == (
        Change("WA-002", "Local form", 5, "", None),
        Change("WA-097", "Agreed", None, "", True),
    )


def test_an_override_that_names_no_standard_or_no_reason_is_refused_with_all_that_is_wrong(
    tmp_path: Path,
) -> None:
    file = tmp_path / "case.toml"
    file.write_text(
        '[standards]\n"WA-053" = 3\n[standards.WA-2]\nwhy = "x"\n'
        '[standards.WA-002]\nwithin = "five"\nunit = "weeks"\non = 1\n'
    )
    with pytest.raises(CaseError) as error:
        read_settings(file)

    assert str(error.value).splitlines() == [
        'case.toml, setting "standards.WA-053": This has to be a section. '
        "Write [standards.WA-053] on a line of its own.",
        'case.toml, setting "standards.WA-2": There is no standard "WA-2". Did you mean "WA-092"? '
        "The ids stand in practice-standards.csv.",
        'case.toml, setting "standards.WA-002.within": "five" is not a whole number. Write within = 35.',
        'case.toml, setting "standards.WA-002.on": 1 is neither true nor false. Write on = false.',
        'case.toml, setting "standards.WA-002.unit": "weeks" is not a unit. '
        "Use one of: hours, working_days, calendar_days, months.",
        'case.toml, setting "standards.WA-002.why": No reason is given. '
        'Write why = "...": the panel reads it.',
    ]


def test_a_threshold_of_a_pattern_is_a_whole_number(tmp_path: Path) -> None:
    file = tmp_path / "case.toml"
    file.write_text("[patterns.GP01]\nworking_days_after = 7\n")
    assert read_settings(file)["thresholds"] == {"GP01": {"working_days_after": 7}}
    file.write_text('patterns.GP01.x = "7"\npatterns.GP02 = 3\n')
    with pytest.raises(CaseError) as error:
        read_settings(file)

    assert str(error.value).splitlines() == [
        'case.toml, setting "patterns.GP01.x": "7" is not a whole number of 0 or more. Write x = 10.',
        'case.toml, setting "patterns.GP02": This has to be a section. '
        "Write [patterns.GP02] on a line of its own.",
    ]
