"""From a point to a question: the board, the check of balance, neutral words, and forms."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.case_files import Ran
from tests.gaps_support import written_case, written_folder
from workbench.chronology import Case
from workbench.enquiry import Card, FormProblem, answered, balance, board, draft_of, form_of, hints, rows_in
from workbench.gaps import Point, find_gaps, points
from workbench.journal import KINDS, Draft, Journal, open_journal

TODAY = date(2026, 11, 26)

REPORT = """
    police | 2019-01-03 | report_sent | Report sent. | told=childrens-services
    childrens-services | 2019-01-20 | visit_child | Visit.
    school | 2019-02-03 | education_event | Absent.
"""


@pytest.fixture(scope="module")
def case() -> Case:
    """A report by the police of which children's services have no record."""
    return written_case(REPORT)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """An empty journal."""
    yield open_journal(tmp_path)


def wrote(journal: Journal, kind: str, **fields: object) -> str:
    """Write one item and return its id."""
    [record] = journal.write([Draft(kind, fields)], who="Ann")
    return record.item


def named(case: Case) -> dict[str, Point]:
    """The points of a case, each by the ids of its reasons."""
    found = points(case, find_gaps(case).gaps)
    return {f"{gap.pattern}@{gap.events[0]}": point for point in found for gap in point.gaps}


def ids(cards: tuple[Card, ...]) -> list[str]:
    """The cards by their ids."""
    return [card.id for card in cards]


def test_the_board_shows_what_leads_to_what(case: Case, journal: Journal) -> None:
    """A point, the hypothesis made from it, its line of enquiry, its question, and what leads nowhere."""
    found = named(case)
    point = next(id for id in found if id.startswith("GP01"))
    claim = wrote(
        journal, "hypothesis", claim="The report did not arrive.", supports=["police:1"], points=[point]
    )
    lone = wrote(journal, "hypothesis", claim="The form was not known.", status="set aside")
    asked = wrote(journal, "enquiry", question="Who read it?", hypothesis=[claim], rows=["police:1"])
    second = wrote(journal, "question", text="What happened to it?", enquiry=[asked], order=2)
    first = wrote(journal, "question", text="How do reports arrive?", order=1)
    columns = board(found, {point: "to explore"}, journal.items())

    assert [column.kind for column in columns] == ["point", "hypothesis", "enquiry", "question"]
    of_points, claims, enquiries, questions = columns
    [card] = [card for card in of_points.cards if card.leads_to]
    assert (card.leads_to, card.rows, card.state) == ((claim,), ("police:1",), "to explore")
    assert [(card.id, card.leads_to, card.comes_from, card.aside) for card in claims.cards] == [
        (claim, (asked,), (card.id,), False),
        (lone, (), (), True),
    ]
    assert [(card.leads_to, card.comes_from) for card in enquiries.cards] == [((second,), (claim,))]
    assert ids(questions.cards) == [first, second]
    assert [column.leading_on for column in columns] == [1, 1, 1, 0]


def test_a_point_set_aside_asks_nothing_more(case: Case) -> None:
    """It stays on the board, apart."""
    found = named(case)
    states = dict.fromkeys(found, "explained")

    assert all(card.aside for card in board(found, states, ())[0].cards)


def test_the_balance_of_an_empty_board_names_what_is_absent(case: Case) -> None:
    """Nobody is asked anything, and neither the child nor the family has a voice."""
    found = balance(case.folder, board(named(case), {}, ()), (), today=TODAY)

    assert [(check.code, check.said) for check in found if not check.holds] == [
        ("agencies", "3 of 3 agencies without a question or a line of enquiry"),
        ("child_view", "The child's view: no record yet"),
        ("family_view", "The family's view: no record yet"),
        ("practice", "Good practice: no record yet"),
    ]
    assert found[0].said == "There is no hypothesis yet."


def test_the_balance_counts_what_is_open(case: Case, journal: Journal) -> None:
    """One of two hypotheses without anything against it, an enquiry without owner and past its day."""
    found = named(case)
    point = next(iter(found))
    bare = wrote(journal, "hypothesis", claim="They failed to read it.")
    wrote(journal, "hypothesis", claim="It was read later.", looked_against="The school's table.")
    late = wrote(journal, "enquiry", question="Who?", ask="Police", by="2026-11-25")
    owned = wrote(journal, "enquiry", question="When?", owner="Ann", by="2026-11-26")
    wrote(journal, "question", text="What was said?", agency="school")
    wrote(journal, "child_view", text="She told a friend.")
    wrote(journal, "further_event", text="A call.")
    wrote(journal, "further_event", text="A visit.", confirmed_row=["police:1"])
    items = journal.items()
    checks = balance(case.folder, board(found, {point: "to the learning event"}, items), items, today=TODAY)

    said = {check.code: check for check in checks if not check.holds}
    assert {code: check.said for code, check in said.items()} == {
        "contrary": "1 of 2 hypotheses without anything that speaks against it",
        "led_on": "2 of 2 hypotheses without a line of enquiry",
        "neutral": "1 of 5 cards with a word that judges, or says more than a record can",
        "agencies": "1 of 3 agencies without a question or a line of enquiry",
        "owner": "1 of 2 lines of enquiry without an owner",
        "overdue": "1 of 2 lines of enquiry past its day on 26 November 2026",
        "carried": "1 of 1 point for the learning event without a question there",
        "family_view": "The family's view: no record yet",
        "practice": "Good practice: no record yet",
        "further": "1 of 2 further events not confirmed by an agency's record",
    }
    assert said["contrary"].items == (bare,)
    assert said["neutral"].why == "Words to look at: “failed”."
    assert said["owner"].items == said["overdue"].items == (late,)
    assert said["agencies"].why == "Nothing is asked of: Childrens services."
    assert owned not in said["owner"].items


def test_a_point_is_carried_by_a_question_at_the_end_of_its_way(case: Case, journal: Journal) -> None:
    """Point, hypothesis, enquiry, question."""
    found = named(case)
    point = next(iter(found))
    claim = wrote(journal, "hypothesis", claim="A claim.", points=[point])
    asked = wrote(journal, "enquiry", question="Who?", hypothesis=[claim])
    wrote(journal, "question", text="Who?", enquiry=[asked])
    columns = board(found, {point: "to the learning event"}, journal.items())

    assert [c.holds for c in balance(case.folder, columns, (), today=TODAY) if c.code == "carried"] == [True]


def test_what_was_said_since_stands_at_its_point(case: Case, journal: Journal) -> None:
    """An explanation of one of its reasons, and the answer to a line of enquiry that came from it."""
    found = named(case)
    point = next(id for id in found if id.startswith("GP01"))
    wrote(journal, "explanation", point=point, text="The fax had moved.", by="Team manager", at="12 May 2026")
    wrote(journal, "explanation", point="GP99@police:1", text="Of a point that is gone.")
    claim = wrote(journal, "hypothesis", claim="It did not arrive.", points=[point])
    wrote(journal, "enquiry", question="Was it read?", hypothesis=[claim], answer="On 9 May.")
    wrote(journal, "enquiry", question="By whom?", hypothesis=[claim])
    said = answered(found, journal.items())

    assert {(one.question, one.text, one.by) for one in said[point]} == {
        ("", "The fax had moved.", "Team manager, 12 May 2026"),
        ("Was it read?", "On 9 May.", "Ann"),
    }
    assert all(found[id] is found[point] for id in said)


def test_the_command_says_what_was_said_since(tmp_path: Path, workbench: Callable[..., Ran]) -> None:
    """Beside each point, in JSON."""
    folder = written_folder(REPORT, tmp_path)
    draft = Draft("explanation", {"point": "GP01@police:1", "text": "The fax had moved.", "by": "Bo"})
    open_journal(folder).write([draft], who="Ann")
    found = json.loads(workbench("gaps", folder, "--format", "json").out)

    said = [one for point in found["points"] for one in point["said_since"]]
    assert said == [{"text": "The fax had moved.", "question": "", "by": "Bo"}]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The health visitor failed to visit and should not have closed.", ["failed", "should not have"]),
        ("No record of a visit was found.", []),
        ("Nobody told the school; it was Clearly an error.", ["Nobody", "Clearly", "error"]),
        ("The failsafe was set.", ["failsafe"]),
        ("They didn\u2019t know.", ["didn\u2019t"]),
        ("An unerring terror.", []),
    ],
)
def test_words_that_judge_are_pointed_out(text: str, found: list[str]) -> None:
    """As written, each once, whole words."""
    assert [hint.found for hint in hints(text)] == found


def test_a_form_becomes_a_draft_with_what_differs(journal: Journal) -> None:
    """Rows by commas or lines, days as people write them, what is emptied is taken away."""
    shown = ("question", "why", "by", "rows", "status")
    texts = {"question": "Who?\r\nWhen?", "by": "20 May 2026", "rows": "police:1, school:2\npolice:1"}
    draft = draft_of("enquiry", texts, shown=shown, rows={"police:1", "school:2"})
    [record] = journal.write([draft], who="Ann")
    item = journal.item(record.item)
    assert item is not None
    assert dict(item.fields) == {
        "question": "Who?\nWhen?", "by": "2026-05-20", "rows": ("police:1", "school:2"), "status": "open",
    }  # fmt: skip
    again = form_of(item.fields) | {"by": "", "why": "To know."}
    changed = draft_of(
        "enquiry", again, shown=shown, rows={"police:1", "school:2"}, item=item, seen=item.last
    )

    assert (changed.item, changed.seen) == (item.id, item.last)
    assert changed.fields == {"why": "To know.", "by": None}


def test_everything_wrong_with_a_form_is_said_at_once() -> None:
    """A row that is not there, words that are no row, a month where a day is asked for."""
    with pytest.raises(FormProblem) as refused:
        draft_of(
            "enquiry",
            {"rows": "police:9", "by": "May 2026"},
            shown=("rows", "by"),
            rows={"police:1"},
        )
    assert [str(problem) for problem in refused.value.problems] == [
        'The form, field "rows": The case has no entry police:9. Look at the number beside the entry. '
        "Nothing was saved.",
        'The form, field "by": “May 2026” is not one day. Write it as 2026-05-20 or 20 May 2026. '
        "Nothing was saved.",
    ]
    with pytest.raises(FormProblem, match="“the second one” names no entry"):
        draft_of("note", {"row": "the second one"}, shown=("row",), rows=())


@given(st.lists(st.from_regex(r"[a-z][a-z\-]{0,10}:[1-9][0-9]{0,3}", fullmatch=True), unique=True))
def test_rows_are_read_back_from_any_list(rows: list[str]) -> None:
    """However they are divided."""
    for divider in (", ", "\n", " ", ";"):
        assert rows_in(divider.join(rows)) == tuple(rows)


def test_every_kind_on_the_board_is_one_of_the_journal() -> None:
    """And the fields that link them are there."""
    assert KINDS["hypothesis"].fields["points"] == "texts"
    assert KINDS["enquiry"].fields["hypothesis"] == KINDS["question"].fields["enquiry"] == "items"
