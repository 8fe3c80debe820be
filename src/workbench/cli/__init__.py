"""The command line: everything the pages do to a case can be scripted.

JSON goes to standard output, messages to standard error. Exit code 0 is done,
1 the case has problems that stop the command, 2 wrong usage.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from workbench.cli.arguments import parser
from workbench.cli.commands import COMMANDS

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console in an old code page must not stop on a Welsh ŵ.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    arguments = parser().parse_args(argv)
    try:
        return COMMANDS[arguments.command](arguments)
    except BrokenPipeError:
        # The reader (head, more) has seen enough.
        sys.stderr.close()
        return 0
