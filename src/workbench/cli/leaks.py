"""The commands that look into anonymised documents, and turn a text back."""

from __future__ import annotations

import argparse
from datetime import date

from workbench.cli.messages import print_json, show
from workbench.cli.pack import password_of
from workbench.cli.running import stopping
from workbench.vocabulary.sentences import counted


@stopping
def leaks(arguments: argparse.Namespace) -> int:
    """Say what in a folder's files the key would have replaced; 1 if there is anything."""
    from workbench.anonymising import leaks_in, open_key

    key = open_key(arguments.key, password_of(arguments.key))
    found = leaks_in(arguments.folder, key, allowed=[date.today()])
    if arguments.format == "json":
        print_json(
            {"leaks": [{"file": o.file, "place": o.place, "what": o.what, "found": o.found} for o in found]}
        )
    else:
        show(*found, f"{counted(len(found), 'place')} to look at.")
    return 1 if found else 0


@stopping
def restore(arguments: argparse.Namespace) -> int:
    """Print a text file with the real names and days again."""
    from workbench.anonymising import open_key, restored

    key = open_key(arguments.key, password_of(arguments.key))
    print(restored(arguments.file.read_text(encoding="utf-8-sig"), key), end="")
    return 0
