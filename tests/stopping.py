"""Programs that are stopped or get no room while they write, as a test needs them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

POSIX = pytest.mark.skipif(os.name != "posix", reason="links, signals and limits as on Linux and macOS")

TOUCHES = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir")


def in_another_process(work: Callable[..., object], *given: object) -> int:
    """Start ``work`` beside this test and return its process; it ends with 0 where nothing was raised."""
    child = os.fork()
    if child:
        return child
    try:
        work(*given)
        os._exit(0)
    finally:
        os._exit(2)


def ended_well(child: int) -> bool:
    """Wait for a process to end, and say whether it came to the end of its work."""
    return os.waitpid(child, 0)[1] == 0


def killed_at(stop: int, work: Callable[..., object], *given: object) -> bool:
    """Do ``work`` in a process that ends at its ``stop``-th touch of a file; say if it was through."""

    def dying() -> None:
        touched = 0

        def count(event: str, _: object) -> None:
            nonlocal touched
            touched += event in TOUCHES
            if touched == stop:
                os._exit(1)

        sys.addaudithook(count)
        work(*given)

    return ended_well(in_another_process(dying))


def with_room_for(size: int, work: Callable[[], object], said: Path) -> str:
    """Do ``work`` where no file may grow beyond ``size`` bytes, and return what it says went wrong."""

    def short_of_room() -> None:
        import resource

        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, -1))
            work()
            message = ""
        except Exception as error:
            message = f"{type(error).__name__}: {error}"
        resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))
        said.write_text(message)

    assert ended_well(in_another_process(short_of_room))
    return said.read_text()
