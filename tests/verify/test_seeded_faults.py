"""Faults planted in the engines of the rules over cases: the small processes with holes notice every one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from prosessi.chart.whereabouts import is_finished
from prosessi.check import check_text
from prosessi.check.rules import RULES
from prosessi.model.library import EMPTY
from prosessi.verify import showing
from prosessi.verify.course import again, dead, documents, duties, joins, roles, rounds, traps, unsettled

FOLDER = Path(__file__).parent / "holes"
HOLES = yaml.safe_load((FOLDER / "holes.yaml").read_text(encoding="utf-8"))["holes"]


def always(answer):
    """A function that gives one answer to every question."""
    return lambda *_, **__: answer


FAULTS = {
    "PR130: ends are not seen": (traps, "has_ended", always(answer=False)),
    "PR130: what is left open is not seen": (traps, "_leading_to", lambda _, graph, **__: set(range(len(graph.nodes)))),
    "PR131: going round is taken for standing still": (
        traps.Trap,
        "stands",
        property(lambda trap: (trap.graph.nodes[trap.nodes[0]].snapshot.active,)),
    ),
    "PR132: nothing is waited for": (joins, "awaited", always(())),
    "PR132: leaving the state counts as finishing": (
        traps,
        "is_finished",
        lambda chart, state, active, whole: state not in active or is_finished(chart, state, active, whole),
    ),
    "PR133: every state counts as entered": (
        dead.Life,
        "entered",
        property(lambda life: frozenset(range(len(life.chart.vertices)))),
    ),
    "PR134: every transition counts as taken": (
        dead.Life,
        "taken",
        property(lambda life: frozenset(range(len(life.chart.edges)))),
    ),
    "PR134: no transition counts as taken": (dead.Life, "taken", frozenset()),
    "PR135: what is met counts as open": (duties, "OPEN_DUTY", frozenset({"met"})),
    "PR135: what starts and meets is not seen": (duties.watching, "marked", always(())),
    "PR136: the round has no names": (rounds, "_names", always(())),
    "PR137: no transition stays around": (joins, "_stays_around", always(answer=False)),
    "PR137: nothing is ever lost": (joins, "_within", always(frozenset())),
    "PR413: the place is not found": (unsettled, "_place", lambda chart, _: chart.process.place),
    "PR415: everything is settled": (unsettled, "settled_inside", lambda chart: frozenset(chart.process.case)),
    "PR414: what can be avoided counts": (again, "_unavoidable", lambda _, doing_without: frozenset(doing_without)),
    "PR414: nobody is a client": (again, "_by_clients", always(answer=False)),
    "PR420: waiting never helps": (documents, "_worth_waiting", always(frozenset())),
    "PR420: waiting always helps": (documents, "_worth_waiting", lambda graph, *_: range(len(graph.nodes))),
    "PR421: whatever is made is needed": (documents, "_is_its_own_end", always(answer=True)),
    "PR421: decisions are for nobody": (documents, "ENDS_IN_THEMSELVES", frozenset()),
    "PR430: the process brings everything about": (roles, "_raised", lambda chart: iter(chart.process.events)),
    "PR431: others can always act": (roles, "_can_act", always(answer=True)),
    "PR431: no rule is in force": (roles, "_in_the_way", always([])),
    "PR432: every rule knows in time": (roles, "_asked", always(())),
    "all: no case is ever lived through": (showing, "MOST_TRIED", 0),
}


def looks():
    """What is found in every sound process and in every one with a hole."""
    for file in sorted({hole["file"] for hole in HOLES.values()}):
        yield found_in(file, ()), []
    for hole in HOLES.values():
        yield found_in(hole["file"], hole["plant"]), hole["found"]


def found_in(file, plant):
    text = (FOLDER / file).read_text(encoding="utf-8")
    for planted in plant:
        text = text.replace(planted["old"], planted["new"])
    findings = check_text(text, file, EMPTY).findings
    return [f"{each.at.line} {each.code}" for each in findings if RULES[each.code].over != "description"]


@pytest.mark.parametrize(("room", "name", "fault"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_an_engine_does_not_go_unnoticed(room, name, fault, monkeypatch):
    monkeypatch.setattr(room, name, fault)

    assert any(found != expected for found, expected in looks())
