"""How far what was passed on is on record, by pairs: the counts, the figure, and the page's view."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.gaps_support import written_case
from tests.narrowed import find
from workbench.chronology import Case
from workbench.figures.ledger_paths import MOST_PAIRS, paths_figure
from workbench.ledger import (
    BOTH,
    ENDS,
    INTENDED,
    RECEIVER,
    RECEIVER_ALONE,
    SENDER,
    SENDER_ALONE,
    STEPS,
    Ledger,
    Message,
    Path,
    Step,
    StepCount,
    by_day,
    ledger,
    path_words,
    paths,
)
from workbench.pages.address import Address
from workbench.pages.explorer import Explorer
from workbench.pages.figure import plain_spec

LINES = """
    police             | 2019-01-03 | report_sent     | Report: mother hit.      | told=childrens-services | people=mother | topics=domestic abuse
    childrens-services | 2019-01-04 | report_received | Report: mother was hit.  | heard_from=police | people=mother | topics=domestic abuse
    police             | 2019-03-01 | report_sent     | Report of <b>shouting</b>. | told=childrens-services | people=father
    childrens-services | 2019-05-02 | visit_child     | Visit.                   | people=infant
    police             | 2019-02-10 | report_sent     | Told housing.            | told=housing | people=father
    school             | 2019-04-01 | information_shared | Rang.                 | told=childrens-services | people=infant
"""  # noqa: E501


@pytest.fixture(scope="module")
def case() -> Case:
    return written_case(LINES)


@pytest.fixture
def page(case: Case) -> Explorer:
    return Explorer(case, Address())


# The counts


def ends(path: Path) -> dict[str, int]:
    return {name: number for name, number in path.ends.items() if number}


def test_each_pair_says_how_far_its_messages_are_on_record(case: Case) -> None:
    """One report has both ends, one only its sender's; of housing there is no timeline to look into."""
    found = paths(ledger(case))

    assert [(one.id, one.messages, ends(one)) for one in found] == [
        ("police..childrens-services", 2, {BOTH: 1, SENDER: 1}),
        ("police..housing", 1, {SENDER_ALONE: 1}),
        ("school..childrens-services", 1, {SENDER: 1}),
    ]
    assert found[0].steps == {
        "sent": StepCount(on_record=2),
        "received": StepCount(on_record=1, no_record=1),
        "understood": StepCount(on_record=1, no_record=1),
        "acted_on": StepCount(no_record=2),
        "fed_back": StepCount(no_record=2),
    }
    assert found[1].steps["received"] == StepCount(not_known=1)


def test_by_a_day_only_what_could_have_happened_counts(case: Case) -> None:
    """On the day of the report its receipt is a day away; the later ones are not there yet."""
    [one] = paths(ledger(case), by=date(2019, 1, 3))

    assert (one.id, ends(one)) == ("police..childrens-services", {SENDER: 1})
    assert one.steps["received"] == StepCount(no_record=1)


def test_only_the_messages_given_are_counted(case: Case) -> None:
    found = ledger(case)

    assert [one.id for one in paths(found, found.between("police", "housing"))] == ["police..housing"]


def test_the_words_give_every_count_its_denominator() -> None:
    counts = {step: StepCount(7) for step in STEPS} | {"received": StepCount(3, 0, 2, 2)}
    path = Path("a", "b", 7, counts, dict.fromkeys(ENDS, 0) | {RECEIVER: 1, INTENDED: 1})

    assert path_words(path, "School", "GP") == (
        "From School to GP: 7 messages on record, 3 of 7 with a receipt on record, 2 of 7 no record of a "
        "receipt in the timelines supplied, 2 of 7 not known: no timeline from them for that date. 1 of 7 on "
        "record with the receiver only. 1 of 7 only spoken of as intended."
    )
    assert "2 of 7 no record of a receipt by then" in path_words(path, "School", "GP", by_then=True)


days = st.dates(date(2019, 1, 1), date(2019, 1, 9))
steps = st.none() | st.builds(lambda day, perhaps: Step("police:1", day, day, perhaps), days, st.booleans())


@st.composite
def some_messages(draw: st.DrawFn) -> list[Message]:
    names = st.sampled_from(("police", "school", "gp"))
    found = []
    for _ in range(draw(st.integers(0, 12))):
        own: dict[str, Any] = {name: draw(steps) for name in (*STEPS, "intended")}
        known: dict[str, Any] = {name: draw(st.booleans()) for name in ("sender_known", "receiver_known")}
        found.append(Message(draw(names), draw(names), "message", (), (), "", **own, **known))
    return found


@given(some_messages(), st.none() | days)
def test_pairs_add_up_to_the_messages_and_steps_to_their_denominator(
    messages: list[Message], by: date | None
) -> None:
    found = paths(Ledger(tuple(messages), 1, 0), by=by)

    assert sum(one.messages for one in found) == sum(by_day(one, by) is not None for one in messages)
    for one in found:
        assert {count.of for count in one.steps.values()} == {one.messages} == {sum(one.ends.values())}
        assert all(count.perhaps <= count.on_record for count in one.steps.values())
        sent = sum(one.ends[end] for end in (BOTH, SENDER, SENDER_ALONE))
        received = sum(one.ends[end] for end in (BOTH, RECEIVER, RECEIVER_ALONE))
        assert (one.steps["sent"].on_record, one.steps["received"].on_record) == (sent, received)


# The figure


def drawn(found: tuple[Path, ...], labels: dict[str, str], **how: Any) -> Any:
    return paths_figure(found, labels, order=tuple(labels), with_timeline={"police", "gp"}, **how)


def path_of(sender: str, receiver: str, number: int, end: str = BOTH) -> Path:
    counts = {step: StepCount(number) for step in STEPS}
    return Path(sender, receiver, number, counts, dict.fromkeys(ENDS, 0) | {end: number})


def test_a_hostile_label_is_shown_letter_by_letter() -> None:
    figure = drawn((path_of("police", "gp", 2),), {"police": "<a href=x>P&D</a>", "gp": "GP"})

    text = str(plain_spec(figure))
    assert "<a href" not in text
    assert "&lt;a href=x&gt;P&amp;D&lt;/a&gt;" in text


def test_a_band_is_as_thick_as_its_messages_filled_where_recorded_and_chosen_by_its_pair() -> None:
    """The two bands from the police: both ends filled, and only the sender's half with the rest hollow."""
    found = (path_of("police", "gp", 4), path_of("police", "school", 2, SENDER))
    figure = drawn(found, {"police": "Police", "gp": "GP", "school": "School"})

    bands = {trace.meta: trace for trace in figure.data if str(trace.meta).startswith("pair:")}
    thick = {id: trace.y[0] - trace.y[-2] for id, trace in bands.items()}
    assert thick == {"pair:police..gp": 60, "pair:police..school": 30}
    hollow = [trace for trace in figure.data if trace.line.dash == "5px,3px"]
    assert [min(x for x in trace.x if x is not None) for trace in hollow] == [0.5]
    keys = [id for trace in figure.data for id in trace.customdata or ()]
    assert keys == [
        "agency:police", "agency:gp", "", "pair:police..gp", "pair:police..school",
    ]  # fmt: skip
    assert figure.layout.meta["messages"] == 6


def test_no_more_pairs_than_can_be_told_apart_and_the_chosen_one_are_drawn() -> None:
    labels = {f"a{number}": f"Agency {number}" for number in range(20)}
    found = tuple(path_of("a0", f"a{number}", 20 - number) for number in range(1, 20))
    figure = drawn(found, labels, chosen="a0..a19")

    metas = [trace.meta for trace in figure.data if str(trace.meta).startswith("pair:")]
    assert len(metas) == MOST_PAIRS + 1
    assert metas[-1] == "pair:a0..a19"
    assert figure.layout.meta["pairs"] == 19


def test_on_a_projector_letters_are_larger() -> None:
    found, labels = (path_of("police", "gp", 2),), {"police": "Police", "gp": "GP"}

    assert drawn(found, labels, projector=True).layout.font.size > drawn(found, labels).layout.font.size >= 12


# The page


def opened(page: Explorer, **state: str) -> str:
    page.visit({"part": "known", "view": "paths", **state})
    return page.known.body.html


def listed(html: str) -> list[str]:
    return re.findall(r'data-choose="pair:([^"]+)"', html)


def shown_pairs(page: Explorer) -> list[str]:
    """The pairs of the figure as the page got it."""
    metas = [str(trace.get("meta", "")) for trace in page.known.figure.spec["data"]]
    return [meta.removeprefix("pair:") for meta in metas if meta.startswith("pair:")]


def test_the_view_shows_bands_and_the_same_as_a_table(page: Explorer) -> None:
    html = opened(page)

    everyone = ["police..childrens-services", "police..housing", "school..childrens-services"]
    assert listed(html) == shown_pairs(page) == everyone
    assert page.known.figure in page.known.box.children
    assert "4 of 4 messages, 3 pairs of agencies" in html
    assert "no record of a receipt in the timelines supplied: <strong>2 of 4</strong>" in html
    assert "no timeline from the receiver for that date: <strong>1 of 4</strong>" in html
    assert '<strong>1 of 2</strong><span class="without">1 of 2 no record in the timelines supplied' in html
    assert "much written down, not much said" in html


def test_the_selection_and_the_narrowing_filter_the_paths(page: Explorer) -> None:
    opened(page)
    page.choose("agency:school")
    assert listed(page.known.body.html) == shown_pairs(page) == ["school..childrens-services"]
    page.choose("person:mother")
    assert listed(page.known.body.html) == ["police..childrens-services"]

    page.choose("back:")
    find(page, words="housing")
    assert listed(page.known.body.html) == ["police..housing"]
    find(page, words="nowhere")
    assert "Without this narrowing there are 4 messages" in page.known.body.html
    assert page.known.figure not in page.known.box.children


def test_what_came_later_is_hidden(page: Explorer) -> None:
    html = opened(page, day="2019-01-03", later="hidden")

    assert listed(html) == shown_pairs(page) == ["police..childrens-services"]
    assert "no record of a receipt by then: <strong>1 of 1</strong>" in html
    assert "2019-02" not in html + str(page.known.figure.spec)
    assert "Housing" not in html + str(page.known.figure.spec)


def test_a_pair_chosen_in_the_figure_narrows_the_ledger_and_the_address_keeps_it(page: Explorer) -> None:
    opened(page)
    page.known.figure.clicked = {"id": "pair:police..housing", "n": 1}

    html = page.known.body.html
    assert "1 of 4 messages from Police to Housing" in html
    assert 'data-choose="entry:police:3"' in html
    assert 'data-choose="entry:school:1"' not in html
    kept = dict(page.address.state)
    assert (kept["view"], kept["pair"]) == ("ledger", "police..housing")

    page.choose("view:paths")
    assert '<tr class="whose" data-here>' in page.known.body.html
    page.choose("pair:")
    assert "pair" not in page.address.state
    assert "4 of 4 messages" in page.known.body.html

    page.visit(kept)
    assert page.known.body.html == html


def test_a_pair_goes_where_an_agency_that_is_not_of_it_is_chosen(page: Explorer) -> None:
    opened(page, pair="police..housing")
    page.choose("agency:police")
    assert page.known.pair == "police..housing"
    page.choose("agency:school")
    assert page.known.pair == ""


def test_an_address_with_a_pair_that_is_not_here_says_so(page: Explorer) -> None:
    opened(page, pair="<b>..gp")

    assert (
        "No message of this case goes from one to the other of &#34;&lt;b&gt;..gp&#34;"
        in page.known.head.html
    )


def test_a_case_without_messages_says_what_a_path_needs() -> None:
    page = Explorer(
        written_case("police | 2019-01-03 | police_incident | Shouting heard. | people=mother"), Address()
    )
    html = opened(page)

    assert "A path needs an entry that says which agency was told" in html
    assert "Only one agency, Police, supplied a timeline" in html
    assert "1 of 1 entry name nobody" in html
    assert page.known.figure not in page.known.box.children
