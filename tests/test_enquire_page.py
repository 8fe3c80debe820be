"""The enquire page without a browser: cards, forms, what others write, conflicts, what is not saved."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from markupsafe import escape

from tests.gaps_support import written_folder
from workbench.chronology import load_case
from workbench.journal import KINDS, Draft, open_journal
from workbench.pages.address import Address
from workbench.pages.enquirer import Enquirer
from workbench.pages.explorer import Explorer
from workbench.pages.item_form import form_kind
from workbench.pages.places import SAMPLE_CASE, sample_cases_folder

LINES = """
    police | 2019-01-03 | report_sent | Report of <b>noise</b> sent. | told=childrens-services | people=mother
    childrens-services | 2018-12-01 | visit_child | Home visit. | people=infant | child_seen=seen
    gp | 2019-03-01 | missed_contact | Not brought. | people=infant
    gp | 2019-03-08 | missed_contact | Not brought again. | people=infant
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written_folder(LINES, tmp_path)


@pytest.fixture
def page(folder: Path) -> Enquirer:
    return opened(folder)


def opened(folder: Path, who: str = "Ann") -> Enquirer:
    """The page of one person."""
    return Enquirer(load_case(folder), Address(), who=who)


def fill(page: Enquirer, **texts: str) -> None:
    """Save the open form as the browser would: every field that it shows."""
    assert page.form is not None
    page.choose(f"save: {json.dumps(page.form.values | texts)}")


def write_hypothesis(page: Enquirer, claim: str = "The report went to an old address.") -> str:
    """Start a hypothesis from the first point and return its id."""
    page.choose("new:hypothesis:gap:GP01@police:1")
    fill(page, claim=claim)
    return page.open[0].removeprefix("item:")


def test_a_hypothesis_is_made_from_a_point_with_its_entries(page: Enquirer) -> None:
    """The form begins with the rows and the point; the saved card opens with both one click away."""
    page.choose("gap:GP01@police:1")
    assert 'data-choose="new:hypothesis:gap:GP01@police:1"' in page.side.html
    id = write_hypothesis(page)

    item = page.journal.item(id)
    assert item is not None
    assert dict(item.fields) == {
        "claim": "The report went to an old address.",
        "supports": ("police:1",),
        "status": "open",
        "points": ("GP01@police:1",),
    }
    assert (item.made_by, page.said) == ("Ann", ("done", "Saved."))
    assert page.form is None and page.form_sheet.html == ""
    assert 'data-choose="entry:police:1"' in page.side.html
    assert 'data-choose="gap:GP01@police:1"' in page.side.html
    assert "Report of &lt;b&gt;noise&lt;/b&gt; sent." in page.side.html
    assert page._lit() == {"police:1"}


def test_the_way_leads_on_to_a_question_for_the_learning_event(page: Enquirer) -> None:
    """An enquiry carries the rows and the hypothesis, a question the enquiry, its words and whom it asks."""
    claim = write_hypothesis(page)
    page.choose(f"new:enquiry:item:{claim}")
    fill(page, question="Who opened the post?", ask="Childrens services", owner="Bo", by="2026-12-01")
    enquiry = page.open[0].removeprefix("item:")
    page.choose(f"new:question:item:{enquiry}")
    assert page.form and page.form.values == {
        "rows": "police:1", "enquiry": enquiry, "text": "Who opened the post?",
        "agency": "Childrens services",
    }  # fmt: skip
    fill(page)

    assert [(column.kind, column.leading_on) for column in page.columns()] == [
        ("point", 1), ("hypothesis", 1), ("enquiry", 1), ("question", 0),
    ]  # fmt: skip
    page.choose("part:balance")
    assert "2 of 3 agencies without a question or a line of enquiry" in page.main.html


def test_an_entry_opens_from_a_card_and_goes_back_to_it(page: Enquirer) -> None:
    """Its words as written, and what can be made of it."""
    id = write_hypothesis(page)
    page.choose("entry:police:1")
    assert "Report of &lt;b&gt;noise&lt;/b&gt; sent." in page.side.html
    assert 'data-choose="new:note:entry:police:1"' in page.side.html
    assert page.address.state == {"item": id, "entry": "police:1"}

    page.choose("back:")
    assert page.address.state == {"item": id}
    page.choose("back:")
    assert "Choose a card" in page.side.html


def test_entries_go_into_the_open_form(page: Enquirer) -> None:
    """While a hypothesis is written, an entry that is opened can speak for it or against it."""
    page.choose("new:hypothesis:")
    page.choose("entry:gp:1")

    assert 'data-put="supports gp:1"' in page.side.html
    assert 'data-put="against gp:1"' in page.side.html
    page.choose("cancel:")
    page.choose("entry:gp:1")
    assert "data-put" not in page.side.html


def test_nothing_is_saved_without_a_name_and_the_text_stays(page: Enquirer) -> None:
    """What was typed is still in the form."""
    page.who.value = "  "
    page.choose("new:note:entry:gp:1")
    fill(page, text="Ask about the letters.")

    assert "Give your name above" in page.form_sheet.html
    assert "Ask about the letters." in page.form_sheet.html
    assert page.journal.items == ()


def test_everything_wrong_with_a_form_is_said_in_it(page: Enquirer) -> None:
    """With the labels that the form has, and the text stays."""
    page.choose("new:enquiry:")
    fill(page, question="", rows="gp:9", by="soon")

    assert page.form is not None and page.form.problems == (
        "By when: “soon” is not one day. Write it as 2026-05-20 or 20 May 2026. Nothing was saved.",
        "Entries: The case has no entry gp:9. Look at the number beside the entry. Nothing was saved.",
    )
    fill(page, question="", rows="gp:1", by="")
    assert page.form.problems == (
        "Question: A enquiry needs it, and it is empty. Fill it in. Nothing was saved.",
    )


def test_two_people_see_what_each_other_writes(folder: Path) -> None:
    """At the next look; a form that is open keeps what is typed in it."""
    ann, bo = opened(folder), opened(folder, "Bo")
    bo.choose("new:note:entry:gp:1")
    typed = bo.form_sheet.html
    write_hypothesis(ann)
    assert "old address" not in bo.main.html

    bo.look()
    assert "old address" in bo.main.html
    assert bo.form_sheet.html == typed


def test_a_text_that_two_people_change_is_offered_side_by_side(folder: Path) -> None:
    """Nothing of either is lost; mine, theirs or a third goes through."""
    ann, bo = opened(folder), opened(folder, "Bo")
    id = write_hypothesis(ann)
    bo.look()
    for page in (ann, bo):
        page.choose(f"edit:{id}")
    fill(ann, claim="Ann's <i>words</i>.")
    fill(bo, claim="Bo's words.", unknown="Who read it.")

    assert "Ann changed the same" in bo.form_sheet.html
    assert (
        "Bo&#39;s words." in bo.form_sheet.html
        and "Ann&#39;s &lt;i&gt;words&lt;/i&gt;." in bo.form_sheet.html
    )
    fill(bo, claim="Words of both.")
    item = bo.journal.item(id)
    assert item is not None
    assert (item.fields["claim"], item.fields["unknown"], item.changed_by) == (
        "Words of both.",
        "Who read it.",
        "Bo",
    )
    assert [record.who for record in bo.journal.history(id)] == ["Ann", "Ann", "Bo"]

    ann.choose(f"edit:{id}")
    fill(ann, claim="Late.")
    assert "Bo changed the same" in ann.form_sheet.html
    ann.choose("theirs:")
    assert ann.form is not None and ann.form.values["claim"] == "Words of both."


def test_an_earlier_version_is_restored_and_a_withdrawn_card_leaves(page: Enquirer) -> None:
    """Both are further records."""
    id = write_hypothesis(page, "First.")
    first = page.journal.history(id)[0].number
    page.choose(f"edit:{id}")
    fill(page, claim="Second.")
    page.choose(f"restore:{id}:{first}")
    item = page.journal.item(id)
    assert item is not None and item.fields["claim"] == "First."

    page.choose(f"withdraw:{id}:{item.last}")
    assert page.journal.items == () and page.open == []
    assert len(page.journal.history(id)) == 4


def test_a_point_is_decided_about_on_the_board(page: Enquirer) -> None:
    """With the same form as on the explore page; set aside, it leaves the column."""
    given = {"state": "explained", "reason": "Rung.", "who": "Ann", "about": ""}
    page.choose("gap:GP01@police:1")
    page.choose(f"decide:GP01@police:1 {json.dumps(given)}")

    [column] = [column for column in page.columns() if column.kind == "point"]
    assert {card.id: card.aside for card in column.cards}["GP01@police:1"] is True
    assert "1 set aside or done" in page.main.html


def test_further_events_stand_apart_until_an_agency_confirms_them(page: Enquirer) -> None:
    """With who said so."""
    page.choose("part:notes")
    page.choose("new:further_event:")
    fill(page, text="Grandmother rang.", when="early in March", said_by="Mother")

    assert "not confirmed by an agency&#39;s record" in page.main.html
    page.choose(f"edit:{page.open[0][5:]}")
    fill(page, confirmed_row="gp:1")
    assert "confirmed by gp:1" in page.main.html


def test_the_address_opens_a_form_from_a_selection_of_the_explore_page(page: Enquirer) -> None:
    """For a point, an entry, an agency, a person; what is gone is said."""
    for source, rows in (
        ("gap:GP01@police:1", "police:1"),
        ("entry:gp:2", "gp:2"),
        ("agency:gp", "gp:1\ngp:2"),
        ("person:mother", "police:1"),
        ("entry:gp:77", ""),
    ):
        page.visit({"new": "hypothesis", "from": source})
        assert page.form is not None and page.form.values.get("supports", "") == rows
    page.visit({"item": "zzz", "gap": "GP99@police:1", "part": "nothing"})
    assert page.said == (
        "problem",
        "The address names what this case does not hold: gap:GP99@police:1, item:zzz.",
    )
    assert page.part == "board"


def test_the_explore_page_leads_to_a_hypothesis(folder: Path) -> None:
    """From a point, an entry, an agency."""
    explorer = Explorer(load_case(folder), Address())
    for chosen, source in (
        ("gap:GP01@police:1", "gap%3AGP01%40police%3A1"),
        ("entry:gp:1", "entry%3Agp%3A1"),
        ("agency:gp", "agency%3Agp"),
    ):
        explorer.choose(chosen)
        assert f'href="enquire?case={folder.name}#new=hypothesis&amp;from={source}"' in explorer.side.html


def test_a_sample_case_is_not_written_into() -> None:
    """What is tried out on it goes with the page."""
    place = sample_cases_folder() / SAMPLE_CASE
    page = opened(place)
    page.choose("new:note:")
    fill(page, text="Tried.")

    assert page.said == ("done", "Kept until this page is closed: a sample case is not changed.")
    assert not (place / "journal.db").exists()


def test_a_journal_that_cannot_be_read_is_said_and_the_page_stands(folder: Path) -> None:
    """In words, with the points still there."""
    (folder / "journal.db").write_bytes(b"no database at all" * 100)
    page = opened(folder)

    assert "journal.db" in page.notes.html
    assert "Points to explore" in page.main.html


def test_odd_texts_are_kept_and_shown_as_text(page: Enquirer) -> None:
    """Welsh, right-to-left, emoji, pasted markup, a very long text."""
    text = "Siân ŵ مرحبا 👶🏽 <script>alert(1)</script> " + "x" * 20_000
    id = write_hypothesis(page, text)
    item = page.journal.item(id)

    assert item is not None and item.fields["claim"] == text
    assert "<script>" not in page.side.html + page.main.html
    page.choose(f"edit:{id}")
    fill(page, claim="y" * 100_001)
    assert page.form is not None
    assert page.form.problems[0].startswith(
        "What could explain it, in neutral words: The text has 100,001 letters"
    )


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("decision", "view")])
def test_every_kind_has_a_form(page: Enquirer, kind: str) -> None:
    """With a field for everything that the journal keeps of it but what another page sets."""
    page.choose(f"new:{kind}:")
    assert page.form is not None and str(escape(form_kind(kind).start)) in page.form_sheet.html
    assert {one.name for one in form_kind(kind).fields} == set(KINDS[kind].fields)


def test_a_copied_case_brings_its_journal(folder: Path, tmp_path: Path) -> None:
    """It is one file in the folder."""
    write_hypothesis(opened(folder))
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)

    assert "old address" in opened(copy).main.html
    open_journal(copy).write([Draft("note", {"text": "Only here."})], who="Bo")
    assert "Only here." not in opened(folder).main.html


def test_an_explanation_stands_at_its_point_here_and_on_the_explore_page(
    page: Enquirer, folder: Path
) -> None:
    """With who gave it; where later things are hidden, it is too."""
    page.choose("gap:GP01@police:1")
    page.choose("new:explanation:gap:GP01@police:1")
    fill(page, text="The fax had moved.", by="Team manager", at="Learning event")

    assert "The fax had moved." in page.side.html
    assert "Team manager, Learning event" in page.side.html
    explorer = Explorer(load_case(folder), Address())
    explorer.choose("gap:GP01@police:1")
    assert "The fax had moved." in explorer.side.html


def test_the_review_stands_in_a_part_of_its_own(page: Enquirer) -> None:
    """A step is dated, a question of the terms ticked, a member named, in the same forms."""
    page.choose("part:review")
    page.choose("new:milestone:step:learning_event")
    fill(page, done="2026-11-03")
    assert "3 November 2026" in page.main.html
    page.choose("new:term:text:How well did agencies work together?")
    fill(page, rows="police:1")
    assert "Ticked to where it is answered: 1 of 1 questions." in page.main.html
    page.choose("new:member:")
    fill(page, name="Ann", agency="Police")
    assert "No member from 2 of 3 agencies" in page.main.html


def test_documents_are_made_and_given_to_save(page: Enquirer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The chosen ones, in one package; what was left out and guessed is said."""
    given: list[tuple[str, bytes]] = []
    monkeypatch.setattr(page.download, "give", lambda name, content: given.append((name, content)))
    page.choose("part:documents")
    form = {"document": "actions\ngenogram", "rows": "yes", "anonymised": "yes"}
    page.choose(f"pack: {json.dumps(form)}")

    [(name, content)] = given
    assert name == "anonymised documents.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.namelist() == ["Report/Action plan.docx"]
    assert page.said[0] == "done" and "Left out: Genogram." in page.said[1]
    page.choose(f"pack: {json.dumps({'rows': 'yes'})}")
    assert page.said == ("problem", "Tick at least one document.")
