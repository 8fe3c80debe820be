"""Starts the workbench from a fresh copy of this folder. It needs Python 3.11 or later and nothing else.

python run.py [CASE] [--no-browser] [--port N]    opens the sample case, or CASE, in the browser
python run.py test                                checks everything
python run.py bench [NAME ...]                    measures what is said about speed

The first start fetches the packages named in requirements/ into a folder .venv
beside this file. Later starts need no internet. If a folder called wheels
stands beside this file, the packages are taken from there instead.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
WHEELS = HERE / "wheels"
SOURCE = HERE / "src"
LOCKS = {"run": HERE / "requirements" / "run.txt", "test": HERE / "requirements" / "test.txt"}
NOTE = ENVIRONMENT / "workbench-installed.json"
OLDEST_PYTHON = (3, 11)
BROWSER_VARIABLE = "WORKBENCH_BROWSER"
BROWSER_REQUIRED_VARIABLE = "WORKBENCH_BROWSER_REQUIRED"
WINDOWS = os.name == "nt"


class Stop(Exception):
    """Something that the person at the keyboard has to do first, in words."""


def main(arguments: list[str]) -> int:
    """Do what the command line asks for and return the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        print(
            f"The workbench needs Python 3.11 or later; this is {sys.version.split()[0]}. "
            "Install a newer Python and start run.py with it."
        )
        return 1
    task, rest = (arguments[0], arguments[1:]) if arguments[:1] in (["test"], ["bench"]) else ("", arguments)
    if rest[:1] in (["--help"], ["-h"]):
        print(__doc__)
        return 0
    try:
        install("test" if task else "run")
    except Stop as reason:
        print(reason, file=sys.stderr)
        return 1
    if task == "test":
        return check_everything()
    if task == "bench":
        return measure(rest)
    return run_python("-m", "workbench", "serve", *rest)


# The environment


def environment_folder(name: str) -> Path:
    """The folder of the environment where programs are: Scripts on Windows, bin elsewhere."""
    return ENVIRONMENT / ("Scripts" if WINDOWS else "bin") / name


def environment_python() -> Path:
    """The Python of the environment."""
    return environment_folder("python.exe" if WINDOWS else "python")


def own_environment() -> dict[str, str]:
    """The variables for everything started here, without those that would mix in another Python."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}


def run_python(*arguments: str) -> int:
    """Run the environment's Python to its end, Ctrl+C included, and return its exit code."""
    process = subprocess.Popen([str(environment_python()), *arguments], cwd=Path.cwd(), env=own_environment())
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the process got it too and is stopping


def install(which: str) -> None:
    """Have the locked packages in the environment; what was interrupted is done again."""
    lock = hashlib.sha256(LOCKS[which].read_bytes()).hexdigest()
    done = _installed()
    if done.get(which) == lock:
        return
    if not _environment_works():
        _make_environment()
        done = {}
    _write_note({})  # from here until the end an interruption leaves the note empty
    count = sum("==" in line for line in LOCKS[which].read_text(encoding="utf-8").splitlines())
    print(
        f"Installing {count} packages into {ENVIRONMENT.name}. This is done once and takes some minutes.",
        flush=True,
    )
    _install_packages(LOCKS[which])
    _put_on_path()
    # The test lock holds all that the other holds.
    locks = LOCKS if which == "test" else {"run": LOCKS["run"]}
    _write_note({name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in locks.items()})


def _installed() -> dict[str, str]:
    """What the environment holds, by the hash of its lock; nothing if it came from another place."""
    try:
        note = json.loads(NOTE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note["locks"] if note.get("place") == str(HERE) and _environment_works() else {}


def _write_note(locks: dict[str, str]) -> None:
    part = NOTE.with_suffix(".part")
    part.write_text(json.dumps({"place": str(HERE), "locks": locks}), encoding="utf-8")
    part.replace(NOTE)


def _environment_works() -> bool:
    if not environment_python().exists():
        return False
    old_enough = f"import sys, pip; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    answer = subprocess.run(
        [str(environment_python()), "-c", old_enough], capture_output=True, env=own_environment()
    )
    return answer.returncode == 0


def _make_environment() -> None:
    print(f"Making {ENVIRONMENT}.", flush=True)
    command = [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]
    made = subprocess.run(command, capture_output=True, text=True, env=own_environment())
    if made.returncode != 0:
        raise Stop(
            f"{(made.stdout + made.stderr).strip()}\nPython could not make its environment in {ENVIRONMENT}. "
            "On Debian and Ubuntu install python3-venv first. Elsewhere see whether the folder can be "
            "written to."
        )


def _install_packages(lock: Path) -> None:
    command = [
        str(environment_python()),
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--only-binary",
        ":all:",
    ]
    quiet = ["-qq", "--progress-bar", "off", "--disable-pip-version-check"]
    offline = ["--no-index", "--find-links", str(WHEELS)] if WHEELS.is_dir() else []
    done = subprocess.run([*command, *quiet, *offline, "-r", str(lock)], env=own_environment())
    if done.returncode != 0:
        raise Stop(
            "The packages could not be installed; the lines above say which. The first start needs the "
            "internet (or the packages in a folder called wheels). Run the same command again then."
        )


def _put_on_path() -> None:
    """Let the environment find this copy's source, and give it the workbench command.

    A line in a .pth file needs no packaging tools and no internet. It is
    relative, because older Pythons read such files in the system's own
    encoding and a folder may well be called after Siân.
    """
    ask = "import sysconfig; print(sysconfig.get_path('purelib'), end='')"
    answer = subprocess.run(
        [str(environment_python()), "-X", "utf8", "-c", ask],
        capture_output=True,
        env=own_environment(),
        check=True,
    )
    packages = Path(answer.stdout.decode("utf-8"))
    line = os.path.relpath(SOURCE, packages.resolve())
    (packages / "workbench-source.pth").write_text(line + "\n", encoding="utf-8")
    if WINDOWS:
        command, text = environment_folder("workbench.cmd"), '@"%~dp0python.exe" -m workbench %*\r\n'
    else:
        command, text = (
            environment_folder("workbench"),
            '#!/bin/sh\nexec "$(dirname "$0")/python" -m workbench "$@"\n',
        )
    command.write_text(text, encoding="utf-8", newline="")
    command.chmod(0o755)


# The browser


def find_browser() -> Path | None:
    """A Chromium, Chrome or Edge on this machine, or the program that WORKBENCH_BROWSER names."""
    named = os.environ.get(BROWSER_VARIABLE)
    if named:
        found = shutil.which(named)
        return Path(found) if found else None
    return next((path for path in _usual_places() if path.is_file()), None)


def _usual_places() -> list[Path]:
    if WINDOWS:
        roots = [os.environ.get(name) for name in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")]
        programs = [r"Microsoft\Edge\Application\msedge.exe", r"Google\Chrome\Application\chrome.exe"]
        programs.append(r"Chromium\Application\chrome.exe")
        return [Path(root) / program for root in roots if root for program in programs]
    if sys.platform == "darwin":
        names = ["Google Chrome", "Chromium", "Microsoft Edge"]
        roots = [Path("/Applications"), Path.home() / "Applications"]
        return [root / f"{name}.app" / "Contents" / "MacOS" / name for root in roots for name in names]
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"]
    found = [shutil.which(name) for name in [*names, "microsoft-edge-stable"]]
    return [Path(path) for path in found if path]


def _how_to_get_a_browser() -> str:
    if WINDOWS:
        how = "Microsoft Edge, which Windows brings, or Google Chrome is enough."
    elif sys.platform == "darwin":
        how = "Install Google Chrome, Chromium or Microsoft Edge in Applications."
    else:
        how = "Install Chromium (on Debian and Ubuntu: sudo apt install chromium)."
    return f"{how} Or set {BROWSER_VARIABLE} to the program of one that stands elsewhere."


def _browser_tests() -> list[str]:
    """The names of the tests that need a browser."""
    command = [str(environment_python()), "-m", "pytest", "--collect-only", "--quiet", "-m", "browser"]
    answer = subprocess.run(command, cwd=HERE, capture_output=True, text=True, env=own_environment())
    return [line for line in answer.stdout.splitlines() if "::" in line]


def _left_out(tests: list[str]) -> str:
    return "\n".join(
        [
            f"No browser was found on this machine. {len(tests)} tests that need one are left out:",
            *(f"  {test}" for test in tests),
            f"To run them: {_how_to_get_a_browser()}",
        ]
    )


# The two long tasks


def check_everything() -> int:
    """Run every check, say what came of each, and return 0 only if all is well."""
    browser = find_browser()
    required = os.environ.get(BROWSER_REQUIRED_VARIABLE) == "1"
    left_out = "" if browser or required else _left_out(_browser_tests())
    if left_out:
        print(left_out, flush=True)
    # One process a core; a file stays in one process, because its tests may share a server.
    side_by_side = ["-n", "auto", "--dist", "loadfile"]
    tests = ["-m", "pytest", *side_by_side, *(["-m", "not browser"] if left_out else [])]
    checks = {
        "style (ruff check)": ["-m", "ruff", "check", "."],
        "layout (ruff format)": ["-m", "ruff", "format", "--check", "."],
        "types (pyright)": ["-m", "pyright"],
        "tests (pytest)": tests,
    }
    results: list[tuple[str, bool, float]] = []
    os.chdir(HERE)
    for name, command in checks.items():
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        results.append((name, run_python(*command) == 0, time.monotonic() - began))
    if required and not browser:
        print(
            f"\nNo browser was found, and {BROWSER_REQUIRED_VARIABLE} asks for one. {_how_to_get_a_browser()}"
        )
        results.append(("browser", False, 0.0))

    print("\n== Results")
    for name, well, seconds in results:
        print(f"{'passed' if well else 'FAILED'}  {name}, {seconds:.0f} s")
    if left_out:
        print(f"\n{left_out}")
    return 0 if all(well for _, well, _ in results) else 1


def measure(names: list[str]) -> int:
    """Run the benchmarks named, or all."""
    there = sorted(path.stem for path in (HERE / "benchmarks").glob("[!_]*.py"))
    unknown = [name for name in names if name not in there]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(there)}.", file=sys.stderr)
        return 2
    codes = []
    for name in names or there:
        print(f"\n== {name}", flush=True)
        codes.append(run_python(str(HERE / "benchmarks" / f"{name}.py")))
    return max(codes, default=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
