"""Questions of graphs, answered as networkx answers them, and in an order that it does not promise."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosessi import graphs
from prosessi.graphs import last_rounds, reached, rounds, turned

PLACES = st.integers(0, 11)
GRAPHS = st.dictionaries(PLACES, st.lists(PLACES, max_size=4), min_size=1)
DEEP = {place: [place + 1] for place in range(20_000)} | {20_000: [10_000]}


def known(graph):
    """The same graph as networkx has it."""
    return nx.DiGraph({place: list(onward) for place, onward in graph.items()})


def faults(graph):
    """What is said of a graph that networkx does not say."""
    told, made = known(graph), [set(group) for group in rounds(graph)]
    condensed = nx.condensation(told)
    last = [condensed.nodes[group]["members"] for group in condensed if condensed.out_degree(group) == 0]
    places = {place: number for number, group in enumerate(made) for place in group}
    return [
        fault
        for fault, there in {
            "the groups": sorted(map(sorted, made)) != sorted(map(sorted, nx.strongly_connected_components(told))),
            "their order": any(places[to] > places[place] for place, onward in graph.items() for to in onward),
            "the last": sorted(map(sorted, last_rounds(graph))) != sorted(map(sorted, last)),
            "what is reached": any(reached(graph, [each]) != {each} | nx.descendants(told, each) for each in told),
            "what leads there": any(
                reached(turned(graph), [each]) != {each} | nx.ancestors(told, each) for each in told
            ),
        }.items()
        if there
    ]


@given(GRAPHS)
def test_graphs_are_answered_about_as_networkx_does(graph):
    assert faults(graph) == []


def test_a_long_way_is_followed_to_its_end():
    assert max(map(len, rounds(DEEP))) == 10_001
    assert len(reached(DEEP, [0])) == 20_001


def test_the_groups_come_in_the_order_of_the_graph():
    assert list(rounds({"b": ["a"], "a": [], "c": ["d"], "d": ["c"]})) == [("a",), ("b",), ("c", "d")]


@pytest.mark.parametrize(
    ("name", "planted", "noticed"),
    [
        ("rounds", lambda graph: iter([(place,) for place in graph]), "the groups"),
        ("rounds", lambda graph: reversed(list(graphs.rounds(graph))), "their order"),
        ("last_rounds", graphs.rounds, "the last"),
        ("reached", lambda _, starts: set(starts), "what is reached"),
        ("turned", dict, "what leads there"),
    ],
)
def test_wrong_answers_would_be_noticed(name, planted, noticed, monkeypatch):
    monkeypatch.setitem(globals(), name, planted)

    assert noticed in faults({1: [2], 2: [3], 3: [2, 4], 4: [5], 5: []})
    assert getattr(graphs, name) is not planted
