"""The figures of a run that is made up by hand, so that each of them can be reckoned in one's head."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

from prosessi.simulate.results import of_cases
from prosessi.simulate.results.digest import digest
from prosessi.simulate.results.measure import Measure
from prosessi.simulate.run import Cases
from simulate.fabricated import HARKINTA, HYLATTY, SAAPUNUT, SETUP, case, run_of, task

MONDAY_NOON, FRIDAY_NOON = 12, 4 * 24 + 12


def value(run, metric, of="", process="laina"):
    return digest(run).values[Measure(metric, process, of)]


def test_times_are_those_of_cases_that_ended():
    run = run_of(case(0, 24, waited=10, worked=2), case(0, 72, waited=20, worked=4), case(0, None, waited=99))

    assert value(run, "cycle_time.mean") == 48
    assert value(run, "waiting_time.mean") == 15
    assert value(run, "working_time.median") == 3
    assert (value(run, "cases"), value(run, "unfinished")) == (3, 1)


def test_working_days_leave_out_the_first_day_and_the_weekend():
    same_day = case(MONDAY_NOON, MONDAY_NOON + 3)
    over_the_weekend = case(FRIDAY_NOON, FRIDAY_NOON + 3 * 24)
    run = run_of(same_day, over_the_weekend)

    assert value(run, "cycle_days.mean") == 0.5
    assert digest(run).durations == ((1, 1),)


def test_of_a_deadline_those_cases_count_in_which_it_was_settled():
    run = run_of(
        case(status="met"),
        case(status="met"),
        case(status="met_late", late=2),
        case(status="breached", late=6),
        case(status="running"),
        case(status="lapsed"),
        case(status="not_started"),
    )

    assert value(run, "deadline.met", "paatos") == 0.5
    assert value(run, "deadline.missed", "paatos") == 2
    assert value(run, "deadline.late.mean", "paatos") == 4


def test_an_unfinished_case_whose_deadline_ran_out_has_missed_it():
    run = run_of(case(status="met"), case(0, None, status="breached", late=30))

    assert value(run, "deadline.met", "paatos") == 0.5


def test_every_way_to_end_has_its_share():
    run = run_of(case(), case(), case(), case(final=HYLATTY))

    assert value(run, "outcome", "myonnetty") == 0.75
    assert value(run, "outcome", "hylatty") == 0.25


def test_a_run_without_cases_still_tells_of_its_staff():
    values = digest(run_of()).values

    assert values[Measure("cases", "laina")] == 0
    assert values[Measure("crew.utilisation", "", "kasittelija")] == 0.25
    assert Measure("cycle_time.mean", "laina") not in values


def test_people_are_counted_by_how_long_they_are_there():
    values = digest(run_of(case())).values

    assert values[Measure("crew.people", "", "kasittelija")] == 2
    assert values[Measure("crew.people", "", "johto")] == 2  # one for two weeks, three for two


def test_waiting_is_told_by_act_by_state_and_by_role():
    run = run_of(case(), case(), tasks=(task(SAAPUNUT, 0, 4, 12, 2), task(HARKINTA, 1, 2, 4, 1)))

    assert value(run, "act.wait", "saapunut/kasittele") == 3
    assert value(run, "act.work", "harkinta/myonna") == 0.5
    assert value(run, "state.wait", "saapunut") == 6
    assert value(run, "state.wait_share", "saapunut") == 0.75
    assert value(run, "role.wait", "kasittelija", "") == 3
    assert value(run, "role.wait_share", "paattaja", "") == 0.25


def test_the_waiting_for_a_meeting_is_split_as_its_queues_are():
    [process] = SETUP.processes
    meeting = replace(process, acts=(replace(process.acts[0], roles=(0, 1)), *process.acts[1:]))
    setup = replace(SETUP, processes=(meeting,))
    run = run_of(case(), setup=setup, queue=(3, 3, 3), tasks=(task(SAAPUNUT, 0, 1, 8, 1),))

    assert value(run, "role.wait_share", "kasittelija", "") == 0.75
    assert value(run, "role.wait_share", "paattaja", "") == 0.25


def test_a_queue_that_grows_is_seen():
    assert value(run_of(case(), queue=range(9)), "role.queue_growth", "kasittelija", "") == 6
    assert value(run_of(case(), queue=range(9)), "role.queue_most", "kasittelija", "") == 8


def test_columns_of_numpy_give_the_same_digest_to_the_last_bit():
    rows = [case(number, number + 30 + number * 7 % 90, waited=number % 13, late=number % 3) for number in range(200)]
    plain = run_of(*rows)
    [table] = plain.cases
    fast = Cases(
        *(np.array(getattr(table, name)) for name in ("number", "begun", "ended", "waited", "worked", "final")),
        statuses=tuple(map(np.array, table.statuses)),
        late=tuple(map(np.array, table.late)),
    )

    of_cases._counted.cache_clear()  # so that neither asks what the other was answered
    other = digest(replace(plain, cases=(fast,)))
    of_cases._counted.cache_clear()
    one = digest(plain)

    assert (one.values, one.batches, one.durations) == (other.values, other.batches, other.durations)


@pytest.mark.parametrize(
    "fault",
    [
        {"ended": lambda number: number + 1},
        {"waited": lambda number: number + 3600},
        {"late": lambda number: number + 1},
        {"statuses": lambda _: 3},
        {"final": lambda _: HYLATTY},
    ],
    ids=lambda fault: next(iter(fault)),
)
def test_one_wrong_number_in_any_column_changes_the_digest(fault):
    run = run_of(case(), case(status="met_late", late=2), case(0, 48))
    [table] = run.cases
    [(name, wrong)] = fault.items()
    before = getattr(table, name)
    column = before[0] if isinstance(before, tuple) else before
    changed = (
        column[:-1] + type(column)("q", [wrong(column[-1])])
        if name != "late"
        else type(column)("q", map(wrong, column))
    )
    spoiled = replace(table, **{name: (changed,) if isinstance(before, tuple) else changed})

    assert digest(replace(run, cases=(spoiled,))).values != digest(run).values


def test_a_digest_is_small_and_can_be_sent():
    sent = pickle.dumps(digest(run_of(*[case()] * 5000)))

    assert pickle.loads(sent).values == digest(run_of(*[case()] * 5000)).values
    assert len(sent) < 20_000
