"""What a process lets itself know `later`: wherever the case then is, as often as it was begun, unless called off."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from prosessi.distributions import distribution
from prosessi.simulate.engine import simulate
from prosessi.simulate.logs.writer import write_log
from prosessi.simulate.run import What
from prosessi.simulate.setup import DAY, Act, Arrivals, Length
from simulate.agreement import disagreements
from simulate.planted import LATER, planted
from simulate.setups import HOUR, setup_of

PROCESS = """
states:
  alku:
    transitions:
      - {event: kirje, then: [{later: {muistutus: 5 days, soitto: 3 working days}}]}
      - {event: peru, then: [{cancel: [muistutus]}]}
      - {event: muistutus, to: muistutettu}
      - {event: valmis, to: loppu}
  muistutettu: {transitions: [{event: soitto, to: alku}, {event: valmis, to: loppu}]}
  loppu: {final: success}
"""
GAPS = {"kirje": 0.5 * DAY, "peru": 12.0 * DAY, "valmis": 60.0 * DAY}
CASES = 40


def letters(engine="plain"):
    """A run in which letters go out twice a day, and days after each of them a reminder and a call are due."""
    whole = setup_of(PROCESS, 0)
    acts = tuple(
        Act(event, None, Length(((None, distribution("exponential", mean=gap)),)), (), None, None, 1.0, ())
        for event, gap in GAPS.items()
    )
    arrivals = Arrivals(moments=tuple(range(0, CASES * HOUR, HOUR)))
    part = replace(whole.processes[0], acts=acts, arrivals=arrivals)
    return simulate(replace(whole, counted_from=0, cases=CASES, processes=(part,)), engine=engine, log=True)


def test_what_is_begun_again_before_it_came_comes_as_often():
    run = letters()

    assert sum(1 for what in run.log.what if what == What.TIMER) > 10 * CASES
    assert list(disagreements(run)) == []


def test_what_comes_later_gives_the_same_bytes_compiled():
    plain, compiled = letters(), letters("compiled")

    for column in ("time", "case", "what", "which"):
        assert [*map(int, getattr(plain.log, column))] == [*map(int, getattr(compiled.log, column))]


def test_a_log_calls_what_came_later_by_its_own_name(tmp_path):
    log = json.loads(write_log([letters()], tmp_path / "loki.jsonocel").read_text(encoding="utf-8"))
    came, declared = ({each[key] for each in log[part]} for part, key in (("events", "type"), ("eventTypes", "name")))

    assert {"muistutus (timer)", "soitto (timer)"} <= came <= declared


@pytest.mark.parametrize("fault", LATER, ids=str)
def test_a_fault_in_what_comes_later_is_found(fault, monkeypatch):
    planted(fault, monkeypatch)

    assert any(disagreements(letters()))
