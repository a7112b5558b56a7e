from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from prosessi.simulate.jobs import processes
from prosessi.simulate.jobs.processes import Processes
from prosessi.simulate.jobs.workers import Here, WorkersLost
from simulate.jobs.labour import Deaths, Endless, Mistake, Squares, Whoever, gone, noted, wait_for

TESTS = Path(__file__).parents[2]


def deaf(_):
    """Hear of no progress."""


@pytest.fixture(scope="module")
def two():
    with Processes(2) as workers:
        yield workers


def same(work, workers):
    return sorted(workers.results(work, range(20), deaf)) == list(Here().results(work, range(20), deaf))


def test_processes_give_what_one_gives(two):
    assert same(Squares(), two)


def test_a_fault_by_which_it_matters_who_works_is_noticed(two):
    assert not same(Whoever(), two)


def test_processes_are_kept_for_the_next_work(two):
    before, after = ({who for _, who in two.results(Whoever(), range(10), deaf)} for _ in range(2))

    assert before == after
    assert len(before) == 2


@pytest.mark.parametrize("numbers", [range(3), range(1)])
def test_the_cases_that_have_ended_are_told_once(two, numbers):
    heard = []

    list(two.results(Squares(), numbers, heard.append))

    assert sum(heard) == 10 * len(numbers)


def test_one_job_alone_is_done_here(two):
    assert list(two.results(Whoever(), [7], deaf)) == [(7, os.getpid())]


def test_a_killed_process_changes_nothing(two, tmp_path):
    answers = sorted(two.results(Deaths(tmp_path, 2), range(6), deaf))

    assert answers == [(number, number * number) for number in range(6)]
    assert len(list(tmp_path.iterdir())) == 2


def test_processes_that_are_killed_time_after_time_are_given_up(two, tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "MOST_LOSSES", 1)

    with pytest.raises(WorkersLost, match="--workers"):
        list(two.results(Deaths(tmp_path, 99), range(3), deaf))


def test_work_that_cannot_be_done_says_why(two):
    with pytest.raises(ZeroDivisionError):
        list(two.results(Mistake(), range(3), deaf))


def test_who_hears_enough_stops_what_is_under_way(two, tmp_path):
    with closing(two.results(Endless(tmp_path), range(9), deaf)) as results:
        first = next(results)
        begun = noted(tmp_path, 2)

    assert first == (0, 0)
    assert all(map(gone, begun))
    assert len(begun) == 2


PROGRAM = """
import sys
from pathlib import Path
from prosessi.simulate.jobs.processes import Processes
from prosessi.simulate.jobs.replicate import replicate
from simulate.jobs.labour import Endless

def told(progress):
    print(progress.done, flush=True)

def run():
    with Processes(2) as workers:
        print(replicate(Endless(Path(sys.argv[1])), 9, workers=workers, heard=told))

"""
GUARD = "if __name__ == '__main__':\n    "


@pytest.fixture
def program(tmp_path):
    """Start a program of its own that works with two processes."""
    (tmp_path / "notes").mkdir()
    started = []

    def start(text):
        file = tmp_path / "program.py"
        file.write_text(text, encoding="utf-8")
        started.append(
            subprocess.Popen(
                [sys.executable, file, tmp_path / "notes"],
                env=os.environ | {"PYTHONPATH": str(TESTS)},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
                text=True,
            )
        )
        return started[-1]

    yield start
    for each in started:
        each.kill()
        each.communicate()


def test_an_interruption_gives_what_has_been_done_and_leaves_nobody_behind(program, tmp_path):
    running = program(PROGRAM + GUARD + "run()")
    begun = noted(tmp_path / "notes", 2)
    while running.stdout.readline() != "1\n":
        pass

    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=20)

    assert out.splitlines()[-1] == "Replicated(answers=(0,), wanted=9)"
    assert err == ""
    assert all(map(gone, begun))


def test_processes_leave_when_the_one_who_asked_is_killed(program, tmp_path):
    running = program(PROGRAM + GUARD + "run()")
    begun = noted(tmp_path / "notes", 2)

    running.kill()

    assert wait_for(lambda: all(map(gone, begun)))


def test_a_program_that_would_begin_itself_over_and_over_is_told_so(program):
    _, err = program(PROGRAM + "run()").communicate(timeout=20)

    assert "__main__" in err.splitlines()[-1]
    assert "WorkersLost" in err.splitlines()[-1]
