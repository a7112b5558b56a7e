"""The workloads that are timed: what comes of them, and that both engines say the same.

The figures to agree with are those of 40 million cases of the same workloads written in C, and of a formula where
there is one: of w1 by Erlang, and of w2l, where practically nobody waits, of the longer of two times.
"""

import json
import math
from dataclasses import dataclass, fields
from importlib import import_module
from statistics import NormalDist

import pytest

from prosessi.api import check
from prosessi.cli.main import main
from prosessi.simulate.engine import simulate
from prosessi.simulate.layout import OUT
from prosessi.simulate.running import Running
from simulate.formulas import chance_of_waiting, mean_of_longer, wait
from simulate.planted import Fault, planted
from simulate.queueing import WORKLOADS, mean_time, mean_wait, seen, share_late, wait_before, workload

ALL = ("w1", "w2", "w3", "w2l")
ACTS = ("receive", "assess", "state", "decide")
IN_C = {
    "w2": (8.861, 0.0433, (0.064, 0.786, 1.573, 0.058)),
    "w3": (47.97, 0.0093, (15.887, 4.512, 7.138, 0.235)),
    "w2l": (7.614, 0.0239, None),
}
LOST = Fault("lines are lost", "self.outcome.take_out(self.lists)\n        self.advance", "self.advance")
many = pytest.mark.parametrize(
    ("runs", "cases"), [(10, 20_000), pytest.param(40, 1_000_000, marks=pytest.mark.deep)], ids=["few", "many"]
)


@pytest.mark.parametrize("name", ALL)
def test_a_workload_has_nothing_to_be_found(name):
    assert check(WORKLOADS / name) == ()


@many
@pytest.mark.parametrize("name", IN_C)
def test_a_workload_comes_out_as_in_c(name, runs, cases):
    figures = seen(
        workload(name, cases), runs, time=mean_time, late=share_late, **{act: wait_before(act) for act in ACTS}
    )
    time, late, waits = IN_C[name]

    assert figures["time"].is_just(time)
    assert figures["late"].agrees(late)
    for act, waited in zip(ACTS, waits or (), strict=False):
        assert figures[act].agrees(waited), act


@many
def test_three_servers_are_waited_for_as_erlang_says(runs, cases):
    figures = seen(workload("w1", 2 * cases), runs, wait=mean_wait, time=mean_time)

    assert figures["wait"].is_just(wait(2.4, 1, 3))
    assert figures["time"].is_just(1 + wait(2.4, 1, 3))
    assert round(wait(2.4, 1, 3), 4) == 1.0787


@many
def test_branches_take_as_long_as_the_longer_of_them(runs, cases):
    logarithm = NormalDist(math.log(6) - 0.5**2 / 2, 0.5)
    both = mean_of_longer(lambda t: 1 - logarithm.cdf(math.log(t)), lambda t: math.exp(-t / 3))
    time = seen(workload("w2l", cases), runs, time=mean_time)["time"]

    assert chance_of_waiting(105, 0.5, 400) < 1e-9
    assert time.is_just(0.5 + 0.75 / 0.8 * (both + 1))
    assert not time.agrees(0.5 + 0.75 / 0.8 * (6 + 1)), "as if the branches took as long as one of them"


@pytest.mark.parametrize("name", ALL)
def test_both_engines_give_the_same_bytes(name):
    setup = workload(name, 1000)
    plain, compiled = (simulate(setup, engine=engine, log=True) for engine in ("plain", "compiled"))

    assert (plain.engine, compiled.engine) == ("plain", "compiled")
    assert told(plain) == told(compiled)
    assert told(plain) != told(simulate(setup, engine="plain", log=True, replication=1))


@dataclass
class _Patience:
    """After how many events a run goes over to the compiled loop."""

    most: int
    events: int = 0
    loaded: bool = False

    def patience(self):
        return self.most


def gone_over(setup, monkeypatch):
    """What comes of a run that goes over to the compiled loop while cases are open and lines not yet taken out."""
    written, go_over = [], Running.compile

    def look_on(running):
        written.append(running.at[OUT])
        go_over(running)

    monkeypatch.setattr(import_module("prosessi.simulate.engine"), "_so_far", _Patience(5 * setup.cases))
    monkeypatch.setattr(Running, "compile", look_on)
    run = simulate(setup, log=True)
    assert 0 < written[0] < setup.cases
    return told(run)


@pytest.mark.parametrize("name", ["w2", "w3"])
def test_a_run_that_goes_over_in_the_middle_gives_the_same_bytes(name, monkeypatch):
    setup = workload(name, 1000)

    assert gone_over(setup, monkeypatch) == told(simulate(setup, engine="plain", log=True))


def test_lines_lost_in_going_over_are_noticed(monkeypatch):
    setup = workload("w2", 1000)
    plain = told(simulate(setup, engine="plain", log=True))
    planted(LOST, monkeypatch)

    assert gone_over(setup, monkeypatch) != plain


def told(run):
    """All that a run says, but how long it took and by which engine."""
    return {
        field.name: _columns(getattr(run, field.name))
        for field in fields(run)
        if field.name not in {"setup", "engine", "seconds", "replication"}
    }


def _columns(value):
    """Columns as tuples, whatever holds them."""
    if hasattr(value, "__dataclass_fields__"):
        return tuple(_columns(getattr(value, field.name)) for field in fields(value))
    if hasattr(value, "__len__"):
        return tuple(map(_columns, value))
    return value


@pytest.mark.parametrize(("name", "per_case"), [("w1", 3.0), ("w2", 9.625), ("w3", 9.625), ("w2l", 9.625)])
def test_events_are_counted_as_other_simulators_count_them(name, per_case):
    """Who comes, what is begun, what is done, and a time limit kept or broken."""
    run = simulate(workload(name, 20_000))

    assert run.events / 20_000 == pytest.approx(per_case, rel=0.01)
    if name == "w1":
        assert run.events == 60_000


def test_the_command_tells_of_a_workload(capsys):
    main(["simulate", str(WORKLOADS / "w2" / "scenario.yaml"), "--cases", "2000", "--seed", "1", "--format", "json"])
    told = json.loads(capsys.readouterr().out)

    assert told["cases"] == 2000
    assert told["events"] == pytest.approx(2000 * 9.625, rel=0.05)
    assert told["seconds"] > 0
    assert told["engine"] in {"plain", "compiled"}
    assert told["peak_rss_mb"] > 0
    low, high = told["cycle_time"]["interval"]
    assert low < told["cycle_time"]["mean"] < high
    assert 0.9 < told["deadlines"]["in_time"]["met"] < 1
