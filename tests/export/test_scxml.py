"""SCXML out and back: nothing is lost on the way, and what others read of it goes as the process does."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, assume, given, settings

import strategies
from charts import ROOT, ByStep, chart_of, leaves, values
from prosessi import import_process, load
from prosessi.errors import ProsessiError
from prosessi.export.exporter import write
from prosessi.model.plain import as_plain

SHIPPED = sorted(path.parent for path in (ROOT / "processes").glob("*/process.yaml"))
WORK = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))

RICH = """
title: {fi: Koe & <kumppanit>, sv: "Prov ]]> \\"5\\""}
case: {n: {type: integer, default: 0}, colour: {type: choice, of: [red, blue], default: red}, f: {type: boolean}}
roles: {clerk: {label: Virkailija}}
events: {t: {by: clerk, label: Tee}, u: {}, x: {}, y: {decides: f}}
deadlines: {d: {starts: {enter: a}, met_by: {exit: a}, within: 7 working days}}
initial: a
states:
  one:
    parallel: {o: {finish: t, transitions: [{event: u, to: o}]}, i: {finish: u}}
    transitions: [{done: true, to: a}]
  a:
    label: "Alku \\u2013 'a'"
    entry: {set: {n: n + 1}, then: [{if: n > 2 and colour != red, raise: x, otherwise: {send: u, later: {y: 2 hours}}}]}
    exit: {then: [{cancel: y}]}
    transitions:
      - {event: t, else: true, to: s}
      - {event: u, if: "colour in [red] or f is set", set: {colour: blue}, to: [l2, r2]}
      - {after: 14 days, to: a, re-enter: true}
      - {after: 5 minutes, if: n == 1, to: s}
      - {event: x, to: a}
  s:
    initial: s1
    begin: {raise: x}
    states:
      h: {history: deep, initial: s2, begin: {set: {n: 0}}}
      s1: {transitions: [{always: true, if: not active(s2) and n > 5, to: s2}]}
      s2: {transitions: [{event: t, to: s3}]}
      s3: {final: done}
    transitions: [{done: true, to: p}, {event: u, to: s2}, {event: x, to: s}]
  p:
    parallel:
      l: {initial: l1, states: {l1: {}, l2: {transitions: [{event: t, to: l3}]}, l3: {final: done}}}
      r: {initial: r1, states: {r1: {transitions: [{done: l, to: r2}]}, r2: {final: done}}}
      q: {finish: y, if: n < 3}
    transitions: [{done: true, to: e}, {event: u, to: h}, {event: x, to: p}]
  e: {final: handover, process: toinen}
"""


def exported(chart):
    return write(chart, "scxml", "fi").text


def stripped(text):
    """The document as another tool reads it: without our elements."""
    return re.sub(r"<p:(\w+)>.*?</p:\1>", "", text)


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_a_shipped_process_comes_back_as_it_was(folder):
    chart = load(folder)

    back = import_process(exported(chart))

    assert as_plain(back.process) == as_plain(chart.process)
    assert exported(back.chart) == exported(chart)


def test_everything_that_can_be_written_comes_back():
    chart = chart_of(RICH)

    back = import_process(exported(chart))

    assert as_plain(back.process) == as_plain(chart.process)


def test_the_document_is_well_formed_and_always_the_same():
    texts = {exported(chart_of(RICH)) for _ in range(2)}

    assert len(texts) == 1
    assert ET.fromstring(texts.pop()).tag.endswith("scxml")  # noqa: S314  # we wrote it


def test_what_is_added_by_hand_is_read_beside_our_own_words():
    text = exported(chart_of(RICH)).replace(
        '<final id="e">', '<state id="new"><transition event="extra" target="a"/></state><final id="e">'
    )

    back = import_process(text)

    assert back.process.states["new"].transitions[0].to == ("a",)
    assert "extra" in back.process.events


def plainly_said(process):
    """Without what SCXML has no words for: branch conditions, joins, one-step branches, half a done."""

    def without(states):
        return {
            name: {
                key: without(value) if key in {"states", "parallel"} else value
                for key, value in state.items()
                if key not in {"if", "join"}
            }
            for name, state in states.items()
        }

    return process | {"states": without(process["states"]), "deadlines": {}}


def nested_parallel(states, *, inside=False):
    return any(
        (inside and "parallel" in state)
        or nested_parallel(state.get("states", {}))
        or nested_parallel(state.get("parallel", {}), inside=True)
        for state in states.values()
    )


def sheltered(chart):
    """No transition stays inside a parallel state that it starts anew, which SCXML cannot say."""
    return not any(
        chart[edge.source].kind.value == "parallel"
        and not edge.reenter
        and edge.targets
        and all(edge.source in (target, *chart[target].ancestors) for target in edge.targets)
        for edge in chart.edges
    )


def told(chart, imported, walk):
    """What two charts come to, event by event; None where a step fails."""
    names = imported.names if imported else {}
    shown = {ours: name for name, ours in names.items()}
    case = ByStep(chart)
    for event in [None, *walk]:
        if event is not None and (imported is None or event in names):
            case.send(names[event] if imported else event)
        active = {shown.get(name, name) for name in leaves(chart, case.snapshot.active)}
        yield sorted(name.partition(".")[0] for name in active), values(chart, case.data)["x"]


def outcome(chart, imported, walk):
    steps = []
    try:
        steps.extend(told(chart, imported, walk))
    except ProsessiError as failure:
        steps.append(type(failure))
    return steps


@given(strategies.processes(), strategies.walks())
@WORK
def test_what_others_read_goes_as_the_process_does(process, walk):
    plain = plainly_said(process)
    chart = chart_of(plain)
    assume(sheltered(chart))

    imported = import_process(stripped(exported(chart)))

    here, there = outcome(chart, None, walk), outcome(imported.chart, imported, walk)
    whole = [step for step in here if isinstance(step, tuple)]
    assert there[: len(whole)] == whole


@given(strategies.processes(timed=True))
@WORK
def test_a_random_process_comes_back_as_it_was(process):
    chart = chart_of(process)

    back = import_process(exported(chart))

    assert else_last(as_plain(back.process)) == else_last(as_plain(chart.process))


def else_last(written):
    """What SCXML can only say in this order, and means the same: what is done otherwise stands last."""
    if isinstance(written, list):
        ways = [else_last(each) for each in written]
        return sorted(ways, key=lambda way: isinstance(way, dict) and way.get("else", False))
    return {key: else_last(each) for key, each in written.items()} if isinstance(written, dict) else written


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('type="internal"', 'type="external"'),
        ("<onexit>", "<onentry>"),
        ('event="done.state.s"', 'event="done.state.x"'),
    ],
)
def test_a_fault_in_the_document_shows_in_what_it_does(right, wrong):
    chart = chart_of("""
        case: {x: {type: integer, default: 0}}
        states:
          a: {transitions: [{event: go, to: s}]}
          s:
            initial: s1
            exit: {set: {x: x + 1}}
            states: {s1: {transitions: [{event: end, to: f}]}, s2: {}, f: {final: done}}
            transitions: [{event: t, to: s2}, {done: true, to: z}, {event: back, to: s1}]
          z: {}
    """)
    text = stripped(exported(chart))
    broken = (
        text.replace(right, wrong).replace("</onexit>", "</onentry>")
        if "onexit" in right
        else text.replace(right, wrong)
    )
    walk = ["go", "t", "back", "end"]

    faulty = import_process(broken)

    assert broken != text
    assert outcome(import_process(text).chart, import_process(text), walk) == outcome(chart, None, walk)
    assert outcome(faulty.chart, faulty, walk) != outcome(chart, None, walk)


def test_a_move_that_leaves_its_own_state_is_not_written_as_one_that_stays():
    states = {"a": {"transitions": [{"event": "e", "to": "c", "re-enter": True}], "states": {"b": {}, "c": {}}}}
    [move] = re.findall(r'<transition [^>]*event="e"[^>]*>', stripped(exported(chart_of({"states": states}))))

    assert 'type="internal"' not in move
