"""One function a command. What a command needs is imported when it runs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.case import Problem
from workbench.cli.journal import journal
from workbench.cli.leaks import leaks, restore
from workbench.cli.messages import line, print_json, say, show
from workbench.cli.pack import pack
from workbench.cli.review import review
from workbench.cli.running import Command, load, print_lines, stopping
from workbench.vocabulary.sentences import counted

if TYPE_CHECKING:
    from workbench.case import Guess
    from workbench.chronology import Case
    from workbench.gaps import Gap, Point


@stopping
def new(arguments: argparse.Namespace) -> int:
    """Make a case of what can be read; 1 if nothing can, with a case only if a person can say how.

    As on the home page, a file that waits for somebody to say what its columns mean
    is brought in and said, and one that cannot be read is left where it is and said.
    """
    from workbench.case import new_folder
    from workbench.chronology import check_as_json, load_case, perhaps_one_agency
    from workbench.cli.new_case import tried_out

    settings = {
        "title": arguments.title,
        "review_type": arguments.review_type,
        "jurisdiction": arguments.jurisdiction,
        "subject": arguments.subject,
        "index_date": arguments.index_date,
        "period_from": arguments.since,
        "period_to": arguments.until,
    }
    settings = {name: value for name, value in settings.items() if value}
    unread: list[Problem] = []

    def try_out(making: Path) -> list[Guess]:
        found, left = tried_out(making, settings)
        unread.extend(left)
        return found

    folder = new_folder(
        arguments.case,
        timelines=arguments.timelines,
        people=arguments.people,
        relationships=arguments.relationships,
        settings=settings,
        try_out=try_out,
    )
    case = load_case(folder.path, partial=True)
    say(*dict.fromkeys((*folder.problems, *unread, *case.problems, *perhaps_one_agency(case))))
    for timeline in case.timelines:
        if timeline.waits:
            say(f"{timeline.file} waits: say on the home page, under Questions, what its columns mean.")
    if folder.guessed:
        say(f"Guessed, please look at case.toml: {', '.join(folder.guessed)}.")
    if arguments.format == "json":
        print_json({"case": str(arguments.case), "guessed": list(folder.guessed), **check_as_json(case)})
    else:
        show(
            f"{arguments.case}: {counted(len(case.entries), 'entry', 'entries')} "
            f"of {counted(len(case.agencies), 'agency', 'agencies')}.",
            f"Open it with: workbench serve {arguments.case}",
        )
    return 0 if len(case.entries) else 1


@stopping
def check(arguments: argparse.Namespace) -> int:
    """Say what was read; 1 if anything is left for a person to look at."""
    from workbench.case import open_folder, record_fingerprints
    from workbench.chronology import check_as_json, load_case
    from workbench.intake.columns import not_understood

    if arguments.record:
        files = open_folder(arguments.case).files
        record_fingerprints(arguments.case)
        say(f"{arguments.case}: {counted(len(files), 'timeline')} recorded as they are now.")
    case = load_case(arguments.case, partial=True)
    say(*case.problems)
    found = check_as_json(case)
    if arguments.format == "json":
        print_json(found)
    else:
        for file in found["files"]:
            unmatched = not_understood(file["columns"])
            show(
                f"{file['file']}: {counted(file['entries'], 'entry', 'entries')}, {file['dated']} dated "
                f"({file['assumed']} with an assumption), {file['undated']} undated, "
                f"{len(file['problems'])} to look at"
                + (f"; columns kept but not understood: {', '.join(unmatched)}" if unmatched else "")
            )
    return 1 if any(not problem.for_information for problem in case.problems) else 0


@stopping
def template(arguments: argparse.Namespace) -> int:
    """Write a blank timeline for an agency."""
    from workbench.case import open_folder, slug_of
    from workbench.pack import FORMATS, save_all
    from workbench.pack import template as blank_timeline

    format, slug = arguments.to.suffix.lower().removeprefix("."), slug_of(arguments.agency)
    if format not in FORMATS:
        say(f'"{arguments.to}" is neither a Word document nor a workbook. End it in .docx or .xlsx.')
        return 2
    if not slug:
        say(f'"{arguments.agency}" names no agency. Write its name in letters.')
        return 2
    folder = open_folder(arguments.case) if arguments.case else None
    content = blank_timeline(arguments.agency, format=format, folder=folder)
    replaced = save_all({arguments.to: content}, replace=arguments.replace)
    if arguments.format == "json":
        print_json({"file": str(arguments.to), "agency": slug, "replaced": bool(replaced)})
    else:
        show(
            f"{arguments.to}: a blank timeline for {arguments.agency}{' (replaced)' if replaced else ''}.",
            f"When it comes back, put it into the case's timelines/ as {slug}.{format}",
        )
    return 0


@stopping
def letters(arguments: argparse.Namespace) -> int:
    """Write a letter to each agency that there is something to ask."""
    from workbench.case import slug_of
    from workbench.chronology import load_case
    from workbench.pack import letter_name, letters_for, save_all

    case = load_case(arguments.case, partial=True)
    only = slug_of(arguments.agency) if arguments.agency else None
    if only is not None and only not in case.agencies:
        say(f'No timeline of "{arguments.agency}". Agencies: {", ".join(case.agencies)}.')
        return 2
    found = letters_for(case, only=only)
    files = {arguments.to / letter_name(letter.agency): letter for letter in found if letter.queries}
    replaced = save_all({path: letter.content for path, letter in files.items()}, replace=arguments.replace)
    nothing = [letter.agency for letter in found if not letter.queries]
    if arguments.format == "json":
        written = [{"file": str(path), **letter.as_json()} for path, letter in files.items()]
        print_json(
            {"letters": written, "nothing_to_ask": nothing, "replaced": [str(path) for path in replaced]}
        )
        return 0
    for path, letter in files.items():
        again = " (replaced)" if path in replaced else ""
        show(f"{path}: {counted(len(letter.queries), 'question')}{again}")
    if nothing:
        show(f"Nothing to ask: {', '.join(nothing)}.")
    return 0


@stopping
def chronology(arguments: argparse.Namespace) -> int:
    """Print the merged chronology."""
    from workbench.case import slug_of
    from workbench.chronology import chronology_as_json

    if arguments.since and arguments.until and arguments.until < arguments.since:
        say("--to is before --from.")
        return 2
    case = load(arguments.case)
    agency = slug_of(arguments.agency) if arguments.agency else None
    if agency is not None and agency not in case.agencies:
        say(f'No timeline of "{arguments.agency}". Agencies: {", ".join(case.agencies)}.')
        return 2
    found = chronology_as_json(case, since=arguments.since, until=arguments.until, agency=agency)
    if arguments.format == "json":
        print_json(found)
        return 0
    for entry in found["entries"]:
        show(f"{entry['date_text'] or 'no date'}  [{entry['id']}]  {entry['event']}")
    show(f"{len(found['entries'])} of {found['of']} entries.")
    if differ := found["contradictions"]:
        places = counted(len(differ), "place where records", "places where records")
        show(f"{places} of the same differ (matched by the workbench, not confirmed):")
        for one in differ:
            show(f"{one['why']} [{', '.join(one['ids'])}]")
    return 0


@stopping
def gaps(arguments: argparse.Namespace) -> int:
    """Print the points to explore."""
    from workbench.gaps import CATALOGUE, find_gaps, points

    if arguments.pattern and not any(arguments.pattern.upper() == rule.pattern for rule in CATALOGUE):
        say(f'No pattern "{arguments.pattern}". Patterns: {", ".join(rule.pattern for rule in CATALOGUE)}.')
        return 2
    case = load(arguments.case)
    found = find_gaps(case, only=arguments.pattern.upper() if arguments.pattern else None)
    grouped = points(case, found.gaps)
    if arguments.format == "json":
        print_json({**found.as_json(), "points": _points_as_json(case, grouped)})
        return 0
    for number, point in enumerate(grouped, start=1):
        show(f"{number}. {'; '.join(mark.words for mark in point.marks) or 'no mark'}")
        for gap in point.gaps:
            _show_point(gap)
    if found.practice:
        show("Practice that the records show, to be heard beside the points to explore:")
        for point in found.practice:
            _show_point(point)
    of_practice = f", {counted(len(found.practice), 'point')} of practice" if found.practice else ""
    reasons = f" with {counted(len(found.gaps), 'reason')}" if grouped else ""
    show(f"{counted(len(grouped), 'point')} to explore{reasons}{of_practice}.")
    return 0


def _points_as_json(case: Case, found: Sequence[Point]) -> list[dict[str, Any]]:
    """Return the points with what was said about them since: explanations, answers to lines of enquiry."""
    from workbench.enquiry import answered, point_ids
    from workbench.journal import open_journal

    ids = point_ids(found)
    said = answered(ids, open_journal(case.folder.path).items())
    since = {id(point): said.get(reason, ()) for reason, point in reversed(ids.items())}
    return [
        {
            **point.as_json(),
            "said_since": [{"text": o.text, "question": o.question, "by": o.by} for o in since[id(point)]],
        }
        for point in found
    ]


def _show_point(point: Gap) -> None:
    show(f"{point.pattern} {point.title}  [{', '.join(point.events)}]")
    print(*(f"    {line(text)}" for text in (point.why, point.question, point.standard) if text), sep="\n")


@stopping
def ledger(arguments: argparse.Namespace) -> int:
    """Print what was passed from one agency to another."""
    from workbench.ledger import as_json, as_text
    from workbench.ledger import ledger as ledger_of

    case = load(arguments.case)
    found, chosen = ledger_of(case), None
    if arguments.agency:
        slug = found.name_of(case, arguments.agency)
        if not slug:
            say(f'No agency "{arguments.agency}". Agencies: {", ".join(found.names(case))}.')
            return 2
        chosen = [one for one in found.messages if slug in (one.sender, one.receiver)]
    if arguments.format == "json":
        print_json(as_json(found, chosen))
    else:
        print_lines(as_text(case, found, chosen))
    return 0


@stopping
def known(arguments: argparse.Namespace) -> int:
    """Print what an agency could have known."""
    from workbench.knowledge import as_json, as_text, knowledge

    held = knowledge(load(arguments.case))
    name = held.find(arguments.agency)
    if not name:
        say(f'No agency "{arguments.agency}". Agencies: {", ".join(held.all_names())}.')
        return 2
    found = held.at(name, arguments.at)
    if arguments.format == "json":
        print_json(as_json(found))
    else:
        print_lines(as_text(found))
    return 0


@stopping
def network(arguments: argparse.Namespace) -> int:
    """Print who had contact with whom."""
    from workbench.network import as_json
    from workbench.network import network as network_of

    found = as_json(network_of(load(arguments.case)), day=arguments.at)
    if arguments.format == "json":
        print_json(found)
        return 0
    labels = {node["id"]: node["label"] for node in found["nodes"]}
    for edge in found["edges"]:
        show(
            f"{labels[edge['from']]} -> {labels[edge['to']]}: {edge['count']}  [{', '.join(edge['events'])}]"
        )
    show(found["caution"])
    return 0


@stopping
def genogram(arguments: argparse.Namespace) -> int:
    """Print the family with its layout."""
    from workbench.genogram import as_json
    from workbench.genogram import genogram as genogram_of

    case = load(arguments.case)
    if arguments.format == "gedcom":
        from workbench.intake.gedcom.writing import as_gedcom

        print(as_gedcom(case.people, case.relationships), end="")
        return 0
    found = as_json(genogram_of(case.people, case.relationships), day=arguments.at)
    if arguments.format == "json":
        print_json(found)
        return 0
    for person in found["people"]:
        show(f"{person['label']} ({person['id']}): generation {person['y']}, place {person['x']}")
    return 0


@stopping
def serve(arguments: argparse.Namespace) -> int:
    """Open the workbench in the browser."""
    from workbench.case import open_folder
    from workbench.pages.serve import serve as serve_pages

    if arguments.case is not None:
        open_folder(arguments.case)
    return serve_pages(arguments.case, open_browser=not arguments.no_browser, port=arguments.port)


COMMANDS: dict[str, Command] = {
    "new": new, "check": check, "chronology": chronology, "gaps": gaps, "network": network,
    "genogram": genogram, "ledger": ledger, "known": known, "serve": serve, "template": template,
    "letters": letters, "review": review, "pack": pack, "journal": journal, "leaks": leaks,
    "restore": restore,
}  # fmt: skip
