"""Cases small enough to read, written to disk and opened as any other case is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from tests.case_files import SOURCE, MakeCase, Ran, as_csv, write_case
from workbench.chronology import Case, load_case

# A busy machine makes a quick test slow now and then; that is no fault of the code under test.
settings.register_profile("workbench", deadline=None)
settings.load_profile("workbench")


@pytest.fixture
def make_case(tmp_path: Path) -> MakeCase:
    """Return a function that writes a case: ``make_case({"police": "date,event\\n..."}, people="...")``."""
    return lambda timelines, **parts: write_case(tmp_path, timelines, **parts)


@pytest.fixture
def chronology(tmp_path: Path) -> Callable[..., Case]:
    """Return a function from lines "date | agency | event | field=value" to the loaded case.

    Rows count within each agency from the top, so the first line of police is "police:1".
    """

    def loaded(lines: str, **parts: str) -> Case:
        rows: dict[str, list[dict[str, str]]] = {}
        for line in filter(str.strip, lines.splitlines()):
            date, agency, event, *more = (cell.strip() for cell in line.split("|"))
            fields = dict(cell.split("=", 1) for cell in more)
            rows.setdefault(agency, []).append({"date": date, "event": event, **fields})
        tables = {agency: as_csv(entries) for agency, entries in rows.items()}
        return load_case(write_case(tmp_path, tables, **parts))  # type: ignore[arg-type]

    return loaded


@pytest.fixture
def workbench(tmp_path: Path) -> Callable[..., Ran]:
    """Return a function that runs the `workbench` command in a process of its own."""

    def run(*arguments: object, cwd: Path = tmp_path, env: Mapping[str, str] | None = None) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "workbench", *map(str, arguments)],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(SOURCE), **(env or {})},
            capture_output=True,
            timeout=120,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode().splitlines())

    return run
