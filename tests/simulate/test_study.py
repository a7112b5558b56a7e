"""Enough runs, with the engine itself."""

import math
from functools import partial
from itertools import pairwise

import pytest

import prosessi
from prosessi.errors import NotFound, WrongUse
from prosessi.simulate.prepare import with_cases
from prosessi.simulate.staffing import crews_of, goal_of
from prosessi.simulate.study import cases_expected, study
from simulate.scenarios import written

QUEUE = {
    "rate: 60 per week": "rate: 0.8 per hour",
    "{people: 2}": "{people: 1, hours: always}",
    "      peru: {after: {exponential: {mean: 30 days}}}\n": "",
    "period: {from: 2025-02-03, to: 2025-03-30}": "period: {from: 2025-02-03, to: 2025-06-30}",
}
"""Poisson arrivals, exponential work, one who serves round the clock: M/M/1 with rho = 0.8."""


@pytest.fixture
def scenario(tmp_path):
    return partial(written, tmp_path)


def test_figures_of_a_queue_agree_with_its_formula(scenario):
    plan = prosessi.load_scenario(scenario(words=QUEUE))
    found = prosessi.simulate(plan, replications=10)

    stay, waiting = found.estimate("cycle_time.mean", "laina"), found.estimate("waiting_time.mean", "laina")
    use, queue = found.estimate("crew.utilisation", of="kasittelija"), found.estimate("role.queue", of="kasittelija")

    assert stay.low < 1 / (1 - 0.8) < stay.high < 1 / (1 - 0.9)
    assert waiting.low < 0.8 / (1 - 0.8) < waiting.high
    assert use.low < 0.8 < use.high
    assert queue.low < 0.8**2 / (1 - 0.8) < queue.high


def test_one_long_run_agrees_with_several_short_ones(scenario):
    setup = with_cases(prosessi.load_scenario(scenario(words=QUEUE)).setup, 20_000)
    stay = study(setup, replications=1).estimate("cycle_time.mean", "laina")

    assert stay.low < 5 < stay.high
    assert stay.half < 1


def test_runs_go_on_until_it_is_precise_enough(scenario):
    plan = prosessi.load_scenario(scenario())
    found = prosessi.simulate(plan, within=0.1)

    assert len(found.digests) > plan.setup.replications
    assert found.precise(0.1)
    assert [digest.replication for digest in found.digests] == list(range(len(found.digests)))


def test_the_first_runs_are_the_same_however_many_follow(scenario):
    plan = prosessi.load_scenario(scenario())

    few, many = (prosessi.simulate(plan, replications=number) for number in (2, 4))

    assert [digest.values for digest in few.digests] == [digest.values for digest in many.digests[:2]]


def test_an_interruption_gives_the_runs_that_were_finished(scenario):
    def impatient(how_far):
        if how_far.done == 2:
            raise KeyboardInterrupt

    found = prosessi.simulate(scenario(), heard=impatient)

    assert (len(found.digests), found.wanted) == (2, 4)


def test_runs_are_kept_only_if_wanted(scenario):
    plan = prosessi.load_scenario(scenario())

    assert prosessi.simulate(plan, replications=1).runs == ()
    assert prosessi.simulate(plan, replications=1, keep="cases").runs[0].log is None
    assert prosessi.simulate(plan, replications=1, keep="log").runs[0].log is not None


def test_any_case_can_be_lived_through_again(scenario):
    found = prosessi.simulate(scenario(), replications=2, keep="cases")
    [table] = found.runs[1].cases

    replay = found.walk(int(table.number[5]), replication=1)

    assert (replay.case.now - replay.begun).total_seconds() >= table.ended[5] - table.begun[5]
    assert replay.deeds[-1].event in {"kasittele", "peru"}


def test_about_so_many_cases_are_expected(scenario):
    plan = prosessi.load_scenario(scenario())

    assert cases_expected(plan.setup) == pytest.approx(60 * 10)
    assert cases_expected(with_cases(plan.setup, 500)) == pytest.approx(500 + 60 * 2)


def test_cases_come_with_the_gaps_that_were_asked_for(scenario):
    plan = prosessi.load_scenario(scenario(words={"rate: 60 per week": "every: 90 minutes"}))

    [run] = prosessi.simulate(plan, cases=50, replications=1, keep="cases").runs

    begun = sorted(run.cases[0].begun)
    assert {after - before for before, after in pairwise(begun)} == {90 * 60}
    assert cases_expected(plan.setup) == pytest.approx(16 * 7 * 10)


def test_a_comparison_tells_what_was_changed_and_what_comes_of_it(scenario):
    [found] = prosessi.compare(scenario(), scenario("kolmas", words={"people: 2": "people: 3"}))

    [change] = found.changes
    [met] = [each for each in found.differences if each.measure.metric == "deadline.met"]
    assert (change.path, change.before, change.after) == (("staff", "kasittelija", "people"), 2, 3)
    assert met.difference.value > 0


def test_the_smallest_staff_is_found_with_the_engine(scenario):
    found = prosessi.staff(scenario(), "aloitus", 0.9, roles=["kasittelija"])

    assert found.answer is not None
    assert found.answer.people[0] > 1
    assert {trial.people[0]: trial.verdict for trial in found.trials}[found.answer.people[0] - 1] != "met"


def test_a_deadline_that_there_is_not_is_answered_with_the_nearest(scenario):
    plan = prosessi.load_scenario(scenario())

    with pytest.raises(NotFound, match="tarkoititko 'aloitus'"):
        goal_of(plan, "aloitu", 0.9)
    with pytest.raises(NotFound, match="tarkoititko 'kasittelija'"):
        crews_of(plan, ["kasitelija"])


def test_other_people_make_another_plan_and_leave_the_first_alone(scenario):
    plan = prosessi.load_scenario(
        scenario(words={"{people: 2}": "{people: 2, leave: [{from: 2025-03-01, to: 2025-03-09}]}"})
    )

    more = plan.with_people({"kasittelija": 5})

    assert max(size for _, size in more.setup.crews[0].sizes) == 5
    assert min(size for _, size in more.setup.crews[0].sizes) == 0
    assert max(size for _, size in plan.setup.crews[0].sizes) == 2


def test_assumptions_are_told_with_their_paths(scenario):
    assert prosessi.load_scenario(scenario()).assumptions == (
        ("", "Olettama: luvut ovat keksittyjä; kukaan ei vahvista niitä."),
        ("processes.laina.acts.kasittele", "Olettama: käsittelyn työaika."),
    )


def test_nobody_to_work_and_two_kinds_of_workers_are_wrong_use(scenario):
    with pytest.raises(WrongUse):
        prosessi.simulate(scenario(), workers=0)
    with pytest.raises(WrongUse):
        prosessi.simulate(scenario(), workers=2, cluster="tcp://127.0.0.1:1")


def test_nothing_is_made_of_nothing(scenario):
    found = prosessi.simulate(scenario(words={"{people: 2}": "{people: 0}"}), replications=1)

    assert math.isnan(found.mean("role.wait", of="kasittelija"))
    assert found.mean("deadline.met", "laina", "aloitus") < 0.2
