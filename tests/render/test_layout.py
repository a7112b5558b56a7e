"""Nothing in a picture overlaps, and no line runs through what it does not join."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from charts import chart_of
from pictures import SHIPPED, chart, scene_of
from places import faults
from prosessi.render.geometry import Rect, hits
from prosessi.render.plan import GATES
from strategies import processes

BRANCHES = """
events: {in: {}, out: {}, go: {}}
states:
  both:
    parallel:
      short:
        states:
          zeroth: {transitions: [{event: go, to: one}]}
          one: {transitions: [{event: in, to: last}, {event: out, to: end}]}
      long:
        states:
          first: {transitions: [{event: go, to: second}]}
          second: {transitions: [{event: go, to: last}]}
          last: {transitions: [{event: in, to: one}, {event: out, to: end}]}
  end: {final: success}
"""


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("direction", ["down", "right"])
@pytest.mark.parametrize("view", ["chart", "lanes"])
@pytest.mark.parametrize("name", [*SHIPPED, "small", "odd"])
def test_nothing_overlaps_in_the_shipped_processes(name, view, direction, language):
    scene = scene_of(chart(name), view, direction, language)

    assert list(faults(scene)) == []


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(processes(), st.sampled_from(["chart", "lanes"]), st.sampled_from(["down", "right"]))
def test_nothing_overlaps_in_random_charts(process, view, direction):
    scene = scene_of(chart_of(process), view, direction)

    assert list(faults(scene)) == []


@pytest.mark.deep
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(process=processes(timed=True))
def test_nothing_overlaps_in_many_random_charts(process):
    made = chart_of(process)
    pictures = [(view, direction) for view in ("chart", "lanes") for direction in ("down", "right")]

    assert [fault for picture in pictures for fault in faults(scene_of(made, *picture))] == []


def test_the_search_for_faults_sees_an_overlap():
    scene = scene_of(chart("small"))
    first, second = list(scene.layout.rects)[:2]
    scene.layout.rects[first] = scene.layout.rects[second]

    assert f"{first} overlaps {second}" in faults(scene)


def test_every_state_and_transition_has_its_place():
    scene = scene_of(chart("monialainen-palvelutarpeen-arviointi"))
    moving = {f"p{edge.id}" for edge in scene.facts.edges.values() if not edge.stays}

    assert {f"s{state}" for state in scene.facts.states} | moving <= set(scene.layout.rects)


@pytest.mark.parametrize("view", ["chart", "lanes"])
def test_every_line_begins_and_ends_at_the_edges_of_its_boxes(view):
    scene = scene_of(chart("jalkihuolto"), view)

    for line in scene.lines:
        for point, key in ((line.points[0], line.link.start), (line.points[-1], line.link.end)):
            assert on_edge(point, scene.layout.rects[key])


@pytest.mark.parametrize("direction", ["down", "right"])
def test_the_gates_of_a_stretched_branch_stand_on_its_border(direction):
    layout = scene_of(chart_of(BRANCHES), "chart", direction).layout
    gates = {key: rect for key, rect in layout.rects.items() if key[0] in GATES}

    assert gates
    assert all(on_edge(rect.centre, layout.rects[f"s{key.partition('-')[2]}"]) for key, rect in gates.items())


def on_edge(point, rect):
    x, y = point
    inside = rect.grown(0.5).holds(Rect(x, y, 0, 0))
    return inside and not any(hits([(x - 0.1, y - 0.1), (x + 0.1, y + 0.1)], [rect.grown(-1)]))


def test_roles_stand_in_their_own_lanes():
    scene = scene_of(chart("small"), "lanes")
    lanes = {lane.name: lane.rect for lane in scene.lanes}
    start = next(fact for fact in scene.facts.states.values() if fact.key == "alussa")

    assert lanes["Hakija"].holds(scene.layout.rects[f"s{start.id}"])
