"""case.toml changed by the workbench: one setting, and nothing that a person wrote beside it."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.case import CaseError, Guess
from workbench.case.settings_change import add_guesses, change_settings

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
    import workbench.case.settings_change as module

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


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(max_size=40), label=st.text(max_size=20))
def test_any_text_reads_back_and_breaks_out_of_nothing(tmp_path: Path, title: str, label: str) -> None:
    (tmp_path / "case.toml").write_text(WRITTEN)

    after = changed(tmp_path, title=title, agencies__hv__label=label)

    wanted = tomllib.loads(WRITTEN) | {"title": title, "guessed": ["jurisdiction"]}
    wanted["agencies"]["hv"]["label"] = label
    assert tomllib.loads(after) == wanted
