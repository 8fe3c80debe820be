"""The documents of the learning event: invitation, facilitator's plan, note-taker's sheet, evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from workbench.gaps import Point
from workbench.pack.documents.facts import footer, words_of
from workbench.pack.making import Made, PackInput, rows_of
from workbench.pack.paper import Paper


def invitation(given: PackInput) -> Iterator[Made]:
    """Make the letter that invites practitioners to the learning event."""
    words = words_of(given, "invitation")
    paper = Paper(words["title"], footer=footer(given))
    for text in words.list("opening"):
        paper.text(text)
    for part in ("when", "purpose", "prepare"):
        paper.heading(words[f"{part}_title"], 2)
        for text in words.list(part):
            paper.text(text)
    paper.points(words.list("headings"))
    paper.heading(words["support_title"], 2)
    for text in (*words.list("support"), *words.list("closing")):
        paper.text(text)
    yield Made("Learning event/Invitation.docx", paper.content())


def facilitator(given: PackInput) -> Iterator[Made]:
    """Make the facilitator's plan: the day with its timings, and prompts from the points chosen."""
    words = words_of(given, "facilitator")
    paper = Paper(words["title"], footer=footer(given))
    for text in words.list("intro"):
        paper.text(text)
    paper.heading(words["plan_title"], 2)
    rows = _timed(words["start"], words.rows("plan"))
    paper.table(words.list("plan_headings"), (1.1, 1.2, 3, 7), rows, caption=words["plan_title"])
    paper.heading(words["areas_title"], 2)
    paper.points(words.list("areas"))
    paper.heading(words["prompts_title"], 2)
    paper.text(words["chosen"] if given.was_chosen else words["not_chosen"], note=True)
    for number, point in enumerate(given.chosen.values(), start=1):
        _prompt(paper, given, number, point, ask=words["ask"], listen=words["listen"])
    paper.heading(words["questions_title"], 2)
    questions = [
        f"{item.fields['text']} ({item.fields.get('agency') or 'all'}){given.cited(rows_of(item))}"
        for item in given.of_kind("question")
    ]
    paper.points(questions or [words["no_questions"]])
    paper.heading(words["hindsight_title"], 2)
    paper.points(words.list("hindsight"))
    yield Made("Learning event/Facilitator's plan.docx", paper.content())


def _timed(start: str, plan: list[list[str]]) -> Iterator[tuple[str, ...]]:
    """Yield each part of the day with the time at which it begins."""
    at = datetime.strptime(start, "%H:%M")
    for minutes, what, how in plan:
        yield f"{at:%H:%M}", minutes, what, how
        at += timedelta(minutes=int(minutes))


def _prompt(paper: Paper, given: PackInput, number: int, point: Point, *, ask: str, listen: str) -> None:
    first = point.gaps[0]
    paper.heading(f"{number}. {first.title}", 2)
    paper.quoted(f"{first.why}{given.cited(first.events)}")
    paper.points([f"{ask} {question}" for question in dict.fromkeys(gap.question for gap in point.gaps)])
    caveats = list(dict.fromkeys(caveat for gap in point.gaps for caveat in gap.caveats))[:3]
    if caveats:
        paper.text(f"{listen} {' '.join(caveats)}", note=True)


def note_taker(given: PackInput) -> Iterator[Made]:
    """Make the sheet on which the note-taker writes, point by point."""
    words = words_of(given, "notes")
    paper = Paper(words["title"], lying=True, footer=footer(given))
    for text in words.list("intro"):
        paper.text(text)
    paper.heading(words["present_title"], 2)
    paper.table(
        words.list("present_headings"), (3, 3, 2, 2), [("",) * 4] * 10, caption=words["present_title"]
    )
    paper.heading(words["points_title"], 2)
    for number, point in enumerate(given.chosen.values(), start=1):
        paper.heading(f"{number}. {point.gaps[0].title}{given.cited(point.events)}", 2)
        paper.table(words.list("point_headings"), (8, 2, 2), [("",) * 3] * 4, caption=point.gaps[0].title)
    for part in ("further",):
        paper.heading(words[f"{part}_title"], 2)
        paper.table(
            words.list(f"{part}_headings"), (2, 6, 2, 3), [("",) * 4] * 6, caption=words[f"{part}_title"]
        )
    for part in ("learning", "practice"):
        paper.heading(words[f"{part}_title"], 2)
        paper.room(6)
    yield Made("Learning event/Note-taker's sheet.docx", paper.content())


def evaluation(given: PackInput) -> Iterator[Made]:
    """Make the form on which participants say how the event was."""
    words = words_of(given, "evaluation")
    paper = Paper(words["title"], footer=footer(given))
    for text in (*words.list("intro"), words["role"]):
        paper.text(text)
    rows = [(line, *("☐",) * 4) for line in words.list("scale")]
    paper.table(words.list("scale_headings"), (5, 1.2, 1.2, 1.2, 1.2), rows, caption=words["title"])
    for question in words.list("questions"):
        paper.heading(question, 2)
        paper.room(3)
    paper.text(words["closing"])
    yield Made("Learning event/Evaluation form.docx", paper.content())
