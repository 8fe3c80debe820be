"""What a stranger gets: the locked packages, the wheel, and the one file that starts everything."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator
from pathlib import Path

import httpx
import plotly
import pytest
import yaml

import run
from tests.serving import ROOT, running
from workbench.pages.plotly_js import PLOTLY_JS, PLOTLY_VERSION

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKED = re.compile(r"^(?P<name>[a-z0-9.-]+)==(?P<version>[^ ;\\]+)")


def locked(name: str) -> set[tuple[str, str]]:
    """The packages of a lock with their versions; a few have one for each of several Pythons."""
    lines = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    found = [match for line in lines if (match := LOCKED.match(line))]
    return {(match["name"], match["version"]) for match in found}


def ranges(requirements: list[str]) -> dict[str, str]:
    """Names as conda and pip both understand them, each with its range of versions."""
    split = [re.match(r"([A-Za-z0-9_.-]+)(?:\[.*\])?(.*)", requirement) for requirement in requirements]
    return {match[1].lower().replace("_", "-"): match[2].strip() for match in split if match}


# The lists of packages


def test_the_conda_environment_agrees_with_the_project() -> None:
    """The same packages in the same ranges, JupyterLab among them, from conda-forge by its name."""
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    plain = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    pip = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]

    wanted = ranges(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["lab"])
    # Not on conda-forge under these names; installing the project itself brings them.
    del wanted["gedcom7"], wanted["typst"]
    assert ranges(plain) == wanted | {"python": PROJECT["requires-python"], "pip": ""}
    assert pip == [["-e ."]]
    assert environment["channels"] == ["conda-forge"]


@pytest.mark.parametrize("name", ["run", "test"])
def test_a_lock_names_versions_and_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text)

    assert len(blocks) == len(locked(name)) > 50
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert re.findall(r"https?://|--index|--find-links|file:|@ ", text) == []


def test_the_locks_hold_everything_the_project_asks_for() -> None:
    from packaging.specifiers import SpecifierSet

    extras = PROJECT["optional-dependencies"]
    asked = ranges(PROJECT["dependencies"])
    asked_for_tests = asked | ranges(
        extras["lab"] + [r for r in extras["test"] if "review-workbench" not in r]
    )

    for lock, wanted in ((locked("run"), asked), (locked("test"), asked_for_tests)):
        assert wanted.keys() - {name for name, _ in lock} == set()
        assert [(n, v) for n, v in sorted(lock) if n in wanted and v not in SpecifierSet(wanted[n])] == []
    assert locked("run") <= locked("test")


def test_the_plotly_js_that_travels_is_the_one_that_plotly_writes_for() -> None:
    """The version in its name, in its first lines, and in Plotly's own copy are one."""
    bundled = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    versions = [
        re.search(r"plotly\.js (?:\(basic - minified\) )?v([\d.]+)", path.read_text(encoding="utf-8")[:200])
        for path in (PLOTLY_JS, bundled)
    ]

    assert [version and version[1] for version in versions] == [PLOTLY_VERSION, PLOTLY_VERSION]
    assert "MIT License" in (PLOTLY_JS.parent / "plotly-LICENSE.txt").read_text(encoding="utf-8")


def test_the_licence_is_the_whole_apache_licence() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")

    assert PROJECT["license"] == "Apache-2.0"
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_the_build_machine_runs_the_command_of_the_readme() -> None:
    script = ROOT / ".ci" / "run"

    assert os.access(script, os.X_OK) or os.name == "nt"
    assert "\n  python run.py test\n" in script.read_text(encoding="utf-8")
    assert "python run.py test" in (ROOT / "README.md").read_text(encoding="utf-8")


# The wheel


@pytest.fixture(scope="module")
def installed_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The Python of an environment that holds the wheel and its dependencies, but not this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    build = [
        "wheel",
        "--quiet",
        "--no-build-isolation",
        "--no-deps",
        "--no-index",
        "--wheel-dir",
        str(folder),
        str(ROOT),
    ]
    subprocess.run([*pip, *build], check=True)
    [wheel] = folder.glob("*.whl")

    place = folder / "environment"
    venv.create(place, with_pip=False, symlinks=os.name != "nt")
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run(
        [*pip, "--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(wheel)],
        check=True,
    )
    _borrow_dependencies(python, place)
    yield python


def _borrow_dependencies(python: Path, place: Path) -> None:
    """Let an environment use the packages of this one, which spares the test a download."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'), end='')"
    packages = Path(
        subprocess.run([str(python), "-c", ask], capture_output=True, text=True, check=True).stdout
    )
    here = Path(
        subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout
    )
    (packages / "borrowed.pth").write_text(f"{here}\n")
    for kind in ("voila", "nbconvert", "labextensions"):
        source = Path(sys.prefix) / "share" / "jupyter" / kind
        shutil.copytree(source, place / "share" / "jupyter" / kind)


def test_an_installed_wheel_serves_as_the_checkout_does(installed_elsewhere: Path, tmp_path: Path) -> None:
    """Notebooks, template, plotly.js and sample cases travel in the wheel."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ask = (
        "import json, workbench; from workbench.pages.places import *;"
        "print(json.dumps([workbench.__file__, str(notebooks_folder()), sorted(KnownCases())]))"
    )
    answer = subprocess.run(
        [str(installed_elsewhere), "-c", ask],
        capture_output=True,
        text=True,
        env=env,
        cwd=tmp_path,
        check=True,
    )
    package, notebooks, cases = json.loads(answer.stdout)
    inside = installed_elsewhere.parents[1].resolve()
    assert [Path(place).resolve().is_relative_to(inside) for place in (package, notebooks)] == [True, True]
    assert cases == sorted(path.parent.name for path in (ROOT / "sample_cases").glob("*/case.toml"))

    with (
        running(tmp_path, python=str(installed_elsewhere), env=env, cwd=tmp_path) as server,
        httpx.Client(base_url=server.origin, follow_redirects=True, timeout=60) as client,
    ):
        page = client.get("/", params={"token": server.key})
        script = re.search(r'src="(/workbench/static/[^"]+plotly[^"]+)"', page.text)
        assert page.status_code == 200
        assert "Opening the case" in page.text
        assert "This page could not be made." not in page.text
        assert script and client.get(script[1]).content == PLOTLY_JS.read_bytes()


def test_the_wheel_brings_the_command(installed_elsewhere: Path) -> None:
    command = installed_elsewhere.parent / ("workbench.exe" if os.name == "nt" else "workbench")

    answer = subprocess.run([str(command), "--help"], capture_output=True, text=True, check=True)

    assert answer.stdout.startswith("usage: workbench")


# run.py


@pytest.fixture
def small_copy(tmp_path: Path) -> Path:
    """run.py with nothing to install and a workbench that says what it was asked."""
    folder = tmp_path / "Copi Siân a'i ffrindiau"
    (folder / "src" / "workbench").mkdir(parents=True)
    (folder / "requirements").mkdir()
    shutil.copy(ROOT / "run.py", folder)
    for lock in ("run", "test"):
        (folder / "requirements" / f"{lock}.txt").write_text("# nothing\n")
    (folder / "src" / "workbench" / "__init__.py").write_text("")
    (folder / "src" / "workbench" / "__main__.py").write_text("import sys; print('asked', sys.argv[1:])")
    return folder


def start(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Start a copy of run.py as somebody would from another folder."""
    return subprocess.run(
        [sys.executable, str(folder / "run.py"), *arguments],
        capture_output=True,
        text=True,
        cwd=folder.parent,
        env={**os.environ, "PYTHONUTF8": "1", **env},
    )


def test_run_makes_the_environment_once_and_again_after_an_interruption(small_copy: Path) -> None:
    """Three starts: fresh, ready, and after an installation that did not come to its end."""
    first = start(small_copy, "my case", "--no-browser", "--port", "9000")
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("Making ")
    assert first.stdout.endswith("asked ['serve', 'my case', '--no-browser', '--port', '9000']\n")

    assert start(small_copy).stdout == "asked ['serve']\n"

    note = small_copy / ".venv" / run.NOTE.name
    note.write_text(json.dumps({"place": str(small_copy.resolve()), "locks": {}}))
    again = start(small_copy)
    assert again.stdout.startswith("Installing ")
    assert again.stdout.endswith("asked ['serve']\n")

    (small_copy / "requirements" / "run.txt").write_text("# nothing, but newer\n")
    assert start(small_copy).stdout.startswith("Installing ")

    moved = small_copy.rename(small_copy.with_name("moved"))
    after = start(moved)
    assert after.stdout.endswith("asked ['serve']\n"), after.stderr


def test_run_says_what_to_do_when_packages_cannot_be_fetched(small_copy: Path) -> None:
    (small_copy / "wheels").mkdir()
    (small_copy / "requirements" / "run.txt").write_text(
        "nothing-of-this-name==1 --hash=sha256:" + "0" * 64 + "\n"
    )

    answer = start(small_copy)

    assert answer.returncode == 1
    assert answer.stderr.endswith(
        "The packages could not be installed; the lines above say which. The first start needs the internet "
        "(or the packages in a folder called wheels). Run the same command again then.\n"
    )
    assert "Traceback" not in answer.stderr


def test_the_browser_may_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / ("browser.exe" if os.name == "nt" else "browser")
    program.write_text("")
    program.chmod(0o755)

    monkeypatch.setenv(run.BROWSER_VARIABLE, str(program))
    assert run.find_browser() == program

    monkeypatch.setenv(run.BROWSER_VARIABLE, str(tmp_path / "gone"))
    assert run.find_browser() is None


def test_without_a_browser_the_tests_left_out_are_named_with_a_way_to_get_one() -> None:
    said = run._left_out(["tests/browser/test_a.py::test_one", "tests/browser/test_a.py::test_two"])

    assert said.splitlines()[:3] == [
        "No browser was found on this machine. 2 tests that need one are left out:",
        "  tests/browser/test_a.py::test_one",
        "  tests/browser/test_a.py::test_two",
    ]
    assert run.BROWSER_VARIABLE in said.splitlines()[3]
