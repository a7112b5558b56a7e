"""The loop of a run written out: what it leaves away, what it keeps, and when it is made anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from prosessi.api import load_scenario
from prosessi.simulate import kernel, running
from prosessi.simulate.engine import _ground, simulate
from prosessi.simulate.running import begin
from prosessi.simulate.written import loop
from simulate.planted import read_anew, written_out
from simulate.test_agreement import columns

WORKLOADS = Path(__file__).parents[3] / "bench" / "workloads"


@pytest.fixture(autouse=True)
def _read_anew():
    yield
    read_anew()


def setup_of(workload, cases=300):
    return replace(load_scenario(WORKLOADS / workload).setup, cases=cases)


def _refused(_, main):
    raise loop.Unwritable(main)


def lists_of(setup, *, log=False):
    return begin(_ground(setup), 1, 0, log=log).lists


def test_what_a_setup_does_not_have_is_not_asked():
    told = loop.text_for(lists_of(setup_of("w2")))

    assert "opening(" not in told
    assert "say_line(" not in told
    assert "terms[14]" not in told


def test_hours_are_asked_where_there_are_any_and_lines_are_said_where_somebody_reads_them():
    told = loop.text_for(lists_of(setup_of("w3"), log=True))

    assert "opening(" in told
    assert "log_values[" in told


def test_the_loop_is_made_once_for_runs_that_differ_in_luck_alone():
    setup = setup_of("w1")
    made = [begin(_ground(replace(setup, cases=cases)), seed, 0, log=False).lists for seed, cases in ((1, 5), (2, 9))]
    first, second = (loop.Written() for _ in made)
    first.look(made[0])
    second.look(made[1])

    assert first.advance is second.advance
    assert first.advance is not kernel.advance


@pytest.mark.parametrize("workload", ["w1", "w2", "w3"])
@pytest.mark.parametrize("after", [1 << 60, 500], ids=["for_the_setup", "with_what_was_learnt"])
def test_workloads_give_the_same_bytes_written_out(workload, after, monkeypatch):
    setup = setup_of(workload)
    plain = simulate(setup, engine="plain", log=True)
    written_out(monkeypatch, after=after)

    assert columns(simulate(setup, engine="plain", log=True)) == columns(plain)


def test_a_short_run_is_not_written_out(monkeypatch):
    monkeypatch.setattr(loop, "_made", lambda _: pytest.fail("it was written out"))
    monkeypatch.setattr(running, "LONG", 1 << 60)

    assert simulate(setup_of("w1"), engine="plain").engine == "plain"


def test_what_cannot_be_written_out_runs_as_it_stands(monkeypatch):
    setup = setup_of("w1", cases=50)
    plain = simulate(setup, engine="plain")
    monkeypatch.setattr(loop, "unfolded", _refused)
    written_out(monkeypatch)

    assert columns(simulate(setup, engine="plain")) == columns(plain)


def test_what_is_learnt_later_is_not_relied_on_before():
    setup = setup_of("w2", cases=1)
    _ground.cache_clear()
    run = begin(_ground(setup), 1, 0, log=False)
    written = loop.Written()
    written.rely(run.lists)
    relied_on = written.advance
    while run.go_on():
        pass
    run.show_tables()
    written.look(run.lists)

    assert written.advance is not relied_on
    assert not written.learnt
