"""case.toml changed by the workbench: one setting, and nothing that a person wrote beside it."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.case import CaseError, Guess, add_guesses, change_settings, with_subjects
from workbench.case.settings_change import with_settings

WRITTEN = """\
# Agreed with the Board on 3 May.
title = "Child A"
jurisdiction = "Wales"  # guessed from the words seraf
subject = [
  "C1",  # the elder
  "C2",
]
guessed = ["jurisdiction", "agencies.hv"]

[period]
from = 2018-05-20
to = 2019-05-20

[agencies.hv]  # guessed from the words "HV"
label = "Health visiting"
type = "health-visiting"
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "case.toml").write_text(WRITTEN)
    return tmp_path


def changed(case: Path, **changes: object) -> str:
    change_settings(case, {name.replace("__", "."): value for name, value in changes.items()})  # type: ignore[arg-type]
    return (case / "case.toml").read_text()


def test_one_line_changes_and_the_rest_stays(case: Path) -> None:
    assert changed(case, title="Child B") == WRITTEN.replace('"Child A"', '"Child B"')


def test_what_a_person_sets_is_a_guess_no_longer(case: Path) -> None:
    """Confirming a guess is setting it to what it is; its reason goes with it."""
    after = changed(case, jurisdiction="Wales")

    assert 'jurisdiction = "Wales"\n' in after
    assert 'guessed = ["agencies.hv"]\n' in after


def test_an_agencys_lines_are_one_guess(case: Path) -> None:
    after = changed(case, agencies__hv__label="Health visitors", jurisdiction="England")

    assert "guessed" not in after.replace("# guessed", "")
    assert tomllib.loads(after)["agencies"] == {"hv": {"label": "Health visitors", "type": "health-visiting"}}


def test_a_list_over_several_lines_is_replaced_whole(case: Path) -> None:
    assert tomllib.loads(changed(case, subject="C2")) == tomllib.loads(WRITTEN) | {"subject": "C2"}


def test_a_new_setting_and_a_new_section_find_their_place(case: Path) -> None:
    after = changed(case, index_date=date(2019, 5, 20), agencies__gp__type="gp", period__to=None)

    found = tomllib.loads(after)
    assert found["index_date"] == date(2019, 5, 20)
    assert found["agencies"]["gp"] == {"type": "gp"}
    assert found["period"] == {"from": date(2018, 5, 20)}
    assert after.startswith("# Agreed with the Board on 3 May.\n")


def test_a_value_that_cannot_be_used_leaves_the_file_as_it_was(case: Path) -> None:
    with pytest.raises(CaseError) as error:
        changed(case, jurisdiction="Wails")

    assert str(error.value) == (
        'case.toml, setting "jurisdiction": "Wails" is not known. Did you mean "wales"? '
        "Use one of: Wales, England, Scotland."
    )
    assert (case / "case.toml").read_text() == WRITTEN


def test_a_full_disk_leaves_the_file_as_it_was(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import workbench.case.together as module

    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_whole", full)
    with pytest.raises(CaseError, match="No space left on device"):
        changed(case, title="Child B")
    assert (case / "case.toml").read_text() == WRITTEN


def test_a_guess_is_added_as_one_and_takes_the_place_of_nothing(case: Path) -> None:
    guesses = [
        Guess("index_date", date(2019, 5, 20), "the death in the family's file"),
        Guess("jurisdiction", "England", "the words mash"),
        Guess("agencies.gp", {"label": "General practice", "type": "gp"}, 'the words "GP"'),
    ]

    add_guesses(case, guesses)

    found = tomllib.loads((case / "case.toml").read_text())
    assert found["jurisdiction"] == "Wales"
    assert found["index_date"] == date(2019, 5, 20)
    assert found["agencies"]["gp"] == {"label": "General practice", "type": "gp"}
    assert found["guessed"] == ["jurisdiction", "agencies.hv", "index_date", "agencies.gp"]
    assert "index_date = 2019-05-20  # guessed from the death" in (case / "case.toml").read_text()


@given(title=st.text(max_size=40), label=st.text(max_size=20))
def test_any_text_reads_back_and_breaks_out_of_nothing(title: str, label: str) -> None:
    after = with_settings(WRITTEN, {"title": title, "agencies.hv.label": label})

    wanted = tomllib.loads(WRITTEN) | {"title": title, "guessed": ["jurisdiction"]}
    wanted["agencies"]["hv"]["label"] = label
    assert tomllib.loads(after) == wanted


# The subject in case.toml


@pytest.mark.parametrize(
    ("toml", "subjects", "expected"),
    [
        ('subject = "a" # the child\n', ["b"], 'subject = "b" # the child\n'),
        ('# top\r\ntitle = "x"\r\n', ["b"], '# top\r\ntitle = "x"\r\nsubject = "b"\r\n'),
        ("[period]\nfrom = 2019-01-01\n", ["b"], 'subject = "b"\n[period]\nfrom = 2019-01-01\n'),
        ('subject = [\n  "a", # one\n  "b",\n]\ntitle = "x"\n', ["c", "d"],
         'subject = ["c", "d"]\ntitle = "x"\n'),
        ('title = "x"\nsubject = "a"\n# end', [], 'title = "x"\n# end'),
        ('terms_of_reference = ["""\nsubject = 1\n"""]\n', ["b"],
         'terms_of_reference = ["""\nsubject = 1\n"""]\nsubject = "b"\n'),
        ('"subject" = "a"', ["b"], 'subject = "b"\n'),
        ('title = "x"', ['q"\\'], 'title = "x"\nsubject = "q\\"\\\\"\n'),
        ("\ufefftitle = 'x'\n", ["b"], "\ufefftitle = 'x'\nsubject = \"b\"\n"),
        ('subject = ["a"]\n', ["a"], 'subject = ["a"]\n'),
        ('subject = "a"\n', ["a"], 'subject = "a"\n'),
    ],
)  # fmt: skip
def test_the_subject_is_one_line_and_everything_else_stays(toml: str, subjects: list[str], expected: str):
    assert with_subjects(toml, subjects) == expected


def test_a_chosen_subject_is_a_guess_no_longer_and_the_same_one_stays_a_guess():
    toml = 'subject = "a"  # guessed from "Subject"  \nguessed = ["subject", "index_date"]\n'

    assert with_subjects(toml, ["b"]) == 'subject = "b"\nguessed = ["index_date"]\n'
    assert with_subjects(toml, ["a"]) == toml


def test_a_file_saved_on_windows_stays_one(case: Path) -> None:
    """Line ends, the mark at the beginning, and a comment that is no reason of ours."""
    written = '\ufefftitle = "A"  # as agreed\r\n\r\n[period]\r\nfrom = 2018-05-20\r\n'
    (case / "case.toml").write_bytes(written.encode())

    change_settings(case, {"title": "B", "period.to": date(2019, 5, 20), "agencies.gp.type": "gp"})

    assert (case / "case.toml").read_bytes().decode() == (
        '\ufefftitle = "B"  # as agreed\r\n\r\n[period]\r\nfrom = 2018-05-20\r\nto = 2019-05-20\r\n'
        '\r\n[agencies.gp]\r\ntype = "gp"\r\n'
    )


@pytest.mark.parametrize(
    "toml",
    [
        'terms_of_reference = ["""\ntitle = 1\n[period]\n"""]\n# title = "x"\n',
        "# a\u2028title = 'x'\n",
        "terms_of_reference = [\n  '[agencies.gp]',\n]\n",
    ],
)
def test_what_only_looks_like_a_setting_is_left_alone(case: Path, toml: str) -> None:
    (case / "case.toml").write_bytes(toml.encode())

    after = changed(case, title="B", agencies__gp__type="gp")

    assert tomllib.loads(after) == tomllib.loads(toml) | {"title": "B", "agencies": {"gp": {"type": "gp"}}}
    assert after.startswith(toml)


def test_a_case_toml_that_cannot_be_read_is_left_alone():
    with pytest.raises(CaseError) as error:
        with_subjects("title = ", ["a"])
    assert str(error.value) == (
        "case.toml: The file cannot be read: Invalid value (at end of document). "
        'Each line reads: name = "value".'
    )
