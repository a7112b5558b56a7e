"""Where it jams, and why."""

from dataclasses import replace

import pytest

from prosessi.simulate.results.bottleneck import bottleneck, growing
from prosessi.simulate.results.digest import digest
from prosessi.simulate.results.results import results_of
from simulate.fabricated import HARKINTA, HOUR, SAAPUNUT, SETUP, case, run_of, task

MUCH = (task(SAAPUNUT, 0, 10, 900, 10), task(HARKINTA, 1, 10, 100, 10))


def jam(*, used=0.25, tasks=MUCH, waited=24, setup=SETUP, queue=(1, 1, 1)):
    run = run_of(case(waited=waited), setup=setup, tasks=tasks, queue=queue)
    run = replace(run, worked=(int(320 * used * HOUR), 40 * HOUR))
    return bottleneck(results_of(setup, [digest(run)]))


def test_the_role_the_state_and_the_act_that_are_waited_for_longest_are_named():
    found = jam()

    assert (found.role, found.crew, found.state, found.act) == ("kasittelija", "kasittelija", "saapunut", "kasittele")
    assert (found.role_share, found.state_share) == (0.9, 0.9)


@pytest.mark.parametrize(("used", "why"), [(1.2, "overload"), (0.9, "busy"), (0.7, "bursts"), (0.3, "hours")])
def test_why_follows_from_how_busy_they_are(used, why):
    assert jam(used=used).why == why


def test_full_hands_are_told_of_before_everything_else_but_overload():
    crew = replace(SETUP.crews[0], named=True, caseload=1)
    setup = replace(SETUP, crews=(replace(crew, name="johto"), replace(SETUP.crews[1], name="kasittelija", roles=(0,))))
    run = run_of(case(waited=24), setup=setup, tasks=MUCH, queue=(2, 2, 2))
    run = replace(run, samples=replace(run.samples, caseloads=([2, 2, 2], [2, 2, 2])))

    assert bottleneck(results_of(setup, [digest(run)])).why == "caseload"


def test_where_each_case_has_its_own_worker_it_waits_for_that_one():
    crews = (replace(SETUP.crews[0], named=True, caseload=40), SETUP.crews[1])

    assert jam(used=0.3, setup=replace(SETUP, crews=crews)).why == "own"


def test_where_hardly_anybody_waits_nothing_jams():
    idle = run_of(case(waited=0), tasks=(task(SAAPUNUT, 0, 10, 0, 10),))
    idle = replace(idle, samples=replace(idle.samples, queues=([0, 0, 0], [0, 0, 0])))

    assert bottleneck(results_of(SETUP, [digest(idle)])) is None


def test_with_nobody_at_work_it_is_told_for_whom_they_wait():
    nobody = replace(SETUP, crews=(replace(SETUP.crews[0], sizes=((0, 0),)), SETUP.crews[1]))
    run = replace(run_of(case(0, None), setup=nobody, queue=(5, 5, 5)), available=(0, 320 * HOUR), worked=(0, 0))
    found = bottleneck(results_of(nobody, [digest(run)]))

    assert (found.role, found.why, found.state) == ("kasittelija", "nobody", "")


def _runs(queue, used):
    runs = (run_of(case(), replication=number, queue=queue) for number in range(3))
    return results_of(SETUP, [digest(replace(run, worked=(int(320 * used * HOUR), 0))) for run in runs])


def test_a_queue_that_grows_because_nobody_can_keep_up_is_named():
    assert growing(_runs(range(30), used=0.99)) == ("kasittelija",)


def test_a_queue_that_has_not_yet_recovered_is_not():
    assert growing(_runs(range(30), used=0.8)) == ()


def test_a_queue_that_comes_and_goes_is_not():
    assert growing(_runs((9, 0, 5, 1, 8, 2), used=0.99)) == ()
