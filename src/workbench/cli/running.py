"""What commands share: a problem stops one with its messages; a case is loaded and its problems said."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.case import CaseError, Problem
from workbench.cli.messages import line, print_problems, say
from workbench.journal import JournalError

if TYPE_CHECKING:
    from workbench.chronology import Case

Command = Callable[[argparse.Namespace], int]


def stopping(command: Command) -> Command:
    """Turn what is wrong with a case or its journal into messages, one a line, and exit code 1."""

    @wraps(command)
    def run(arguments: argparse.Namespace) -> int:
        try:
            return command(arguments)
        except CaseError as error:
            problems = error.problems
        except JournalError as error:
            problems = tuple(
                Problem(one.file, one.record, one.column, one.problem, one.remedy) for one in error.problems
            )
        except BrokenPipeError:
            raise  # whoever reads our output has seen enough: not a problem of the case
        except OSError as error:
            place = str(error.filename or getattr(arguments, "case", ""))
            remedy = "Look whether it is there, in use, or not yours to open."
            problems = (Problem(place, None, "", f"It could not be opened ({error.strerror}).", remedy),)
        say(*problems)
        if getattr(arguments, "format", "text") == "json":
            print_problems(problems)
        return 1

    return run


def load(path: Path) -> Case:
    from workbench.chronology import load_case

    case = load_case(path)
    say(*case.problems)
    return case


def print_lines(lines: Iterable[str]) -> None:
    """Print lines of which those that belong to the one above are set in."""
    for text in lines:
        print(f"    {line(text)}" if text.startswith("    ") else line(text))
