"""The rules over cases on random processes: what they find can be run again, whichever branch is followed first."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings

from charts import chart_of
from prosessi.chart.explore import explore
from prosessi.check.rules import RULES
from prosessi.verify.proof import Proof
from strategies import parallels, processes
from verify.replay import replayed

WORK = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
DEEP = settings(WORK, max_examples=2500)
OURS = [
    rule
    for rule in RULES.values()
    if rule.over == "proof"
    and rule.find.__module__.split(".")[-1]
    in {"again", "dead", "documents", "duties", "endless", "joins", "roles", "rounds", "unsettled"}
]
ENOUGH = 3_000


def every_finding_can_be_run_again(process):
    chart = chart_of(process)
    proof = Proof(chart)
    proof.__dict__["graph"] = explore(chart, most=ENOUGH)

    for rule in OURS:
        for finding in rule(proof):
            if finding.example is not None:
                replayed(chart, finding.example)


def order_makes_no_difference(process):
    chart = chart_of(process)
    graphs = [explore(chart, most=ENOUGH, full=full) for full in (False, True)]
    assume(all(graph.complete for graph in graphs))
    reduced, full = (found_in(chart, graph) for graph in graphs)

    assert reduced == full


def found_in(chart, graph):
    """Which rules find something. A branch may be told of in another state, when others are followed first."""
    proof = Proof(chart)
    proof.__dict__["graph"] = graph
    return {rule.code for rule in OURS if list(rule(proof))}


def steps_in(chart, graph):
    """Of each place where somebody can get stuck or is refused, how many steps its case has."""
    proof = Proof(chart)
    proof.__dict__["graph"] = graph
    found = [(rule.code, each) for rule in OURS if rule.code != "PR134" for each in rule(proof) if each.example]
    return {(code, str(each.message)): len(each.example.steps) for code, each in found}


@WORK
@given(processes(timed=True))
def test_every_finding_can_be_run_again(process):
    every_finding_can_be_run_again(process)


@WORK
@given(parallels())
def test_every_finding_about_branches_can_be_run_again(process):
    every_finding_can_be_run_again(process)


@WORK
@given(parallels())
def test_in_which_order_branches_are_followed_makes_no_difference(process):
    order_makes_no_difference(process)


@WORK
@given(parallels())
def test_a_case_about_one_branch_is_told_without_the_others(process):
    chart = chart_of(process)
    graphs = [explore(chart, most=ENOUGH, full=full) for full in (False, True)]
    assume(all(graph.complete for graph in graphs))
    short, shortest = (steps_in(chart, graph) for graph in graphs)

    assert all(steps <= shortest.get(finding, steps) for finding, steps in short.items())


@pytest.mark.deep
@DEEP
@given(processes(timed=True) | parallels())
def test_every_finding_can_be_run_again_deep(process):
    every_finding_can_be_run_again(process)


@pytest.mark.deep
@DEEP
@given(parallels())
def test_in_which_order_branches_are_followed_makes_no_difference_deep(process):
    order_makes_no_difference(process)


def test_clocks_that_ring_round_and_round_at_one_moment_break_nothing():
    process = """
    events: {a: {decides: d}, b: {}}
    case: {d: {type: date}}
    initial: alku
    states:
      alku: {transitions: [{event: a, to: yksi}]}
      yksi: {transitions: [{at: d, to: kaksi}, {event: b, to: loppu}]}
      kaksi: {transitions: [{at: d, to: yksi}]}
      loppu: {transitions: [{event: b}]}
    """

    every_finding_can_be_run_again(process)
