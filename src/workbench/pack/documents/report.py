"""The report's skeleton, the recommendation, the briefing, the action plan and the terms of reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.intake.dates import long_day, show
from workbench.journal import Item
from workbench.pack.documents.facts import facts, footer, words_of
from workbench.pack.entries import key_rows, shown
from workbench.pack.making import Made, PackInput, rows_of
from workbench.pack.paper import Paper
from workbench.pack.wordings import Words
from workbench.review import attendance, milestones, terms_of_reference


def report(given: PackInput) -> Iterator[Made]:
    """Make the report's skeleton, filled with what is recorded; what is empty is marked."""
    words = words_of(given, "report", board="")
    paper = Paper(words["title"], footer=footer(given))
    for text in words.list("intro"):
        paper.text(text)
    _circumstances(paper, given, words)
    _section(paper, words, words["family"], [])
    _section(paper, words, words["involvement"], _voices(given))
    _learning(paper, given, words)
    paper.heading(words["improving"])
    _bullets(paper, words, [_said(given, item) for item in given.of_kind("recommendation")])
    _event(paper, given, words)
    paper.heading(words["statement"])
    paper.points(f"☐ {text}" for text in words.list("declarations"))
    for _ in range(2):
        paper.text(words["signatures"])
    paper.heading(words["terms"])
    paper.numbered(term.text for term in terms_of_reference(given.case.folder, given.items))
    paper.heading(words["timeline"])
    rows = [
        (one.month, f"{one.agency}: {one.event}{given.cited([one.id])}", one.response)
        for one in shown(given, key_rows(given))
    ]
    paper.table(("Date", "Event", "Agency response"), (2, 6, 4), rows, caption=words["timeline"])
    _process(paper, given, words)
    yield Made("Report/Report skeleton.docx", paper.content())


def _circumstances(paper: Paper, given: PackInput, words: Words) -> None:
    known = facts(given)
    folder = given.case.folder
    paper.heading(words["circumstances"])
    stated = [
        ("Kind of review", known["framework"]),
        ("Child", known["child"]),
        ("Born", show(given.case.born) if given.case.born.dated else ""),
        ("Incident", long_day(folder.index_date) if folder.index_date else ""),
        ("Period reviewed", known["period"]),
        ("Agencies that sent a timeline", known["agencies"]),
        *(("Runs alongside", str(item.fields["name"])) for item in given.of_kind("proceeding")),
    ]
    paper.table(
        words.list("complete_headings"), (2, 5),
        [(name, value or f"[{words['to_write']}]") for name, value in stated],
        caption=words["circumstances"],
    )  # fmt: skip
    paper.to_write(words["to_write"])


def _section(paper: Paper, words: Words, title: str, texts: list[str]) -> None:
    paper.heading(title)
    _bullets(paper, words, texts)


def _bullets(paper: Paper, words: Words, texts: list[str]) -> None:
    if texts:
        paper.points(texts)
    else:
        paper.to_write(words["to_write"])


def _voices(given: PackInput) -> list[str]:
    family = [
        f"{item.fields.get('who') or 'A member of the family'}: {item.fields['text']}"
        for item in given.of_kind("family_view")
    ]
    return [*(_said(given, item) for item in given.of_kind("child_view")), *family]


def _learning(paper: Paper, given: PackInput, words: Words) -> None:
    """Write each learning point with the headings that the template has under it."""
    paper.heading(words["learning"])
    found = given.of_kind("learning")
    for number, item in enumerate(found, start=1):
        paper.heading(f"4.{number} {item.fields['text']}", 2)
        for part in words.list("learning_parts"):
            paper.text(f"{part}: [{words['to_write']}]")
        if cited := given.cited(rows_of(item)):
            paper.text(f"Entries:{cited}", note=True)
    if not found:
        paper.to_write(words["to_write"])
    paper.heading(words.list("learning_parts")[1], 2)
    _bullets(paper, words, [_said(given, item) for item in given.of_kind("practice")])
    factors = [_said(given, item) for item in given.of_kind("factor")]
    paper.heading(words.list("learning_parts")[2], 2)
    _bullets(paper, words, factors)


def _event(paper: Paper, given: PackInput, words: Words) -> None:
    paper.heading(words["event"])
    step = next(
        one
        for one in milestones(given.case.folder, given.items, today=given.today)
        if one.code == "learning_event"
    )
    paper.text(f"Held: {show(step.done) if step.done.dated else '[day]'}. Who took part, by role: [roles]")
    questions = [_said(given, item) for item in given.of_kind("question")]
    _bullets(paper, words, questions)


def _process(paper: Paper, given: PackInput, words: Words) -> None:
    paper.heading(words["process"])
    panel = attendance(given.case.folder, given.items)
    _bullets(
        paper,
        words,
        [
            ", ".join(str(member.fields[name]) for name in ("role", "agency") if member.fields.get(name))
            or str(member.fields["name"])
            for member in panel.members
        ],
    )
    steps = milestones(given.case.folder, given.items, today=given.today)
    rows = [(one.label, show(one.done) if one.done.dated else f"[{words['to_write']}]") for one in steps]
    paper.table(("Step", "Date"), (5, 2), rows, caption=words["process"])
    paper.heading(words["complete"], 2)
    paper.text(words["complete_note"], note=True)
    paper.points(f"☐ {one}" for one in words.list("complete_list"))
    paper.heading(words["government"], 2)
    rows = [(line, "", "") for line in words.list("government_list")]
    paper.table(("", "Date", "By"), (4, 2, 2), rows, caption=words["government"])


def _said(given: PackInput, item: Item) -> str:
    text = str(item.fields.get("text") or item.fields.get("claim") or item.fields.get("question") or "")
    return f"{text}{given.cited(rows_of(item))}"


def recommendation(given: PackInput) -> Iterator[Made]:
    """Make the form in which a sub-group recommends a review to the Board Chair."""
    words = words_of(given, "recommendation")
    paper = Paper(words["title"], footer=footer(given))
    for text in words.list("intro"):
        paper.text(text)
    rows = [(title, filled) for title, filled in words.rows("parts")]
    paper.table(("", ""), (3, 5), rows, caption=words["title"])
    paper.heading(words["decision"], 2)
    paper.points(words.list("decisions"))
    paper.text(words["signature"])
    yield Made("Report/Recommendation form.docx", paper.content())


def briefing(given: PackInput) -> Iterator[Made]:
    """Make the skeleton of a seven-minute briefing."""
    words = words_of(given, "briefing")
    paper = Paper(words["title"], footer=footer(given))
    for text in words.list("intro"):
        paper.text(text)
    filled: dict[int, Iterable[str]] = {
        2: [str(item.fields["text"]) for item in given.of_kind("practice")],
        3: [str(item.fields["text"]) for item in given.of_kind("learning")],
        4: [str(item.fields["text"]) for item in given.of_kind("factor")],
        5: [str(item.fields["text"]) for item in given.of_kind("recommendation")],
        6: words.list("ask"),
    }
    for number, title in enumerate(words.list("parts")):
        paper.heading(title, 2)
        texts = list(filled.get(number, ()))
        if texts:
            paper.points(texts)
        else:
            paper.to_write("two sentences")
    yield Made("Report/Seven-minute briefing.docx", paper.content())


def actions(given: PackInput) -> Iterator[Made]:
    """Make the action plan, one row an action."""
    words = words_of(given, "actions")
    paper = Paper(words["title"], lying=True, footer=footer(given))
    for text in words.list("intro"):
        paper.text(text)
    of = {item.id: str(item.fields["text"]) for item in given.of_kind("recommendation")}
    rows = [
        (
            "; ".join(of.get(id, "") for id in rows_of(item, "recommendation")),
            *(
                str(item.fields.get(name, ""))
                for name in ("text", "owner", "by", "resources", "measure", "status")
            ),
        )
        for item in given.of_kind("action")
    ]
    used = {id for item in given.of_kind("action") for id in rows_of(item, "recommendation")}
    rows += [(text, *("",) * 6) for id, text in of.items() if id not in used]
    if not rows:
        paper.text(words["none"], note=True)
    headings = words.list("headings")
    paper.table(headings, (3, 4, 2, 1.6, 2, 3, 2), rows or [("",) * 7] * 6, caption=words["title"])
    yield Made("Report/Action plan.docx", paper.content())


def terms(given: PackInput) -> Iterator[Made]:
    """Make the terms of reference as they stand, with where each question is answered."""
    words = words_of(given, "terms")
    paper = Paper(words["title"], footer=footer(given))
    for text in words.list("intro"):
        paper.text(text)
    found = terms_of_reference(given.case.folder, given.items)
    rows = [
        (
            term.text,
            "\n".join(_said(given, item) for item in term.answered_by) + given.cited(term.rows)
            or words["open"],
        )
        for term in found
    ]
    if rows:
        paper.table(words.list("headings"), (4, 3), rows, caption=words["title"])
    else:
        paper.text(words["none"])
    paper.heading(words["panel"], 2)
    members = [
        tuple(str(item.fields.get(name, "")) for name in ("name", "role", "agency"))
        for item in given.of_kind("member")
    ]
    paper.table(words.list("panel_headings"), (3, 3, 3), members or [("",) * 3] * 4, caption=words["panel"])
    paper.heading(words["proceedings"], 2)
    paper.points([str(item.fields["name"]) for item in given.of_kind("proceeding")] or ["None is recorded."])
    yield Made("Report/Terms of reference.docx", paper.content())
