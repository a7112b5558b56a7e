from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from prosessi.errors import WrongUse
from prosessi.simulate import tables
from prosessi.simulate.jobs import sending
from prosessi.simulate.jobs.hired import hired
from prosessi.simulate.jobs.replicate import Replicated, Replication, replicate
from simulate.jobs.labour import careless, exact, whole
from simulate.setups import setup_of

PROCESS = """
case: {x: {type: integer, min: -3, max: 8}, f: {type: boolean}}
events: {a: {decides: [x]}, b: {decides: [f]}, c: {}}
states:
  alku: {transitions: [{event: a, if: x > 0, to: keski}, {event: a, else: true, to: loppu}]}
  keski: {transitions: [{event: b, if: f, to: alku}, {event: b, else: true, to: loppu}, {event: c, to: loppu}]}
  loppu: {final: success}
"""
SETUPS = [setup_of(PROCESS, seed, most=40) for seed in (1, 5)]


def work(setup=SETUPS[0], reduce=exact, *, log=True):
    return Replication(setup, reduce, seed=7, engine="plain", log=log)


@pytest.fixture(scope="module")
def two():
    with hired(2) as workers:
        yield workers


@pytest.mark.parametrize("setup", SETUPS)
def test_replications_are_the_same_to_the_last_bit_whoever_does_them(setup, two):
    alone = replicate(work(setup), 7)
    together = replicate(work(setup), 7, workers=two)

    assert together == alone
    assert len(set(alone.answers)) == 7


def test_a_fault_by_which_the_process_shows_in_the_result_is_noticed(two):
    assert replicate(work(reduce=careless), 4) != replicate(work(reduce=careless), 4, workers=two)


def test_steps_taken_one_by_one_are_counted_for_each_run_by_itself(monkeypatch):
    monkeypatch.setattr(tables, "MOST_NODES", 0)
    setup = replace(SETUPS[0], name="toinen")

    first, again = (replicate(work(setup, whole), 1).answers[0].stepped for _ in range(2))

    assert first == again > 0


def test_replications_can_be_done_in_parts(two):
    parts = [replicate(work(), wanted, first=first, workers=two).answers for first, wanted in ((0, 3), (3, 1), (4, 3))]

    assert sum(parts, ()) == replicate(work(), 7).answers


def test_a_run_comes_home_to_its_setup(two):
    runs = replicate(work(reduce=whole), 3, workers=two).answers

    assert all(run.setup is SETUPS[0] for run in runs)
    assert [run.replication for run in runs] == [0, 1, 2]


@pytest.mark.parametrize("workers", [1, 2])
def test_it_is_told_how_far_it_has_come(workers):
    heard = []

    with hired(workers) as team:
        runs = replicate(work(reduce=whole), 4, workers=team, heard=heard.append).answers

    assert [step.done for step in heard] == sorted(step.done for step in heard)
    assert (heard[-1].done, heard[-1].wanted) == (4, 4)
    assert heard[-1].cases <= sum(len(run.cases[0].number) for run in runs)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interruption_gives_what_has_been_done(workers):
    def interrupt(progress):
        if progress.done == 3:
            raise KeyboardInterrupt

    with hired(workers) as team:
        done = replicate(work(), 50, workers=team, heard=interrupt)

    assert done.interrupted
    assert len(done.answers) <= 3
    assert workers == 2 or len(done.answers) == 3
    assert done.answers == replicate(work(), len(done.answers)).answers


class Hasty:
    """Does some jobs out of turn and is then interrupted."""

    def __init__(self, *numbers):
        self.numbers = numbers

    def results(self, work, _numbers, more):
        for number in self.numbers:
            yield number, work(number, more)
        raise KeyboardInterrupt


@pytest.mark.parametrize(("turns", "counted"), [((0, 1, 3), 2), ((1, 2), 0), ((0, 2), 1), ((1, 0), 2)])
def test_what_was_done_out_of_turn_before_an_interruption_is_left_out(turns, counted):
    done = replicate(work(), 4, workers=Hasty(*turns))

    assert done == Replicated(replicate(work(), counted).answers, 4)


@pytest.mark.parametrize(("processes", "cluster"), [(0, None), (-1, None), (2, "tcp://127.0.0.1:1")])
def test_who_is_to_work_can_be_asked_for_wrongly(processes, cluster):
    with pytest.raises(WrongUse), hired(processes, cluster):
        pass


def test_setups_that_differ_in_their_staff_share_their_chart_where_they_arrive():
    other = replace(SETUPS[0], crews=())
    here, there = (sending.unpacked(sending.packed(each)) for each in (SETUPS[0], other))

    assert here.processes[0].chart is there.processes[0].chart
    assert here.processes[0].chart is not SETUPS[0].processes[0].chart
    assert (here.crews, there.crews) == (SETUPS[0].crews, ())


def test_what_has_been_learnt_of_a_chart_is_not_sent():
    before = len(sending.packed(SETUPS[1]))

    replicate(work(SETUPS[1]), 2)

    assert len(sending.packed(SETUPS[1])) == before


def test_an_answer_does_not_carry_the_setup():
    run = replicate(work(reduce=whole, log=False), 1).answers[0]

    assert len(sending.answered(run, run.setup)) < len(pickle.dumps(run)) / 2
    assert exact(sending.heard(sending.answered(run, run.setup), run.setup)) == exact(run)
