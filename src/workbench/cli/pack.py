"""The command that makes the documents of a case."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.messages import print_json, say, show
from workbench.cli.running import stopping
from workbench.vocabulary.sentences import counted

if TYPE_CHECKING:
    from workbench.pack.making import Finished

PASSWORD = "WORKBENCH_KEY_PASSWORD"
"""The environment variable that holds the password of a key, for scripts."""


@stopping
def pack(arguments: argparse.Namespace) -> int:
    """Make the pack in a folder."""
    from workbench.pack.whole import Anonymised, make_pack

    if arguments.key and not arguments.anonymised:
        say("--key goes with --anonymised.")
        return 2
    made = make_pack(
        arguments.case,
        arguments.to,
        today=date.today(),
        cite_rows=not arguments.no_rows,
        only=arguments.only or (),
        anonymised=Anonymised(arguments.key, password_of(arguments.key)) if arguments.anonymised else None,
        progress=lambda done, of, title: say(f"{done + 1} of {of}: {title}") if title else None,
    )
    if arguments.anonymised:
        _say_how(made, kept=arguments.key is not None)
    if arguments.format == "json":
        lists = {"files": made.files, "left_out": made.left_out, "replaced_as_names": made.guessed}
        print_json({"folder": str(made.folder), **{name: list(found) for name, found in lists.items()}})
        return 0
    show(f"{made.folder}: {counted(len(made.files), 'file')}.", *(f"    {name}" for name in made.files))
    return 0


def password_of(key: Path | None) -> str:
    """Return the key's password: from the environment, else asked for; "" where there is no key to keep."""
    if key is None:
        return ""
    return os.environ.get(PASSWORD) or (getpass("Password of the key: ") if sys.stdin.isatty() else "")


def _say_how(made: Finished, *, kept: bool) -> None:
    """Say what an anonymised pack rests on, and that a person has to read it."""
    if made.guessed:
        say(
            f"Replaced because they could be names: {', '.join(made.guessed)}. "
            "List under keep in anonymise.toml those that are none."
        )
    if made.left_out:
        say(f"Left out: {', '.join(made.left_out)}.")
    if not kept:
        say("No key was kept: nobody can turn these documents back. --key FILE keeps one.")
    say("Every file was looked into, and nothing was found. Read them all the same before you pass them on.")
