"""A corrected file takes the place of the old one, a new one is added: all of it or nothing."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.case_files import SOURCE, MakeCase
from tests.stopping import POSIX, killed_at
from workbench.case import (
    CaseError,
    add_timeline,
    fingerprint,
    open_folder,
    replace_timeline,
    replaced_timelines,
    safe_name,
    set_timeline_aside,
    slug_of,
)
from workbench.case.evidence import SUFFIXES
from workbench.case.together import NOTE

OLD, NEW = "date,event\n1/3/2019,Vist.\n", "date,event\n1/3/2019,Visit.\n2/3/2019,Call.\n"
TODAY = date.today().isoformat()


@pytest.fixture
def case(make_case: MakeCase) -> Path:
    return make_case({"police": OLD, "Health Visiting": OLD + "5/3/2019,Clinic.\n"})


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    path = tmp_path / "from police (2).csv"
    path.write_text(NEW)
    return path


def files(case: Path) -> dict[str, str]:
    """Every file of a case by its place, but for locks."""
    found = [path for path in case.rglob("*") if path.is_file() and not path.name.endswith(".lock")]
    return {path.relative_to(case).as_posix(): path.read_text() for path in sorted(found)}


def refused(error: pytest.ExceptionInfo[CaseError], place: Path) -> str:
    return str(error.value).replace(f"{place}/", "")


def test_the_old_file_is_kept_and_only_its_own_fingerprint_is_written_anew(
    case: Path, corrected: Path
) -> None:
    """The other file was changed by somebody meanwhile: that is still said afterwards."""
    (case / "timelines" / "Health Visiting.csv").write_text(OLD + "changed")
    before = files(case)
    said = [str(problem) for problem in open_folder(case).problems]

    place = replace_timeline(case, "police", corrected)

    kept = f"replaced/{TODAY}-police.csv"
    after = files(case)
    assert place == case / "timelines" / "police.csv"
    assert after["timelines/police.csv"] == NEW
    assert after[kept] == OLD
    assert after["replaced/replaced.sha256"] == f"{fingerprint(case / kept)}  {TODAY}-police.csv\n"
    assert set(after) == {*before, kept, "replaced/replaced.sha256"}
    assert [str(problem) for problem in open_folder(case).problems] == said
    assert replaced_timelines(case, "police") == [case / kept]


def test_another_format_takes_the_place_too(case: Path, tmp_path: Path) -> None:
    new = tmp_path / "x.TXT"
    new.write_text(NEW)

    assert replace_timeline(case, "health-visiting", new).name == "Health Visiting.txt"

    opened = open_folder(case)
    assert {slug: path.name for slug, path in opened.files.items()} == {
        "health-visiting": "Health Visiting.txt",
        "police": "police.csv",
    }
    assert opened.problems == ()


def test_a_file_replaced_twice_in_a_day_is_kept_twice(case: Path, corrected: Path) -> None:
    replace_timeline(case, "police", corrected)
    corrected.write_text(NEW + "3/3/2019,Call.\n")
    replace_timeline(case, "police", corrected)

    assert [path.name for path in replaced_timelines(case, "police")] == [
        f"{TODAY}.2-police.csv",
        f"{TODAY}-police.csv",
    ]
    assert replaced_timelines(case, "health-visiting") == []


def test_a_replaced_file_that_changes_is_said(case: Path, corrected: Path) -> None:
    replace_timeline(case, "police", corrected)
    kept = case / "replaced" / f"{TODAY}-police.csv"

    kept.write_text("x")
    assert [str(problem) for problem in open_folder(case).problems] == [
        f"replaced/{TODAY}-police.csv: The file is not the one that was replaced: its fingerprint differs. "
        "Put the original back."
    ]
    kept.unlink()
    assert [str(problem) for problem in open_folder(case).problems] == [
        f"replaced/{TODAY}-police.csv: The file that was replaced is no longer there. Put it back."
    ]


def test_what_cannot_take_a_place_changes_nothing(case: Path, corrected: Path, tmp_path: Path) -> None:
    """No such agency, the same file again, another agency's file, no file, no timeline."""
    same, others, pdf = tmp_path / "same.csv", tmp_path / "others.csv", tmp_path / "x.pdf"
    same.write_text(OLD)
    others.write_text(OLD + "5/3/2019,Clinic.\n")
    pdf.write_text("x")
    before = files(case)
    held = "The case holds this very file already, as timelines/"
    again = "Nothing was changed. Choose the corrected file, if there is one."
    for agency, new, message in (
        (
            "gp",
            corrected,
            'timelines: "gp" sent no timeline yet. Add it instead. There: health-visiting, police.',
        ),
        ("police", same, f"same.csv: {held}police.csv. {again}"),
        ("police", others, f"others.csv: {held}Health Visiting.csv. {again}"),
        ("police", tmp_path / "gone.csv", "gone.csv: There is no such file. Check the name."),
        (
            "police",
            pdf,
            f"x.pdf: This is not a timeline by its name. Timelines end in {', '.join(SUFFIXES)}.",
        ),
    ):
        with pytest.raises(CaseError) as error:
            replace_timeline(case, agency, new)
        assert refused(error, tmp_path) == message

    assert files(case) == before


def test_an_agency_is_added_under_a_name_that_every_system_takes(case: Path, corrected: Path) -> None:
    place = add_timeline(case, corrected, "../../Heddlu: Dyfed-Powys?.csv")

    assert place == case / "timelines" / "Heddlu Dyfed-Powys.csv"
    assert set(open_folder(case).agencies) == {"health-visiting", "heddlu-dyfed-powys", "police"}
    assert open_folder(case).problems == ()


def test_a_second_file_for_an_agency_is_refused(case: Path, corrected: Path) -> None:
    before = files(case)

    with pytest.raises(CaseError) as error:
        add_timeline(case, corrected, "health  visiting")

    assert str(error.value) == (
        'timelines/Health Visiting.csv: This is a timeline of "health visiting" already. '
        "If the agency sent a corrected file, replace this one; else give the agency another name."
    )
    assert files(case) == before


def test_adding_takes_only_its_own_fingerprint(case: Path, corrected: Path) -> None:
    """A file that somebody changed is not quietly recorded as it is now."""
    (case / "timelines" / "police.csv").write_text("date,event\nchanged,\n")
    recorded = (case / "timelines.sha256").read_text()

    add_timeline(case, corrected, "GP")

    digest = fingerprint(corrected)
    assert (case / "timelines.sha256").read_text() == f"{recorded}{digest}  timelines/GP.csv\n"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Health visiting", "Health visiting"),
        ("a/b\\c:d*e?f<g>h|i", "a b c d e f g h i"),
        ("..", None),
        ("CON", "CON timeline"),
        ("nul.csv", "nul timeline"),
        ("com\u00b9", "com\u00b9 timeline"),
        ("Women's Aid & Co.", "Women's Aid & Co"),
        ("Ynys M\u00f4n\u202e\u200b\x00\n", "Ynys M\u00f4n"),
        ("\u8b66\u5bdf", None),
        ("=cmd()", "cmd()"),
        ("x" * 300, "x" * 80),
        (" .hidden", "hidden"),
        ("~$police", "police"),
    ],
)
def test_names_are_made_safe(name: str, safe: str | None) -> None:
    if safe is None:
        with pytest.raises(CaseError) as error:
            safe_name(name)
        assert str(error.value) == (
            f"{name}: The agency's name cannot be the name of a file. "
            "Give a name with letters from a to z, such as: Health visiting."
        )
    else:
        assert safe_name(name) == safe
        assert slug_of(safe)


@POSIX
def test_nothing_is_written_through_a_link_out_of_the_case(
    case: Path, corrected: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "lock").write_text("x")
    (case / ".workbench.lock").symlink_to(other / "lock")
    with pytest.raises(CaseError, match="The file could not be written"):
        replace_timeline(case, "police", corrected)
    assert (other / "lock").read_text() == "x"
    (case / ".workbench.lock").unlink()
    (other / "lock").unlink()
    (case / "replaced").symlink_to(other)

    with pytest.raises(CaseError) as error:
        replace_timeline(case, "police", corrected)

    assert str(error.value).startswith("replaced: This is a link to a file outside the case.")
    assert list(other.iterdir()) == []


WAITS = ".workbench-changing-00000000-0"


@POSIX
@pytest.mark.parametrize(
    "step",
    [
        ["../precious.csv", "x", "", WAITS],
        ["../new.csv", "", "x", WAITS],
        ["linked/precious.csv", "x", "", WAITS],
        ["{here}/precious.csv", "x", "", WAITS],
        ["..\\precious.csv", "x", "", WAITS],
        ["timelines/police.csv", "x", "y", "../../precious.csv"],
        ["timelines/police.csv", "", "no such file waits", WAITS],
        ["", "", "", WAITS],
        [1, "", "", WAITS],
        "x",
        [],
    ],
)
def test_a_note_made_up_by_somebody_reaches_nothing_outside(case: Path, tmp_path: Path, step: Any) -> None:
    """A case that came by post may hold any note."""
    target = tmp_path / "precious.csv"
    target.write_text("x")
    (case / "linked").symlink_to(tmp_path)
    digest = {"x": fingerprint(target)}
    note = [
        [
            digest.get(part, part.format(here=tmp_path) if part and isinstance(part, str) else part)
            for part in step
        ]
    ]
    (case / NOTE).write_text(json.dumps(note))
    (case / WAITS).write_text("x")
    before = files(case)

    with pytest.raises(CaseError) as error:
        open_folder(case)

    assert str(error.value) == (
        f"{NOTE}: The note of files that were being changed cannot be read, or what it speaks of is not "
        "there. Take the note out, and look whether the case holds what it should."
    )
    assert files(case) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case", "precious.csv"]


@POSIX
def test_a_note_does_nothing_through_a_link(case: Path, tmp_path: Path) -> None:
    """Where the folder of timelines is a link, what the note takes away would be somebody else's."""
    other = tmp_path / "other"
    (case / "timelines").rename(other)
    (case / "timelines").symlink_to(other)
    (case / NOTE).write_text(
        json.dumps([["timelines/police.csv", fingerprint(other / "police.csv"), "", ""]])
    )

    with pytest.raises(CaseError, match="This is a link to a file outside the case"):
        open_folder(case)

    assert (other / "police.csv").read_text() == OLD


def bring_in(case: Path, new: Path, wanted: str) -> None:
    if wanted == "add":
        add_timeline(case, new, "GP")
    elif wanted == "take out":
        set_timeline_aside(case, "police")
    else:
        replace_timeline(case, "police", new)


@POSIX
@pytest.mark.parametrize("wanted", ["replace by csv", "replace by txt", "add", "take out"])
def test_a_kill_at_any_step_leaves_all_of_it_or_nothing(
    make_case: MakeCase, tmp_path: Path, wanted: str
) -> None:
    """Stopped before each file that is opened, renamed or removed; then opened again, and done again."""
    new = tmp_path / ("new.txt" if wanted.endswith("txt") else "new.csv")
    new.write_text(NEW)
    outcomes = set()
    for stop in range(1, 200):
        case = make_case({"police": OLD, "hv": OLD + "5/3/2019,Clinic.\n"})
        before = files(case)

        done = killed_at(stop, bring_in, case, new, wanted)

        opened = open_folder(case)
        assert opened.problems == ()
        assert opened.files["hv"].read_text() == OLD + "5/3/2019,Clinic.\n"
        held = opened.files["police"].read_text() if "police" in opened.files else ""
        if wanted == "take out":
            switched = not held
            assert held in (OLD, "")
            assert held or replaced_timelines(case, "police")[0].read_text() == OLD
        elif wanted == "add":
            switched = "gp" in opened.files
            assert held == OLD
            assert not switched or opened.files["gp"].read_text() == NEW
        else:
            switched = held == NEW
            assert held in (OLD, NEW)
            assert not switched or replaced_timelines(case, "police")[0].read_text() == OLD
        assert switched or not done
        if not switched:
            visible = {name: text for name, text in files(case).items() if "/." not in f"/{name}"}
            assert visible == before
            bring_in(case, new, wanted)
            assert not [name for name in files(case) if ".workbench-changing" in name]
        outcomes.add((done, switched))
        case.rename(tmp_path / f"done{stop}")
        if done:
            break
    assert outcomes == {(False, False), (False, True), (True, True)}


_FULL_DISK = """
import resource, sys
from pathlib import Path
from workbench.case import CaseError, replace_timeline
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), -1))
try:
    replace_timeline(Path(sys.argv[1]), "police", Path(sys.argv[2]))
except CaseError as error:
    print(error)
"""


@POSIX
@pytest.mark.parametrize("room", [10, 40, 100])
def test_a_full_disk_leaves_the_case_as_it_was(case: Path, corrected: Path, room: int) -> None:
    """No room for the file, for the note of what is to be done, for either."""
    before = files(case)

    answer = subprocess.run(
        [sys.executable, "-c", _FULL_DISK, str(case), str(corrected), str(room)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    ).stdout

    assert answer == (
        "timelines.sha256: The file could not be written (File too large). Make room on the disk, close the "
        "file in other programs, or move the case to a place where you may write; nothing was saved.\n"
    )
    assert files(case) == before


@POSIX
def test_a_kill_at_a_random_moment_leaves_all_of_it_or_nothing(case: Path, tmp_path: Path) -> None:
    """The same file to and fro, killed again and again: never two, never none, never half of one."""
    one, two = tmp_path / "one.csv", tmp_path / "two.txt"
    one.write_text(OLD * 3000)
    two.write_text(NEW * 3000)
    text = (
        "import sys\nfrom pathlib import Path\nfrom workbench.case import CaseError, replace_timeline\n"
        "case, *new = map(Path, sys.argv[1:])\nprint(flush=True)\n"
        "for n in range(10_000):\n"
        "    try: replace_timeline(case, 'police', new[n % 2])\n    except CaseError: pass\n"
    )
    chance = random.Random(3)
    for _ in range(12):
        program = subprocess.Popen(
            [sys.executable, "-c", text, str(case), str(one), str(two)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
        )
        assert program.stdout
        program.stdout.readline()
        time.sleep(chance.random() / 20)
        program.send_signal(signal.SIGKILL)
        program.wait()

        opened = open_folder(case)

        assert opened.problems == ()
        assert opened.files["police"].read_text() in (OLD, OLD * 3000, NEW * 3000)


# Taken out


def test_a_file_that_should_not_be_there_is_taken_out_and_kept(case: Path) -> None:
    before = files(case)

    kept = set_timeline_aside(case, "police")

    assert kept == case / "replaced" / f"{TODAY}-police.csv"
    after = files(case)
    assert after.pop(f"replaced/{TODAY}-police.csv") == before.pop("timelines/police.csv")
    assert fingerprint(kept) in after.pop("replaced/replaced.sha256")
    assert "police" not in after["timelines.sha256"] and "Health Visiting" in after["timelines.sha256"]
    assert [*open_folder(case).files] == ["health-visiting"]
    assert open_folder(case).problems == ()


def test_what_is_not_there_is_not_taken_out(case: Path) -> None:
    before = files(case)
    with pytest.raises(CaseError) as error:
        set_timeline_aside(case, "school")

    assert str(error.value) == (
        'timelines: "school" sent no timeline. Nothing was changed. There: health-visiting, police.'
    )
    assert files(case) == before


def test_a_file_taken_out_can_be_brought_in_again(case: Path) -> None:
    kept = set_timeline_aside(case, "police")

    add_timeline(case, kept, "police")

    assert [*open_folder(case).files] == ["health-visiting", "police"]
    assert open_folder(case).problems == ()
