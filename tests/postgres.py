"""A PostgreSQL server of the tests' own, in a temporary folder, on this machine only."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

REQUIRED = "WORKBENCH_POSTGRES_REQUIRED"
PASSWORD = "for tests only"


def programs() -> Path | None:
    """Return the folder of the server's programs, as Debian lays it out or on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    named = shutil.which("initdb")
    return found[-1].parent if found else Path(named).parent if named else None


@contextmanager
def server() -> Iterator[str]:
    """Start a server and give its address without a password, which is in PGPASSWORD meanwhile."""
    folder = programs()
    if folder is None:
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"No PostgreSQL was found, and {REQUIRED} asks for one.")
        pytest.skip("No PostgreSQL was found (Debian's package postgresql).")
    user = _not_root()
    with tempfile.TemporaryDirectory(prefix="wb-pg-", dir="/tmp") as name:
        place = Path(name)
        (place / "password").write_text(PASSWORD)
        if user:
            for path in (place, place / "password"):
                shutil.chown(path, user, user)
        run = ["setpriv", "--reuid", user, "--regid", user, "--clear-groups"] if user else []
        options = [
            "-U",
            "panel",
            "--auth=scram-sha-256",
            f"--pwfile={place / 'password'}",
            "--no-sync",
            "-E",
            "UTF8",
        ]
        subprocess.run(
            [*run, folder / "initdb", "-D", place / "data", *options],
            check=True,
            capture_output=True,
            cwd=name,
        )
        port = _free_port()
        settings = [
            f"-p {port}",
            "-c listen_addresses=127.0.0.1",
            f"-k {place}",
            "-c fsync=off",
            "-c max_connections=300",
        ]
        process = subprocess.Popen(
            [*run, folder / "postgres", "-D", place / "data", *" ".join(settings).split()],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=name,
        )  # fmt: skip
        before = os.environ.get("PGPASSWORD")
        os.environ["PGPASSWORD"] = PASSWORD
        try:
            _wait(port, process)
            yield f"postgresql://panel@127.0.0.1:{port}/postgres"
        finally:
            os.environ.pop("PGPASSWORD")
            if before is not None:
                os.environ["PGPASSWORD"] = before
            process.send_signal(signal.SIGINT)  # at once, whoever is still connected
            process.wait(20)


def _not_root() -> str:
    """Return a user to run the server as where this is root, whom it refuses; else ""."""
    if os.geteuid() != 0:
        return ""
    names = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers a first question."""
    import time

    import pg8000.native

    for _ in range(200):
        assert process.poll() is None, "The server ended."
        try:
            pg8000.native.Connection(
                "panel", host="127.0.0.1", port=port, database="postgres", password=PASSWORD
            ).close()
            return
        except (OSError, pg8000.Error):
            time.sleep(0.1)
    raise AssertionError("The server did not answer.")
