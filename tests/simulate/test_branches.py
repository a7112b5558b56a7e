"""What is learnt in one branch is right wherever the other branches are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prosessi.distributions import distribution
from prosessi.simulate.engine import simulate
from prosessi.simulate.run import What
from prosessi.simulate.setup import DAY, Act, Length
from simulate.agreement import disagreements
from simulate.planted import Fault, planted
from simulate.setups import setup_of

PROCESS = """
deadlines:
  raja: {starts: {enter: tyo}, met_by: {event: x}, within: 10 hours, if: active(d)}
states:
  tyo:
    parallel:
      vasen: {states: {a: {transitions: [{event: x, to: b}]}, b: {}}}
      keski: {states: {m: {}}}
      oikea: {states: {c: {transitions: [{event: y, to: d}]}, d: {transitions: [{event: z, to: loppu}]}}}
  loppu: {final: success}
"""
EVENTS = ("x", "y", "z")


def lived(engine="plain"):
    """A run in which each act comes when it comes, now before and now after those of the other branch."""
    whole = setup_of(PROCESS, 0)
    acts = tuple(
        Act(event, None, Length(((None, distribution("exponential", mean=2.0 * DAY)),)), (), None, None, 1.0, ())
        for event in EVENTS
    )
    [process] = whole.processes
    return simulate(replace(whole, processes=(replace(process, acts=acts),)), engine=engine, log=True)


def test_a_deadline_may_ask_where_another_branch_is():
    assert list(disagreements(lived())) == []


@pytest.mark.parametrize(
    "fault",
    [
        Fault("where the others are is not asked", "active & course.asked_by_deadlines", "frozenset()"),
        Fault("the rest of the case is forgotten", "rows.place(rest))", "landing.place)"),
    ],
    ids=str,
)
def test_a_fault_in_it_is_found(fault, monkeypatch):
    planted(fault, monkeypatch)

    assert list(disagreements(lived()))


def offered(run):
    """The acts that come up first in a case."""
    lines = zip(run.log.case, run.log.what, run.log.which, strict=True)
    first = run.log.case[0]
    return [EVENTS[which] for case, what, which in lines if case == first and what == What.AWAITED][:2]


def test_acts_that_come_up_together_do_so_in_the_order_in_which_they_are_written(monkeypatch):
    assert offered(lived()) == ["x", "y"]
    planted(Fault("unit by unit", "in sorted(found)", "in found"), monkeypatch)

    assert offered(lived()) == ["y", "x"]
