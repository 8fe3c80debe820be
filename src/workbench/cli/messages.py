"""What the commands print: documents on standard output, messages on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

from workbench.case import Problem


def line(text: object) -> str:
    """Return ``text`` on one line that a terminal shows and does not obey.

    Cells come from other people's files: a new line would look like a message of
    its own, and an escape character could rewrite what stands above it.
    """
    words = " ".join(str(text).split())
    return words if words.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in words)


def say(*messages: object) -> None:
    """Print messages to standard error, one a line."""
    for message in messages:
        print(line(message), file=sys.stderr)


def show(*lines: object) -> None:
    """Print what was asked for to standard output, one a line."""
    for text in lines:
        print(line(text))


def print_json(found: Any) -> None:
    """Print one JSON document to standard output."""
    print(json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False))


def print_problems(problems: Iterable[Problem]) -> None:
    """Print the document of a command that problems stopped."""
    print_json(
        {
            "problems": [
                {
                    "file": p.file,
                    "part": p.part,
                    "row": p.row,
                    "column": p.column,
                    "problem": p.problem,
                    "remedy": p.remedy,
                }
                for p in problems
            ]
        }
    )
