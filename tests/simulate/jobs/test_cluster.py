"""A scheduler and two workers that are really there, each a process of its own, begun as the documentation says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from prosessi.errors import NotFound, WrongUse
from prosessi.simulate.jobs import cluster
from prosessi.simulate.jobs.cluster import Cluster, Unlike
from prosessi.simulate.jobs.replicate import Replication, replicate
from prosessi.simulate.jobs.workers import Here
from simulate.jobs.labour import Deaths, Endless, Mistake, Squares, Whoever, exact, noted, wait_for
from simulate.setups import setup_of

TESTS = Path(__file__).parents[2]
SETUP = setup_of(
    "events: {e: {}, f: {}}\nstates: {a: {transitions: [{event: e, to: a}, {event: f, to: b}]}, b: {final: success}}", 3
)


def deaf(_):
    """Hear of no progress."""


def same(work, workers):
    return sorted(workers.results(work, range(20), deaf)) == list(Here().results(work, range(20), deaf))


@contextmanager
def dask(command, *options):
    """A program of Dask, for as long as the block lasts."""
    program = subprocess.Popen(
        [sys.executable, "-m", "dask", command, "--host", "127.0.0.1", "--no-dashboard", *options],
        env=os.environ | {"PYTHONPATH": str(TESTS)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with program:
        try:
            yield
        finally:
            program.terminate()


@contextmanager
def scheduler(card):
    """A scheduler, which writes its address on a card."""
    with dask("scheduler", "--port", "0", "--scheduler-file", card):
        yield json.loads(wait_for(lambda: card.exists() and card.read_text("utf-8")))["address"]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dask")
    with (
        scheduler(folder / "card.json") as found,
        dask("worker", found, "--nworkers", "2", "--nthreads", "1", "--local-directory", folder),
    ):
        yield found


@pytest.fixture(scope="module")
def two(address):
    with Cluster(address) as workers:
        yield workers


def test_a_cluster_gives_what_one_process_gives(two):
    assert same(Squares(), two)


def test_replications_on_a_cluster_are_the_same_to_the_last_bit(two):
    work = Replication(SETUP, exact, seed=7, engine="plain", log=True)

    assert replicate(work, 7, workers=two) == replicate(work, 7)


def test_a_fault_by_which_it_matters_who_works_is_noticed(two):
    assert not same(Whoever(), two)


def test_the_cases_that_have_ended_are_told_once(two):
    heard = []

    list(two.results(Squares(), range(3), heard.append))

    assert sum(heard) == 30


def test_a_killed_worker_changes_nothing(two, tmp_path):
    answers = sorted(two.results(Deaths(tmp_path, 1), range(6), deaf))

    assert answers == [(number, number * number) for number in range(6)]
    assert len(list(tmp_path.iterdir())) == 1


def test_work_that_cannot_be_done_says_why(two):
    with pytest.raises(ZeroDivisionError):
        list(two.results(Mistake(), range(3), deaf))


def test_who_hears_enough_stops_what_is_under_way_and_the_workers_are_free_again(two, tmp_path):
    with closing(two.results(Endless(tmp_path), range(9), deaf)) as results:
        first = next(results)
        noted(tmp_path, 1)

    assert first == (0, 0)
    assert same(Squares(), two)


PROGRAM = """
import sys
from pathlib import Path
from prosessi.simulate.jobs.cluster import Cluster
from simulate.jobs.labour import Endless

with Cluster(sys.argv[1]) as workers:
    list(workers.results(Endless(Path(sys.argv[2])), range(9), lambda ended: None))
"""


def test_workers_are_free_again_when_the_one_who_asked_is_killed(address, two, tmp_path):
    program = [sys.executable, "-c", PROGRAM, address, tmp_path]
    with subprocess.Popen(program, env=os.environ | {"PYTHONPATH": str(TESTS)}) as asking:
        noted(tmp_path, 1)
        asking.kill()

    assert same(Squares(), two)


def test_a_worker_with_other_versions_does_nothing(two, monkeypatch):
    monkeypatch.setattr(cluster, "_edition", lambda: "prosessi 99")

    with pytest.raises(Unlike, match="prosessi 99"):
        list(two.results(Squares(), range(3), deaf))


def test_an_address_where_nobody_answers_is_told(monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 0.3)

    with pytest.raises(NotFound, match=r"127\.0\.0\.1:1"):
        Cluster("tcp://127.0.0.1:1")


@pytest.mark.parametrize("address", ["klusteri", "tcp://klusteri", "tcp://klusteri:portti", ""])
def test_what_is_no_address_is_told(address):
    with pytest.raises(WrongUse, match="tcp://10"):
        Cluster(address)


def test_a_scheduler_without_workers_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(cluster, "PATIENCE", 1)

    with scheduler(tmp_path / "card.json") as address, pytest.raises(NotFound, match=address):
        Cluster(address)


def test_that_the_extra_is_missing_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(NotFound, match=r"prosessi\[cluster\]"):
        Cluster("tcp://127.0.0.1:1")
