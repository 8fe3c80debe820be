"""What a new case is guessed to be, and that every guess is marked as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.case_files import write_case
from workbench.case import new_folder, open_folder
from workbench.chronology import guesses, load_case
from workbench.cli import main
from workbench.intake.sender import sender_of
from workbench.vocabulary.nations import nation_of


@pytest.mark.parametrize(
    ("stem", "label", "kind"),
    [
        ("HV chronology v3 FINAL", "Health visiting", "health-visiting"),
        ("HV chron (3)", "Health visiting", "health-visiting"),
        ("Police_timeline_CPR 2024-03-01 (2)", "Police", "police"),
        ("Child A - Primary School - chronology", "Primary School", "school"),
        ("GP records summary", "General practice", "gp"),
        ("Chronology of significant events for CSC", "Children's services", "childrens-services"),
        ("registrar-of-births", "Registrar of births", "registrar"),
        ("West Wales General A&E chronology", "West Wales General A&E", "hospital"),
        ("cronoleg ymwelydd iechyd", "Ymwelydd iechyd", "health-visiting"),
        ("Book1", "Book1", "other"),
        ("2019-03-01", "2019 03 01", "other"),
    ],
)
def test_the_sender_is_guessed_from_the_files_name(stem: str, label: str, kind: str) -> None:
    sender = sender_of(stem)

    assert (sender.label, sender.type) == (label, kind)


def test_a_name_that_says_nothing_leaves_it_to_the_lines_above_the_table() -> None:
    """A health board's midwives are midwives; of a health board alone no more can be said."""
    assert sender_of("Book1", ["Agency timeline", "Health Board: community midwifery"]).type == "midwifery"
    assert sender_of("Book1", ["North Health Board"]).type == "health-other"


def test_the_nation_follows_from_words_used_in_one_of_them_only() -> None:
    """A police force decides alone; one usual word does not; two nations' words leave it open."""
    assert nation_of(["Dyfed-Powys Police attended"]) == ("Wales", ("dyfed powys",))
    assert nation_of(["Referral to MASH"]) == ("", ())
    assert nation_of(["Referral to MASH", "CIN visit"]) == ("England", ("mash", "cin visit"))
    assert nation_of(["MASH, CIN visit", "SERAF, CASP"]) == ("", ())
    assert nation_of([]) == ("", ())


PEOPLE = "id,label,birth,death,role\nC1,Child A,2018-02-03,2019-05-20,baby\nS1,Child B,2012,,sibling\n"


def test_a_new_case_marks_what_was_guessed_and_why(tmp_path: Path) -> None:
    """Nation, subject, agency and index date are guessed; the title that was given is not."""
    sent = tmp_path / "sent"
    sent.mkdir()
    (sent / "HV chronology.csv").write_text("Date,Event\n2019-03-01,New birth visit; SERAF form\n")
    (sent / "police.csv").write_text("Date,Event\n2019-05-20,Dyfed-Powys: call to the home\n")
    (sent / "people.csv").write_text(PEOPLE)

    folder = new_folder(
        tmp_path / "case",
        timelines=sent,
        settings={"title": "Child A"},
        try_out=lambda making: guesses(load_case(making), given={"title"}),
    )

    assert (tmp_path / "case" / "case.toml").read_text() == (
        'title = "Child A"\n'
        'jurisdiction = "Wales"  # guessed from the words seraf, dyfed powys\n'
        'subject = "C1"  # guessed from the role "baby"\n'
        "index_date = 2019-05-20  # guessed from the death in the family's file\n"
        'guessed = ["agencies.hv-chronology", "jurisdiction", "subject", "index_date"]\n'
        "\n"
        '[agencies.hv-chronology]  # guessed from the words "HV"\n'
        'label = "Health visiting"\n'
        'type = "health-visiting"\n'
    )
    assert folder.guessed == ("agencies.hv-chronology", "jurisdiction", "subject", "index_date")
    assert folder.agencies["hv-chronology"].label == "Health visiting"
    assert sorted(path.name for path in (tmp_path / "case" / "timelines").iterdir()) == [
        "HV chronology.csv",
        "police.csv",
    ]
    assert (tmp_path / "case" / "people.csv").read_text() == PEOPLE


def test_what_was_given_is_no_guess(tmp_path: Path) -> None:
    """A nation that somebody stated is not put in question by the words."""
    case = write_case(tmp_path, {"police": "Date,Event\n2019-05-20,Dyfed-Powys Police\n"})

    assert [guess.setting for guess in guesses(load_case(case))] == ["jurisdiction"]
    assert guesses(load_case(case), given={"jurisdiction"}) == []


def test_a_late_entry_about_a_death_gives_the_index_date(tmp_path: Path) -> None:
    """An earlier death in the family does not."""
    rows = "Date,Event\n2017-01-01,Grandfather died\n2019-05-20,Child died at home\n2019-05-22,Meeting\n"
    case = write_case(tmp_path, {"police": rows})

    [guess] = guesses(load_case(case))
    assert (guess.setting, str(guess.value)) == ("index_date", "2019-05-20")
    assert guess.why == "the entry police:2, which speaks of a death"


def test_a_guess_cannot_break_out_of_its_comment(tmp_path: Path) -> None:
    """The reason is an agency's text: a new line in it would be a setting of its own."""
    sent = tmp_path / "sent"
    sent.mkdir()
    (sent / "x.csv").write_text('"Midwifery\nsource = ""evil""",\nDate,Event\n2019-03-01,Visit\n')

    folder = new_folder(tmp_path / "case", timelines=sent, try_out=lambda making: guesses(load_case(making)))

    assert folder.source == ""
    assert folder.guessed == ("agencies.x",)


def test_an_empty_case_is_a_case(tmp_path: Path) -> None:
    """The home page makes the folder first and brings the timelines in afterwards."""
    folder = new_folder(tmp_path / "case", settings={"title": "Child B"})

    assert (folder.title, dict(folder.files)) == ("Child B", {})
    assert open_folder(tmp_path / "case").problems == ()


def test_the_command_says_what_it_guessed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent = tmp_path / "sent"
    sent.mkdir()
    (sent / "police.csv").write_text("Date,Event\n2019-05-20,Dyfed-Powys Police attended\n")

    assert main(["new", str(tmp_path / "case"), "--timelines", str(sent)]) == 0

    said = capsys.readouterr()
    assert said.err == "Guessed, please look at case.toml: jurisdiction.\n"
    assert said.out.splitlines()[0] == f"{tmp_path / 'case'}: 1 entry of 1 agency."
