"""What the command line takes."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from pathlib import Path

from workbench.vocabulary import JURISDICTIONS, REVIEW_TYPES


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f'"{text}" is not a date; write it as 2019-04-17') from error


def _moment(text: str) -> str:
    try:
        if not text.isdigit():
            datetime.fromisoformat(text)
        return text
    except ValueError as error:
        wrong = f'"{text}" is neither a number nor a time; write it as 2026-11-26T15:00'
        raise argparse.ArgumentTypeError(wrong) from error


def parser() -> argparse.ArgumentParser:
    """Return the parser for every command."""
    top = argparse.ArgumentParser(
        prog="workbench", description="Explore a child practice review: chronology, network, genogram, gaps."
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(
        name: str, help: str, *, case: bool = True, formats: tuple[str, ...] = ("text", "json")
    ) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help, description=help)
        if case:
            sub.add_argument("case", type=Path, metavar="CASE", help="the case's folder")
            sub.add_argument("--format", choices=formats, default="text")
        return sub

    serve = command("serve", "Open the workbench in the browser, on this machine only.", case=False)
    serve.add_argument(
        "case", type=Path, nargs="?", metavar="CASE", help="the case's folder; else the sample case"
    )
    serve.add_argument("--no-browser", action="store_true", help="print the address and serve")
    serve.add_argument("--port", type=int, help="the port to use, if it is free")

    new = command(
        "new", "Make a case folder from what the agencies sent; a file's name is its agency.", case=False
    )
    new.add_argument("case", type=Path, metavar="DIR", help="the folder to make")
    new.add_argument("--timelines", type=Path, required=True, metavar="FOLDER")
    new.add_argument("--people", type=Path, metavar="FILE", help="people.csv, or the family as GEDCOM (.ged)")
    new.add_argument("--relationships", type=Path, metavar="FILE")
    new.add_argument(
        "--subject",
        metavar="ID",
        action="append",
        help="the child's id in the people file; once for each child",
    )
    new.add_argument("--index-date", type=_day, metavar="DATE")
    new.add_argument("--from", dest="since", type=_day, metavar="DATE", help="start of the period reviewed")
    new.add_argument("--to", dest="until", type=_day, metavar="DATE", help="end of the period reviewed")
    new.add_argument("--title")
    new.add_argument(
        "--jurisdiction", type=str.lower, choices=tuple(j.lower() for j in JURISDICTIONS), metavar="NATION",
        help=", ".join(j.lower() for j in JURISDICTIONS),
    )  # fmt: skip
    short = [code.removeprefix("cpr_") for code in REVIEW_TYPES]
    new.add_argument("--review-type", choices=(*short, *REVIEW_TYPES), metavar="TYPE", help=", ".join(short))
    new.add_argument("--format", choices=("text", "json"), default="text")

    blank = command("template", "A blank timeline for an agency, with its covering letter.", case=False)
    blank.add_argument("--agency", required=True, metavar="NAME", help='such as "Health visiting"')
    blank.add_argument(
        "--to", type=Path, required=True, metavar="FILE", help="the file to write, .docx or .xlsx"
    )
    blank.add_argument(
        "--case",
        type=Path,
        metavar="CASE",
        help="a case's folder, for the review's label, period and services",
    )
    blank.add_argument("--replace", action="store_true", help="write over a file that is there")
    blank.add_argument("--format", choices=("text", "json"), default="text")

    letters = command("letters", "The letters that ask each agency about its timeline, as Word documents.")
    letters.add_argument(
        "--to", type=Path, required=True, metavar="DIR", help="the folder to write them into"
    )
    letters.add_argument("--agency", metavar="A", help="the letter to one agency only")
    letters.add_argument("--replace", action="store_true", help="write over letters that are there")

    check = command("check", "Say what was read and what was not.")
    check.add_argument(
        "--record", action="store_true", help="take the timelines as they are now for what the agencies sent"
    )
    chronology = command("chronology", "The merged chronology.")
    chronology.add_argument("--from", dest="since", type=_day, metavar="DATE")
    chronology.add_argument("--to", dest="until", type=_day, metavar="DATE")
    chronology.add_argument("--agency", metavar="A", help="one agency's entries only")
    gaps = command("gaps", "Points to explore, with the rows and the guidance they rest on.")
    gaps.add_argument("--pattern", metavar="P", help="one pattern only, such as GP01")
    ledger = command("ledger", "What was passed from one agency to another, step by step.")
    ledger.add_argument("--agency", metavar="A", help="only what this agency sent or received")
    known = command("known", "What an agency could have known on a day, and how.")
    known.add_argument(
        "--agency", required=True, metavar="A", help='an agency, or one of its services as "agency/service"'
    )
    known.add_argument("--at", type=_day, required=True, metavar="DATE", help="by the end of this day")
    pack = command("pack", "The documents of the review: letters, sheets, timelines, report skeleton.")
    pack.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder to make")
    pack.add_argument("--anonymised", action="store_true", help="without names, places and exact dates")
    pack.add_argument("--key", type=Path, metavar="FILE", help="where the key to turn it back is kept")
    pack.add_argument("--no-rows", action="store_true", help="leave out which entries a statement rests on")
    pack.add_argument(
        "--only", action="append", metavar="DOCUMENT", help="one document only; may be repeated"
    )
    leaks = command("leaks", "What in anonymised documents must not be there.", case=False)
    leaks.add_argument("folder", type=Path, metavar="FOLDER", help="the documents")
    leaks.add_argument("--format", choices=("text", "json"), default="text")
    restore = command("restore", "A text with the real names and days again.", case=False)
    restore.add_argument("file", type=Path, metavar="FILE", help="a text file")
    for sub in (leaks, restore):
        sub.add_argument("--key", type=Path, required=True, metavar="FILE", help="the key of the case")
    journal = command("journal", "What the panel wrote: as it stands, as it stood, and who changed what.")
    journal.add_argument("--at", type=_moment, metavar="MOMENT", help="a record's number, or a time")
    journal.add_argument("--kind", metavar="KIND", help="one kind only, such as hypothesis")
    journal.add_argument("--history", metavar="ID", help="every record of one item")
    journal.add_argument("--check", action="store_true", help="whether every record is as it was written")
    journal.add_argument("--recover", action="store_true", help="bring a damaged journal back")
    journal.add_argument("--restore", metavar="ID", help="make an item again as it stood")
    journal.add_argument("--record", type=int, metavar="N", help="after this record")
    journal.add_argument("--name", metavar="NAME", help="who restores it")
    review = command("review", "The review's own steps and how late they are, terms of reference, panel.")
    review.add_argument("--at", type=_day, metavar="DATE", help="as of this day; else today")
    for name, help, formats in (
        ("network", "Who had contact with whom.", ("text", "json")),
        ("genogram", "The family, laid out by generation.", ("text", "json", "gedcom")),
    ):
        command(name, help, formats=formats).add_argument(
            "--at", type=_day, metavar="DATE", help="as of this day"
        )
    return top
