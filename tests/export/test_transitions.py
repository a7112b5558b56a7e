"""The bridge to `transitions`: what it can say runs alike, and what it cannot is refused by name."""

from __future__ import annotations

from datetime import datetime

import pytest
import yaml
from hypothesis import HealthCheck, Phase, find, given, settings
from transitions import MachineError
from transitions.extensions import HierarchicalMachine

import bridgeable
import prosessi
from charts import ROOT, chart_of
from prosessi.chart.case import Refused, begin, data_of, send
from prosessi.errors import NotExpressible, ProsessiError
from prosessi.export.transitions import export
from prosessi.export.transitions.limits import differences
from prosessi.export.transitions.machine import ProcessMachine
from prosessi.messages import speaking

AT = datetime(2025, 1, 1)
CASES = sorted((ROOT / "tests" / "semantics").glob("*.yaml"))

ORDER = """
    case:
      n: {type: integer, default: 0}
      m: {type: integer, default: 0}
    events: {go: {}, other: {}}
"""
NEEDED = {
    "a move into a branch from outside": (
        "states: {a: {transitions: [{event: go, to: y}]}, p: {parallel: {r: {states: {x: {}, y: {}}}, q: {}}}}",
        ["go"],
    ),
    "a move from branch to branch": (
        """states: {p: {parallel: {r: {states: {x: {transitions: [{event: other, to: w}]},
                                                w: {transitions: [{event: go, to: z}]}}},
                                   q: {states: {y: {}, z: {}}}}}}""",
        ["other", "go"],
    ),
    "a branch that is entered anew": (
        """states: {p: {parallel: {r: {transitions: [{event: go, to: r, re-enter: true}]},
                                   q: {states: {y: {transitions: [{event: other, to: z}]}, z: {}}}}}}""",
        ["other", "go"],
    ),
    "a move within that leaves what it goes through": (
        """states: {a: {transitions: [{event: go, to: y}],
                        states: {b: {entry: {set: {n: n + 1}}, states: {x: {}, y: {}}}}}}""",
        ["go"],
    ),
    "branches that leave for different places at one event": (
        """states: {p: {parallel: {r: {transitions: [{event: go, to: a}]}, q: {transitions: [{event: go, to: b}]}}},
                    a: {}, b: {}}""",
        ["go"],
    ),
    "branches that read what the other writes": (
        """states: {p: {parallel: {r: {transitions: [{event: go, set: {m: n}}]},
                                   q: {states: {y: {transitions: [{event: go, set: {n: n + 1}}]}}}}}}""",
        ["go"],
    ),
    "a condition on where the other branch is": (
        """states: {p: {parallel: {r: {states: {x: {transitions: [{event: go, to: y}]}, y: {}}},
                                   q: {transitions: [{event: go, if: active(x), set: {n: 1}}]}}}}""",
        ["go"],
    ),
    "an outer move that goes nowhere beside an inner one": (
        """states: {p: {transitions: [{event: go, set: {n: 1}}],
                        parallel: {r: {transitions: [{event: go, set: {m: 1}}]}, q: {}}}}""",
        ["go"],
    ),
    "exits whose order matters": (
        """states: {p: {transitions: [{event: go, to: a}],
                        parallel: {r: {exit: {set: {n: 1}}}, q: {exit: {set: {n: 2}}}}}, a: {}}""",
        ["go"],
    ),
    "entries whose order matters": (
        """states: {a: {transitions: [{event: go, to: p}]},
                    p: {parallel: {r: {states: {x: {entry: {set: {n: 1}}}}}, q: {entry: {set: {n: 2}}}}}}""",
        ["go"],
    ),
    "an action between an exit and an entry": (
        """states: {a: {exit: {set: {n: n + 1}}, transitions: [{event: go, set: {n: n * 2 + 1}, to: b}]},
                    b: {entry: {set: {n: n * 3}}}}""",
        ["go"],
    ),
}


def both(chart, model):
    """How a chart's case and a machine's model stand, as far as both can tell."""
    return model.machine.active(model), {slot.name: getattr(model, slot.name) for slot in chart.slots}


class Model:
    """An object of somebody's own."""


def driven(chart, make):
    """A model under a machine, or None where the case cannot even begin."""
    model = Model()
    try:
        model.machine = make(chart, model)
    except NotExpressible:
        raise
    except ProsessiError:
        return None
    return model


def begun(chart):
    try:
        return begin(chart, {}, at=AT).case
    except ProsessiError:
        return None


def sent(chart, case, event, decided):
    try:
        taken = send(chart, case, event, decided=decided)
    except ProsessiError:
        return case
    return case if isinstance(taken, Refused) else taken.case


def triggered(model, event, decided):
    try:
        model.machine.trigger_event(model, event, **decided)
    except (MachineError, ProsessiError):
        return


def disagreement(chart, acts, make=export):
    """The first moment at which prosessi and the machine stand differently, or None."""
    model, case = driven(chart, make), begun(chart)
    if model is None or case is None:
        return None if model is case else "only one of them begins"
    for number, (event, b) in enumerate([(None, None), *acts]):
        decided = {"b": b} if event == "e3" and b is not None else {}
        if event is not None:
            case = sent(chart, case, event, decided)
            triggered(model, event, decided)
        ours, theirs = (case.snapshot.active, data_of(chart, case)), both(chart, model)
        if ours != theirs:
            return f"after {number} acts: {ours} is not {theirs}"
    return None


def without_refusing(chart, model=None):
    return ProcessMachine(chart, model)


def agree(written, acts):
    chart = chart_of(written)
    if not list(differences(chart)):
        assert disagreement(chart, acts) is None


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(bridgeable.processes(), bridgeable.walks())
def test_random_walks_go_alike_event_by_event(written, acts):
    agree(written, acts)


@pytest.mark.deep
@settings(max_examples=6000, deadline=None, suppress_health_check=list(HealthCheck))
@given(bridgeable.processes(), bridgeable.walks())
def test_many_random_walks_go_alike_event_by_event(written, acts):
    agree(written, acts)


def test_random_walks_would_show_a_chart_that_should_have_been_refused():
    quick = settings(max_examples=2000, deadline=None, database=None, phases=[Phase.generate])

    found = find(
        bridgeable.processes().flatmap(lambda written: bridgeable.walks().map(lambda acts: (written, acts))),
        lambda pair: (
            disagreement(chart_of(pair[0]), pair[1], without_refusing) not in {None, "only one of them begins"}
        ),
        settings=quick,
    )

    assert list(differences(chart_of(found[0])))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_of_the_semantics_goes_alike_or_is_refused(path):
    written = yaml.safe_load(path.read_text("utf-8"))
    acts = [(step["send"], None) for step in written.pop("walk") if "send" in step]
    del written["about"]
    chart = chart_of(written)

    assert list(differences(chart)) or disagreement(chart, acts) is None


@pytest.mark.parametrize(("text", "events"), NEEDED.values(), ids=NEEDED)
def test_what_is_refused_would_have_gone_differently(text, events):
    chart = chart_of(yaml.safe_load(ORDER) | yaml.safe_load(text))

    assert list(differences(chart))
    assert disagreement(chart, [(event, None) for event in events], without_refusing) is not None


def test_what_comes_later_is_refused_where_it_is_begun_only():
    chart = chart_of("states: {a: {transitions: [{event: go, then: [{later: {go: 2 weeks}}]}]}}")

    with speaking("en"):
        [refused] = map(str, differences(chart))

    assert refused == "tried: a transition of 'a' does more than set data and raise events"


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("states: {a: {transitions: [{after: 3 days, to: b}]}, b: {}}", "'a'"),
        ("states: {a: {states: {h: {history: deep}, x: {}}}}", "'h'"),
        ("states: {p: {parallel: {r: {if: n > 0}, q: {}}}}", "'r'"),
        ("states: {a: {transitions: [{event: go, to: [x, y]}]}, p: {parallel: {x: {}, y: {}}}}", "'a'"),
        ("{initial: x, states: {a: {states: {x: {}}}}}", "'tried'"),
        ("states: {a: {exit: {set: {b: active(a)}}}}", "'a'"),
    ],
)
def test_what_the_library_has_no_word_for_is_refused_by_name(text, element):
    chart = chart_of(
        yaml.safe_load(ORDER) | {"case": {"n": {"type": "integer"}, "b": {"type": "boolean"}}} | yaml.safe_load(text)
    )

    with speaking("en"), pytest.raises(NotExpressible, match=element):
        export(chart)


def test_a_refusal_names_every_element_with_its_place():
    with speaking("en"), pytest.raises(NotExpressible) as refused:
        prosessi.export(prosessi.load(ROOT / "processes" / "monialainen-palvelutarpeen-arviointi"), "transitions")

    assert all("process.yaml:" in line for line in str(refused.value).splitlines())


LOAN = """
case: {sum: {type: integer, default: 0}, ok: {type: boolean}}
events: {apply: {}, decide: {decides: [ok]}, check_a: {}, check_b: {}}
states:
  open: {transitions: [{event: apply, set: {sum: sum + 100}, to: checks}]}
  checks:
    parallel: {a: {finish: check_a}, b: {finish: check_b}}
    transitions: [{done: true, to: deciding}]
  deciding:
    transitions: [{event: decide, if: ok, to: paid}, {event: decide, else: true, to: open}]
  paid: {final: success}
"""


def test_the_machine_is_one_of_the_library():
    machine = export(chart_of(LOAN))

    assert isinstance(machine, HierarchicalMachine)
    assert machine.state == "open"


def test_events_are_triggers_and_branches_finish_the_parallel_state():
    machine = export(chart_of(LOAN))
    machine.apply()
    machine.check_b()

    assert machine.state == ["checks.a.working", "checks.b.finished"]
    assert machine.check_a()
    assert (machine.state, machine.sum) == ("deciding", 100)


def test_what_an_event_decides_is_given_to_its_trigger():
    machine = export(chart_of(LOAN))
    for event in ("apply", "check_a", "check_b"):
        machine.trigger(event)
    machine.decide(ok=True)

    assert (machine.state, machine.ok) == ("paid", True)


def test_a_condition_without_an_answer_leaves_no_trace():
    machine = export(chart_of(LOAN))
    for event in ("apply", "check_a", "check_b"):
        machine.trigger(event)

    with pytest.raises(ProsessiError):
        machine.decide()

    assert (machine.state, machine.ok) == ("deciding", None)


def test_a_model_of_ones_own_keeps_its_data_and_its_callbacks():
    model = Model()
    model.sum = 7
    machine = export(chart_of(LOAN), model)
    seen = []
    machine.on_enter("checks", lambda event: seen.append(event.model.sum))
    model.apply()

    assert (model.sum, seen) == (107, [107])


def test_an_event_nobody_answers_is_the_library_s_own_error():
    with pytest.raises(MachineError):
        export(chart_of(LOAN)).check_a()


@pytest.mark.parametrize("name", ["state", "go", "models", "may_go", "is_a"])
def test_data_that_would_hide_something_of_the_machine_is_refused(name):
    chart = chart_of(
        {"case": {name: {"type": "boolean"}}, "states": {"a": {"transitions": [{"event": "go", "to": "a"}]}}}
    )

    with pytest.raises(NotExpressible, match=f"'{name}'"):
        export(chart)
