"""The compiled loop sees what was learnt, all of it and at once, however the lists grew."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from random import Random

import pytest

from prosessi.api import load_scenario
from prosessi.simulate import tables
from prosessi.simulate.arrays import longer
from prosessi.simulate.engine import simulate
from prosessi.simulate.ground import ground_of
from prosessi.simulate.lists import learnt
from prosessi.simulate.persons import by_person
from prosessi.simulate.running import begin
from prosessi.simulate.shown import ROOM, Shown
from simulate.planted import Fault, planted

np = pytest.importorskip("numpy")

SCENARIO = Path(__file__).parents[2] / "processes" / "jalkihuolto" / "kainuu.scenario.yaml"
ROUNDS = 200

FAULTS = (
    Fault("a row learnt later is not seen", "for row in changed_rows:", "for row in ():"),
    Fault("what was filled in is not seen", "0 if name in FILLED_IN else before", "before"),
    Fault(
        "the last number is not seen",
        "[begin:now] = numbers[begin:now]",
        "[begin : now - 1] = numbers[begin : now - 1]",
    ),
)
FORGOTTEN = Fault(
    "what was learnt by a run as it stands is forgotten",
    "            tables.changed_rows.clear()\n            self.lists.update(self.shown.arrays)",
    "            self.lists.update(self.shown.arrays)\n        tables.changed_rows.clear()",
)
NOT_SHOWN = Fault(
    "what a step came to is shown only if its row is kept",
    "        self.show_tables()\n\n    def _fill",
    "        if taken is None:\n            self.show_tables()\n\n    def _fill",
)


def learning(lists):
    """Let lists grow, again and again, some of them where they were; which rows are other than before."""
    random = Random(7)  # noqa: S311  # nothing secret is drawn
    for _ in range(ROUNDS):
        changed = set()
        for name, numbers in lists.items():
            if random.randrange(3) == 0:
                if name == "standings":
                    numbers[:] = [number + 1 for number in numbers]
                numbers += [random.randrange(100) for _ in range(random.randrange(1, ROOM))]
        if lists["rows"]:
            changed = {random.randrange(len(lists["rows"])) for _ in range(3)}
        for row in changed:
            lists["rows"][row] += 1
        yield changed


def rounds(begun=0):
    """The lists after each round and the arrays by which they are shown; at first so many numbers are `begun`."""
    lists = {name: [1] * begun for name in ("rows", "nodes", "standings")}
    shown = Shown({name: np.array((), dtype=int) for name in lists})
    for changed in learning(lists):
        shown.show(lists, changed)
        yield lists, shown.arrays


def seen(lists, arrays):
    return all(arrays[name][: len(numbers)].tolist() == numbers for name, numbers in lists.items())


def all_seen(begun=0):
    return all(seen(lists, arrays) for lists, arrays in rounds(begun))


@pytest.mark.parametrize("begun", [0, 1, 1000])
def test_all_that_is_learnt_is_seen(begun):
    assert all_seen(begun)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_what_is_not_seen_is_noticed(fault, monkeypatch):
    planted(fault, monkeypatch)

    assert not all_seen()


def test_an_array_is_made_anew_only_when_it_has_no_more_room():
    every = [dict(arrays) for _, arrays in rounds()]

    assert len({id(arrays["rows"]) for arrays in every}) < ROUNDS / 10


@pytest.mark.parametrize("numbers", [[1, 2, 3], [], np.array([1, 2, 3])], ids=["list", "empty", "array"])
def test_what_is_longer_begins_with_what_there_was(numbers):
    assert [*longer(numbers, 5)] == [*numbers, *[0] * (5 - len(numbers))]


def setup():
    return replace(load_scenario(SCENARIO).setup, counted_from=0, until=None, cases=50)


def look_on(ground, seed=1, *, compiled=True):
    """Run, and look whenever the compiled loop goes on whether it sees all; gives what it saw at last."""
    running = begin(ground, seed, 0, log=False)
    if compiled:
        running.compile()
    go_on = running.advance

    def advance(lists):
        assert not compiled or seen(learnt(ground.tables), lists)
        return go_on(lists)

    running.advance = advance
    while running.go_on():
        pass
    return running.shown


@pytest.fixture
def ground():
    pytest.importorskip("numba", reason="the extra `fast` is not installed")
    return ground_of(by_person(setup()))


@pytest.mark.parametrize("most", [0, 2, 4096])
def test_the_loop_sees_all_that_was_learnt_whenever_it_goes_on(most, ground, monkeypatch):
    monkeypatch.setattr(tables, "MOST_NODES", most)
    look_on(ground)

    assert (ground.tables.stepped > 0) == (most < 4096)


def test_a_step_that_is_not_shown_is_noticed(ground, monkeypatch):
    monkeypatch.setattr(tables, "MOST_NODES", 0)
    planted(NOT_SHOWN, monkeypatch)

    with pytest.raises(AssertionError):
        look_on(ground)


def test_a_run_takes_up_what_one_before_it_has_left_and_sees_what_was_learnt_since(ground):
    first = look_on(ground)
    look_on(ground, 2, compiled=False)

    assert look_on(ground, 3) is first


def test_what_was_learnt_since_and_is_not_seen_is_noticed(ground, monkeypatch):
    planted(FORGOTTEN, monkeypatch)
    look_on(ground)
    look_on(ground, 2, compiled=False)

    with pytest.raises(AssertionError):
        look_on(ground)


def test_two_runs_at_a_time_are_shown_things_apart(ground):
    runs = [begin(ground, seed, 0, log=False) for seed in (1, 2)]
    for running in runs:
        running.compile()

    assert not set(map(id, runs[0].shown.arrays.values())) & set(map(id, runs[1].shown.arrays.values()))


@pytest.mark.usefixtures("ground")
def test_steps_whose_rows_are_not_kept_lead_to_the_same_compiled(monkeypatch):
    monkeypatch.setattr(tables, "MOST_NODES", 0)
    plain, compiled = (told(engine) for engine in ("plain", "compiled"))

    assert plain == compiled
    assert plain[0] > 100


def told(engine):
    """What comes of a run of which nothing was learnt before."""
    import_module("prosessi.simulate.engine")._ground.cache_clear()
    run = simulate(setup(), engine=engine)
    [table] = run.cases
    return run.stepped, run.events, [*map(int, table.ended)], [*map(int, table.worked)]
