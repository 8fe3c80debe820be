"""Starts the real server for a test, as a person would, and stops it afterwards."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psutil

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "tests" / "browser" / "pages"

_START = """
import ast, sys
from pathlib import Path
from workbench.pages.serve import serve
settings = ast.literal_eval(sys.argv[1])
for name in ("case", "notebooks", "own_cases"):
    settings[name] = Path(settings[name]) if settings.get(name) else None
sys.exit(serve(settings.pop("case"), **settings))
"""


@dataclass(frozen=True)
class Server:
    """A server that runs, with the address and the key that it printed."""

    process: subprocess.Popen[str]
    origin: str
    key: str
    log: Path

    def address(self, path: str = "/", *, key: bool = True, **query: str) -> str:
        """The address of a page, with the key unless told otherwise."""
        query = ({"token": self.key} if key else {}) | query
        return f"{self.origin}{path}" + (f"?{urlencode(query)}" if query else "")

    def kernels(self) -> set[int]:
        """The process ids of the kernels that run."""
        return kernels_of(self.process.pid)

    def stop(self) -> int:
        """Press Ctrl+C and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)


def kernels_of(pid: int) -> set[int]:
    """The process ids of the kernels below a process."""
    try:
        children = psutil.Process(pid).children(recursive=True)
        return {child.pid for child in children if "ipykernel_launcher" in child.cmdline()}
    except psutil.NoSuchProcess:
        return set()


@contextmanager
def running(
    folder: Path,
    *,
    python: str = sys.executable,
    env: dict[str, str] | None = None,
    cwd: Path | None = None,
    **settings: object,
) -> Iterator[Server]:
    """The server of `workbench.pages.serve.serve`, with its log in ``folder``, until the test ends."""
    log = folder / "server.log"
    plain = {name: str(value) if isinstance(value, Path) else value for name, value in settings.items()}
    plain.setdefault("case", None)
    plain.setdefault("own_cases", str(folder / "cases"))
    plain.setdefault("port", 0)
    plain.setdefault("open_browser", False)
    variables = {**os.environ, "PYTHONPATH": str(ROOT / "src")} if env is None else env
    with log.open("w") as errors:
        process = subprocess.Popen(
            [python, "-c", _START, repr(plain)],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=variables,
            cwd=cwd,
        )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"(http://127\.0\.0\.1:\d+)/\?token=(\w+)", line)
        assert found, f"The server said {line!r} and {log.read_text()!r}"
        yield Server(process=process, origin=found[1], key=found[2], log=log)
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
