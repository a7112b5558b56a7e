"""The search for the smallest staff, over answers that are known beforehand."""

from dataclasses import replace
from math import prod

import pytest

from prosessi.simulate.results.digest import digest
from prosessi.simulate.results.estimate import Estimate
from prosessi.simulate.results.measure import Measure
from prosessi.simulate.results.results import results_of
from prosessi.simulate.staffing import Goal, smallest_staff, verdict
from prosessi.simulate.staffing_words import as_plain, words
from simulate.fabricated import SETUP, case, run_of

GOAL = Goal("laina", "paatos", 0.95)
MET = Measure("deadline.met", "laina", "paatos")


def answering(share, *, wait=lambda people: 100 / max(1, sum(people.values())), wide=0.0, tried=None):
    """An attempt whose deadline is met in `share(people)`, give or take `wide` from run to run."""

    def attempt(people, times):
        if tried is not None:
            tried.append(tuple(people.values()))
        found = []
        for number in range(4 * times):
            made = digest(run_of(case(), replication=number))
            values = {MET: share(people) + wide * (-1) ** number, Measure("role.wait", "", "kasittelija"): wait(people)}
            found.append(replace(made, values={**made.values, **values}, batches={}))
        return results_of(SETUP, found)

    return attempt


@pytest.mark.parametrize(("now", "needed"), [(2, 7), (7, 7), (40, 7), (0, 1), (3, 29)])
def test_the_smallest_number_that_is_enough_is_found_from_below_and_from_above(now, needed):
    share = answering(lambda people: 0.99 if people["kasittelija"] >= needed else 0.5)

    found = smallest_staff(GOAL, {"kasittelija": now}, share, most=100)

    assert found.answer.people == (needed,)


def test_few_numbers_are_tried():
    tried = []
    share = answering(lambda people: 0.99 if people["kasittelija"] >= 61 else 0.5, tried=tried)

    smallest_staff(GOAL, {"kasittelija": 1}, share, most=1000)

    assert len(tried) < 20
    assert len(set(tried)) == len(tried)


def test_numbers_around_the_answer_are_tried_too_so_that_a_curve_is_seen():
    share = answering(lambda people: min(1, people["kasittelija"] / 8))

    found = smallest_staff(GOAL, {"kasittelija": 8}, share)

    assert [trial.people[0] for trial in found.trials][-4:] == [6, 7, 8, 9]


def test_a_target_that_more_people_do_not_help_to_meet_is_told_and_not_searched_for_ever():
    tried = []
    share = answering(lambda _: 0.6, wait=lambda _: 0.0, tried=tried)

    found = smallest_staff(GOAL, {"kasittelija": 2}, share, most=10_000)

    assert found.answer is None
    assert not found.more_helps
    assert len(tried) == 2
    assert any("ei enää auta" in str(line) for line in words(found))


def test_a_target_beyond_what_is_allowed_says_that_more_would_help():
    share = answering(lambda people: people["kasittelija"] / 100)

    found = smallest_staff(GOAL, {"kasittelija": 2}, share, most=20)

    assert found.answer is None
    assert found.more_helps
    assert found.trials[-1].people == (20,)
    assert any("--most" in str(line) for line in words(found))


def test_where_it_is_not_certain_more_runs_are_made_before_more_people_are_taken():
    found = smallest_staff(GOAL, {"kasittelija": 5}, answering(lambda _: 0.97, wide=0.03))

    assert found.trials[0].verdict == "met"
    assert len(found.trials[-1].results.digests) == 16


def test_of_several_crews_nobody_can_be_taken_away():
    def enough(people):
        return 0.99 if people["kasittelija"] >= 3 and people["johto"] >= 5 else 0.4

    found = smallest_staff(GOAL, {"kasittelija": 1, "johto": 1}, answering(enough), most=50)

    assert found.answer.people == (3, 5)


def test_a_search_that_took_one_too_few_would_be_noticed():
    def enough(people):
        return 0.99 if prod(people.values()) >= 12 else 0.4

    found = smallest_staff(GOAL, {"kasittelija": 2, "johto": 2}, answering(enough), most=50)

    one_less = [tuple(size - (place == each) for each, size in enumerate(found.answer.people)) for place in range(2)]
    assert prod(found.answer.people) >= 12
    assert all(prod(people) < 12 for people in one_less)


def test_an_interruption_shows_what_was_tried():
    share = answering(lambda people: people["kasittelija"] / 100)

    def attempt(people, times):
        results = share(people, times)
        return replace(results, wanted=99) if people["kasittelija"] > 4 else results

    found = smallest_staff(GOAL, {"kasittelija": 2}, attempt)

    assert found.stopped
    assert [trial.people for trial in found.trials] == [(2,), (4,)]
    assert "keskeytettiin" in str(next(words(found)))


@pytest.mark.parametrize(
    ("met", "said"),
    [
        (Estimate(0.97, 0.955, 0.985), "met"),
        (Estimate(0.97, 0.94, 1.0), "unsure"),
        (Estimate(0.93, 0.92, 0.94), "missed"),
        (Estimate(1.0, 0.9, 1.0), "met"),
        (None, "missed"),
    ],
)
def test_a_target_is_met_with_the_whole_interval(met, said):
    assert verdict(met, 0.95) == said


def test_the_curve_is_given_to_programs():
    share = answering(lambda people: min(1, people["kasittelija"] / 8))
    plain = as_plain(smallest_staff(GOAL, {"kasittelija": 2}, share))

    assert plain["answer"] == {"kasittelija": 8}
    assert [point["people"]["kasittelija"] for point in plain["curve"]] == [2, 4, 6, 7, 8, 9]
    assert [point["enough"] for point in plain["curve"]] == [False, False, False, False, True, True]
