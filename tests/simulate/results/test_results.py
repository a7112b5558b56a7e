"""What replications say together."""

import pytest

from prosessi.simulate.results.digest import digest
from prosessi.simulate.results.results import results_of
from simulate.fabricated import SETUP, case, run_of


def results(*runs, wanted=None):
    digests = [digest(run_of(*rows, replication=number)) for number, rows in enumerate(runs)]
    return results_of(SETUP, digests, wanted=wanted)


def test_intervals_are_between_replications():
    found = results([case(0, 20)], [case(0, 30)], [case(0, 40)]).estimate("cycle_time.mean", "laina")

    assert found.value == 30
    assert found.half == pytest.approx(4.303 * 10 / 3**0.5, abs=1e-2)


def test_the_order_in_which_runs_come_in_does_not_matter():
    digests = [digest(run_of(case(0, 20 + number), replication=number)) for number in range(3)]

    assert results_of(SETUP, digests).table == results_of(SETUP, reversed(digests)).table


def test_a_share_that_is_all_in_every_run_is_not_taken_for_certain():
    found = results([case()] * 20, [case()] * 20).estimate("deadline.met", "laina", "paatos")

    assert found.value == 1
    assert 0.8 < found.low < 1


def test_shares_stay_between_nothing_and_all():
    half = [case(), case(status="breached", late=1)]
    found = results(half, [case()] * 2).estimate("deadline.met", "laina", "paatos")

    assert (found.low, found.value, found.high) == (0, 0.75, 1)


def test_one_long_run_has_intervals_of_its_own():
    rows = [case(number, number + 10 + number * 37 % 50) for number in range(2000)]

    assert 0 < results(rows).estimate("cycle_time.mean", "laina").half < 5


def test_what_no_run_has_is_not_there():
    found = results([case()])

    assert found.estimate("deadline.late.mean", "laina", "paatos") is None
    assert found.mean("deadline.late.mean", "laina", "paatos") != found.mean("deadline.late.mean", "laina", "paatos")


def test_more_runs_are_asked_for_the_more_precise_it_is_to_be():
    found = results(*([case(0, 20 + number % 5)] for number in range(10)))

    assert found.replications_needed(0.01) > found.replications_needed(0.05) > 1
    assert found.precise(0.5)
    assert not found.precise(0.001)


def test_queues_over_time_are_averaged_run_by_run():
    digests = [digest(run_of(case(), replication=number, queue=(0, 4 * number))) for number in range(2)]

    assert [queue for _, queue in results_of(SETUP, digests).queue_over_time("kasittelija")] == [0, 2]


def test_durations_of_all_runs_are_added():
    assert results([case(0, 24)], [case(0, 24), case(0, 48)]).durations == ((0, 2, 1),)
