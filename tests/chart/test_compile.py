"""From the process as written to the chart as run."""

import pytest
from hypothesis import HealthCheck, given, settings

from charts import chart_of
from prosessi.chart.chart import ROOT, Kind, Raise, Trigger
from strategies import processes


def test_states_stand_in_document_order_under_the_root():
    chart = chart_of("states: {a: {states: {b: {}, c: {}}}, d: {}}")

    assert [vertex.name for vertex in chart.vertices] == ["tried", "a", "b", "c", "d"]
    assert [vertex.parent for vertex in chart.vertices] == [None, 0, 1, 1, 0]
    assert chart.named("c").ancestors == (1, ROOT)


def test_only_what_the_author_wrote_has_an_id():
    chart = chart_of("states: {p: {parallel: {a: {finish: t}}}}")

    assert chart.ids == {"p": 1, "a": 2}


def test_a_branch_of_one_step_becomes_work_and_an_end():
    chart = chart_of("states: {p: {parallel: {a: {finish: [s, t]}}}}")
    branch = chart.named("a")
    work, end = (chart[child] for child in branch.children)

    assert (branch.kind, work.kind, end.kind) == (Kind.COMPOUND, Kind.ATOMIC, Kind.FINAL)
    assert (work.name, work.written, end.written) == ("a", None, None)
    assert [(edge.events, edge.targets, edge.written) for edge in work.edges] == [(("s", "t"), (end.id,), None)]


def test_every_kind_of_state_is_told_apart():
    chart = chart_of("""
        states:
          atomic: {}
          compound: {states: {deep_history: {history: deep}, shallow_history: {history: shallow}, final: {final: done}}}
          parallel: {parallel: {x: {}}}
    """)

    kinds = {vertex.name: vertex.kind.value.replace(" ", "_") for vertex in chart.vertices[1:-1]}
    assert kinds == {name: name for name in kinds}


def test_edges_are_numbered_in_the_order_in_which_they_are_tried():
    chart = chart_of("""
        states:
          a: {transitions: [{event: t, else: true}, {event: t, if: active(b), to: b}], states: {c: {}}}
          b: {transitions: [{event: t, to: a}]}
    """)

    assert [edge.id for edge in chart.edges] == [0, 1, 2]
    assert [edge.fallback for edge in chart.named("a").edges] == [False, True]


@pytest.mark.parametrize(
    ("written", "trigger", "events"),
    [
        ("event: t", Trigger.EVENT, ("t",)),
        ("event: [s, t]", Trigger.EVENT, ("s", "t")),
        ("after: 2 days", Trigger.AFTER, ("after.0",)),
        ("at: '2026-01-01'", Trigger.AT, ("at.0",)),
        ("done: true", Trigger.DONE, ("done.a",)),
        ("always: true", Trigger.ALWAYS, ()),
    ],
)
def test_every_trigger_has_its_event(written, trigger, events):
    chart = chart_of(f"states: {{a: {{transitions: [{{{written}, to: c}}], states: {{b: {{}}}}}}, c: {{}}}}")

    assert [(edge.trigger, edge.events) for edge in chart.edges] == [(trigger, events)]


def test_data_are_set_before_events_are_raised():
    chart = chart_of("""
        case: {n: {type: integer}, f: {type: boolean}}
        states: {a: {transitions: [{event: t, raise: [u], set: {f: true, n: 2}}]}}
    """)
    first, second, third = chart.edges[0].actions

    assert [first.slot, second.slot, third] == [1, 0, Raise("u")]


@pytest.mark.parametrize(
    ("written", "begins"),
    [("", ["x"]), ("initial: y,", ["y"]), ("initial: z,", ["z"])],
)
def test_a_state_begins_where_it_says_or_with_its_first_state(written, begins):
    chart = chart_of(
        f"states: {{a: {{{written} states: {{h: {{history: deep}}, x: {{}}, y: {{states: {{z: {{}}}}}}}}}}}}"
    )

    assert [chart[state].name for state in chart.named("a").initial] == begins
    assert chart.named("h").initial == chart.named("a").initial


def test_a_state_may_begin_with_its_own_history():
    chart = chart_of("states: {a: {initial: h, states: {h: {history: deep}, x: {}}}}")

    assert [chart[state].name for state in chart.named("h").initial] == ["x"]


@pytest.mark.parametrize(("written", "join"), [("", None), ("join: all,", None), ("join: any,", 1), ("join: 2,", 2)])
def test_a_join_is_how_many_are_waited_for(written, join):
    chart = chart_of(f"states: {{p: {{{written} parallel: {{a: {{}}, b: {{}}, c: {{}}}}}}}}")

    assert chart.named("p").join == join


def test_a_rule_holds_in_its_states_and_below():
    chart = chart_of("""
        roles: {r: {}}
        rules: {only: {in: a, responsible: r}}
        states: {a: {states: {b: {states: {c: {}}}}}, d: {}}
    """)

    assert chart.entitlements[0].states == {chart.ids[name] for name in "abc"}


def test_a_deadline_knows_its_marks_and_the_dates_it_rests_on():
    chart = chart_of("""
        case: {n: {type: integer}, d: {type: date}, e: {type: date}}
        deadlines: {limit: {starts: {enter: a, event: t}, met_by: {exit: [a, b]}, within: 2 days, from: e}}
        states: {a: {transitions: [{event: t, to: b}]}, b: {}}
    """)
    watch = chart.watches[0]

    assert (watch.starts.enter, watch.starts.events, watch.met_by.exit) == ({1}, {"t"}, {1, 2})
    assert [slot.name for slot in watch.dates] == ["e"]


def test_a_chart_equals_only_itself():
    assert chart_of("states: {a: {}}") != chart_of("states: {a: {}}")


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(processes(timed=True))
def test_every_process_compiles_with_its_edges_in_place(process):
    chart = chart_of(process)

    assert [edge.id for edge in chart.edges] == list(range(len(chart.edges)))
    assert all(edge in chart[edge.source].edges for edge in chart.edges)
    assert all(vertex.id == place for place, vertex in enumerate(chart.vertices))
