"""The command that makes the documents of a case."""

from __future__ import annotations

import argparse
from datetime import date

from workbench.cli.messages import print_json, say, show
from workbench.cli.running import stopping
from workbench.vocabulary.sentences import counted


@stopping
def pack(arguments: argparse.Namespace) -> int:
    """Make the pack in a folder."""
    from workbench.pack.whole import make_pack

    made = make_pack(
        arguments.case,
        arguments.to,
        today=date.today(),
        cite_rows=not arguments.no_rows,
        only=arguments.only or (),
        progress=lambda done, of, title: say(f"{done + 1} of {of}: {title}") if title else None,
    )
    if arguments.format == "json":
        print_json({"folder": str(made.folder), "files": list(made.files), "left_out": list(made.left_out)})
        return 0
    show(f"{made.folder}: {counted(len(made.files), 'file')}.", *(f"    {name}" for name in made.files))
    return 0
