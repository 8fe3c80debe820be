"""The agency-contact network: what counts as a contact, whose record it is, fixed places, any day."""

from __future__ import annotations

import io
import time
from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.chronology import Case, load_case
from workbench.network import CAUTION, as_json, contacts, measures, network, to_networkx
from workbench.network.rings import places

HEAD = "date,event,kind,told,heard from,people,mode,child seen\n"
PEOPLE = (
    "id,label,sex,birth,death,role\n"
    "ann,Ann,female,2012,,child\nmum,Mother,female,,,mother\ndad,Father,male,,,father\n"
)


def written(folder: Path, **timelines: str) -> Case:
    """Write a case about Ann from the rows of its timelines, and load it."""
    (folder / "timelines").mkdir(parents=True)
    (folder / "case.toml").write_text('subject = "ann"\n')
    (folder / "people.csv").write_text(PEOPLE)
    for name, rows in timelines.items():
        (folder / "timelines" / f"{name.replace('_', '-')}.csv").write_text(HEAD + rows)
    return load_case(folder)


def edges(
    case: Case, day: date | None = None, since: date | None = None
) -> dict[tuple[str, str], tuple[int, str]]:
    """Return count and whose record it is, by the two bare names."""
    seen = network(case).as_of(day, since)
    return {
        (edge.source.partition(":")[2], edge.target.partition(":")[2]): (edge.count, edge.recorded_by)
        for edge in seen.edges
    }


@pytest.fixture
def three(tmp_path: Path) -> Case:
    """A message on both sides, one on the sender's, one on the receiver's, one to a GP without a timeline."""
    return written(
        tmp_path / "three",
        police=(
            "1/2/2019,Report,report_sent,midwifery,,,,\n"
            "1/3/2019,Report,report_sent,housing,,,,\n"
            "1/4/2019,Letter,information_shared,gp,,,,\n"
        ),
        midwifery="2/2/2019,Report came,report_received,,police,,,\n",
        housing="5/5/2019,Call from midwife,information_shared,,midwifery,,,\n",
    )


def test_a_message_recorded_at_both_ends_counts_once(three: Case) -> None:
    assert edges(three) == {
        ("police", "midwifery"): (1, "both"),
        ("police", "housing"): (1, "sender"),
        ("midwifery", "housing"): (1, "receiver"),
        ("police", "gp"): (1, "sender"),
    }
    ends = contacts(three)
    assert ends[["kind", "entry", "contact", "recorded_by"]].values.tolist() == [
        ["told", "police:1", "police:1>midwifery:1", "both"],
        ["heard", "midwifery:1", "police:1>midwifery:1", "both"],
        ["told", "police:2", "police:2 told housing", "sender"],
        ["told", "police:3", "police:3 told gp", "sender"],
        ["heard", "housing:1", "housing:1 heard midwifery", "receiver"],
    ]


def test_an_agency_that_only_others_name_says_that_no_timeline_came(three: Case) -> None:
    [gp] = [node for node in network(three).nodes if node.id == "agency:gp"]
    assert (gp.label, gp.supplied_timeline, gp.note) == ("General practice", False, "no timeline supplied")


def test_a_name_that_fits_several_services_is_not_guessed(tmp_path: Path) -> None:
    case = written(
        tmp_path / "two",
        police="1/2/2019,Report,report_sent,childrens-services,,,,\n",
        assessment_team="1/8/2019,x,,,,,,\n",
        care_and_support_team="1/8/2019,x,,,,,,\n",
    )
    assert edges(case) == {("police", "childrens-services"): (1, "sender")}
    [node] = [node for node in network(case).nodes if not node.supplied_timeline]
    assert (node.label, node.note) == ("Children's services", "service not named")


def test_contacts_with_people_and_those_not_made_are_kept_apart(tmp_path: Path) -> None:
    case = written(
        tmp_path / "people",
        midwifery=(
            "1/2/2019,Visit,visit_child,,,ann; mum,home,not seen\n"
            "2/2/2019,No reply,no_access,,,mum,,\n"
            "3/2/2019,About the father,information_shared,,,dad,,\n"
        ),
        police=(
            "4/2/2019,Called out,police_incident,,,dad,,seen\n5/2/2019,Intelligence,police_incident,,,dad,,\n"
        ),
    )
    ends = contacts(case)
    assert ends[["source", "target", "kind", "entry", "mode"]].values.tolist() == [
        ["agency:midwifery", "person:ann", "missed", "midwifery:1", "home"],
        ["agency:midwifery", "person:mum", "seen", "midwifery:1", "home"],
        ["agency:midwifery", "person:mum", "missed", "midwifery:2", ""],
        ["agency:police", "person:dad", "seen", "police:1", ""],
    ]
    [mum] = [edge for edge in network(case).as_of().edges if edge.target == "person:mum"]
    assert (mum.seen, mum.missed, mum.count) == (1, 1, 2)
    assert (mum.first, mum.last) == (date(2019, 2, 1), date(2019, 2, 2))


def test_a_date_shows_and_hides_and_moves_nothing(three: Case) -> None:
    assert edges(three, day=date(2019, 1, 31)) == {}
    assert set(edges(three, day=date(2019, 3, 1))) == {("police", "midwifery"), ("police", "housing")}
    assert set(edges(three, since=date(2019, 4, 2))) == {("midwifery", "housing")}

    drawn = network(three)
    places_of = {node.id: (node.x, node.y) for node in drawn.nodes}
    early = drawn.as_of(date(2019, 1, 31)).nodes
    assert {node.id: (node.x, node.y) for node in early} == {
        id: place for id, place in places_of.items() if id not in ("agency:gp",)
    }
    assert [node.active for node in early] == [False] * len(early)


def test_a_vague_message_counts_from_the_first_day_it_could_be(tmp_path: Path) -> None:
    case = written(
        tmp_path / "vague",
        police=(
            "March 2019,A,report_sent,gp,,,,\nbefore 5 June 2019,B,report_sent,gp,,,,\n"
            "one day,C,report_sent,gp,,,,\n"
        ),
    )
    days = (date(2019, 2, 28), date(2019, 3, 1), date(2019, 6, 4))
    counts = [edges(case, day=day).get(("police", "gp")) for day in days]
    assert counts == [None, (1, "sender"), (2, "sender")]
    assert edges(case) == {("police", "gp"): (3, "sender")}


def test_json_says_what_was_looked_at_and_gives_the_rows(three: Case) -> None:
    told = as_json(network(three), day=date(2019, 3, 1))

    assert told["as_of"] == "2019-03-01"
    assert told["of"] == {
        "entries": 5, "undated": 0, "without_told_or_heard": 0, "without_people": 5, "without_kind": 0,
        "agencies": 3,
    }  # fmt: skip
    assert told["edges"][0] == {
        "from": "agency:police", "to": "agency:midwifery", "kind": "message", "count": 1, "not_made": 0,
        "recorded_by": "both", "recorded": {"both": 1, "sender": 0, "receiver": 0},
        "first": "2019-02-01", "last": "2019-02-02", "events": ["police:1", "midwifery:1"],
    }  # fmt: skip
    assert [node["id"] for node in told["nodes"]] == [
        "person:ann", "agency:police", "agency:housing", "agency:midwifery",
    ]  # fmt: skip
    assert told["caution"] == CAUTION
    assert told["measures"]["agency:police"] == {
        "degree": 2, "messages_sent": 2, "messages_received": 0, "betweenness": 1.0, "reach": 2,
    }  # fmt: skip


def test_measures_follow_messages_that_are_passed_on(three: Case) -> None:
    found = measures(network(three))
    assert found["agency:police"]["reach"] == 3
    assert found["agency:housing"]["reach"] == 0
    assert found["agency:police"]["betweenness"] == pytest.approx(0.667)


def test_the_graph_can_be_written_as_graphml(three: Case) -> None:
    graph = to_networkx(network(three))
    assert graph.edges["agency:police", "agency:midwifery"]["weight"] == 1
    nx.write_graphml(graph, io.BytesIO())


def test_a_case_without_messages_or_people_is_an_empty_network(tmp_path: Path) -> None:
    case = written(tmp_path / "bare", police="1/2/2019,A note,,,,,,\n")
    drawn = network(case)
    assert drawn.as_of().edges == ()
    shown = [(node.id, node.active) for node in drawn.as_of().nodes]
    assert shown == [("person:ann", False), ("agency:police", False)]


def test_a_moved_slider_answers_within_20_ms_at_10_000_entries(tmp_path: Path) -> None:
    rows = "".join(
        f"{1 + i % 28}/{1 + i % 12}/{2010 + i % 9},x,report_sent,{told},,mum; ann,home,\n"
        for i, told in enumerate(["school", "gp;housing"] * 1250)
    )
    agencies = ("police", "midwifery", "health_visiting", "housing")
    drawn = network(written(tmp_path / "big", **{agency: rows for agency in agencies}))
    best = 1.0
    for year in range(2010, 2018):
        start = time.perf_counter()
        drawn.as_of(date(year, 5, 5))
        best = min(best, time.perf_counter() - start)
    assert best < 0.02


@given(st.integers(0, 14), st.integers(0, 6), st.randoms(use_true_random=False))
def test_every_node_has_a_place_of_its_own_on_its_ring(agencies: int, family: int, random) -> None:
    rings = {
        "child": ["person:c"],
        "family": [f"person:{i}" for i in range(family)],
        "agency": [f"agency:{i}" for i in range(agencies)],
    }
    nodes = [node for ring in rings.values() for node in ring]
    weights = {(a, b): random.randint(1, 9) for a in nodes for b in nodes if a < b and random.random() < 0.3}
    at = places(rings, weights)

    assert set(at) == set(nodes) and len(set(at.values())) == len(nodes)
    assert at == places(rings, weights)
    for ring, radius in (("child", 0.0), ("family", 0.48), ("agency", 1.0)):
        for node in rings[ring]:
            assert (at[node][0] ** 2 + at[node][1] ** 2) ** 0.5 == pytest.approx(radius, abs=0.001)


def test_those_often_in_touch_stand_side_by_side() -> None:
    names = [f"agency:{i}" for i in range(8)]
    pairs = (("agency:0", "agency:4"), ("agency:2", "agency:6"))
    at = places({"child": [], "family": [], "agency": names}, dict.fromkeys(pairs, 9))
    for a, b in pairs:
        assert ((at[a][0] - at[b][0]) ** 2 + (at[a][1] - at[b][1]) ** 2) ** 0.5 < 0.8
