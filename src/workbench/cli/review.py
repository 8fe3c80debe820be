"""The command that prints the review's own plan."""

from __future__ import annotations

import argparse
from datetime import date

from workbench.cli.messages import print_json
from workbench.cli.running import print_lines, stopping


@stopping
def review(arguments: argparse.Namespace) -> int:
    """Print the steps of the review, its terms of reference, the panel and what runs alongside."""
    from workbench.case import open_folder
    from workbench.journal import open_journal
    from workbench.review import as_json, as_text

    folder = open_folder(arguments.case)
    items, today = open_journal(folder.path).items(), arguments.at or date.today()
    if arguments.format == "json":
        print_json(as_json(folder, items, today=today))
    else:
        print_lines(as_text(folder, items, today=today))
    return 0
