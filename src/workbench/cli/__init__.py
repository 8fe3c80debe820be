"""The command line: everything the pages do to a case can be scripted.

JSON goes to standard output, messages to standard error. Exit code 0 is done,
1 the case has problems that stop the command, 2 wrong usage.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from workbench.cli.arguments import parser
from workbench.cli.commands import COMMANDS

__all__ = ["main"]

INTERRUPTED = 130
"""What a shell expects of a program that Ctrl+C ended."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console in an old code page must not stop on a Welsh ŵ.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    arguments = parser().parse_args(argv)
    try:
        code = COMMANDS[arguments.command](arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # The reader (head, more) has seen enough. What is left must not fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
