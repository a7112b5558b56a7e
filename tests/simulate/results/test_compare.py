"""Differences between scenarios that had the same luck."""

from dataclasses import replace
from random import Random

import pytest

from prosessi.simulate.results.changes import Change, change_words, changes
from prosessi.simulate.results.compare import differences
from prosessi.simulate.results.compare_words import comparison_words
from prosessi.simulate.results.digest import digest
from prosessi.simulate.results.results import results_of
from prosessi.simulate.subjects import Subject
from simulate.fabricated import SETUP, case, run_of


def runs(shift, seed=3):
    """Eight runs whose luck is large, and a change that is small beside it."""
    luck = Random(seed)  # noqa: S311  (luck, not secrets)
    lengths = [luck.randrange(100, 200) for _ in range(8)]
    made = [run_of(case(0, length + shift), replication=number) for number, length in enumerate(lengths)]
    return results_of(SETUP, map(digest, made))


def mean_cycle(before, after):
    [found] = [each for each in differences(before, after) if each.measure.metric == "cycle_time.mean"]
    return found


def test_a_small_difference_is_certain_when_the_luck_is_shared():
    found = mean_cycle(runs(0), runs(-1))

    assert found.difference.value == -1
    assert found.certain


def test_the_same_difference_is_lost_when_the_luck_is_not_shared():
    found = mean_cycle(runs(0), runs(-1, seed=4))

    assert not found.certain
    assert found.saving < 3


def test_how_much_common_luck_saved_is_reckoned():
    before = runs(0)
    after = results_of(SETUP, [replace(each, values={**each.values}) for each in runs(0, seed=5).digests])
    mixed = [
        replace(each, values={key: value + 0.1 * other.values.get(key, 0) for key, value in each.values.items()})
        for each, other in zip(before.digests, after.digests, strict=True)
    ]

    assert mean_cycle(before, results_of(SETUP, mixed)).saving > 20


def test_runs_are_paired_by_their_number_even_if_some_are_missing():
    before, after = runs(0), runs(-1)
    fewer = results_of(SETUP, after.digests[3:])

    assert mean_cycle(before, fewer).difference.value == -1


def test_pairing_the_wrong_runs_would_be_noticed():
    before, after = runs(0), runs(-1)
    turned = [replace(each, replication=7 - each.replication) for each in after.digests]

    assert not mean_cycle(before, results_of(SETUP, turned)).certain


def test_what_is_the_same_in_both_is_not_called_certain():
    found = mean_cycle(runs(0), runs(0))

    assert found.same
    assert not found.certain


def test_a_comparison_is_told_in_sentences():
    before, after = runs(0), runs(-48)
    told = [
        str(each).replace("\N{NO-BREAK SPACE}", " ")
        for each in comparison_words(before, after, differences(before, after))
    ]

    assert told[0] == "Määräaika ”Paatos” toteutuu: 100,0 %, sama molemmissa"
    assert told[1].startswith("Alusta loppuun, arkipäivää: ")
    assert told[2] == "Työntekijän odottamista, kalenteripäivää: 0, sama molemmissa"


def test_what_may_be_chance_is_said_to_be():
    before, after = runs(0), runs(-24, seed=4)

    assert any("sattumasta" in str(each) for each in comparison_words(before, after, differences(before, after)))


OLD = {
    "scenario": "nyt",
    "title": {"fi": "Nyt"},
    "staff": {"tyontekija": {"people": 2, "leave": [{"from": "2025-07-01"}]}},
    "processes": {"laina": {"acts": {"myonna": {"work": "1 hour", "assumption": "Olettama."}}}},
}


MOVED = {"staff": {"tyontekija": {"people": 2, "leave": [{"from": "2025-08-01"}]}}}


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (MOVED, "staff.tyontekija.leave.1.from: 2025-07-01 → 2025-08-01"),
        (
            {"processes": {"laina": {"acts": {"myonna": {"work": {"exponential": {"mean": "2 hours"}}}}}}},
            "processes.laina.acts.myonna.work: 1 hour → {exponential: {mean: 2 hours}}",
        ),
        ({"warm_up": "8 weeks"}, "warm_up: 8 weeks (uusi)"),
        ({"staff": {}}, "staff.tyontekija: {people: 2, leave: [{from: 2025-07-01}]} (jätetty pois)"),
    ],
)
def test_each_change_of_a_file_is_told_by_its_path(new, told):
    [change] = changes(OLD, OLD | new)

    assert str(change_words(change, Subject(None, change.path))) == told


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ({"staff": {"tyontekija": {"people": 3, "leave": [{"from": "2025-07-01"}]}}}, "Väki: henkilöitä 2 → 3"),
        (MOVED, "Väki, leave.1.from: 2025-07-01 → 2025-08-01"),
        ({"staff": {}}, "Väki: {people: 2, leave: [{from: 2025-07-01}]} (jätetty pois)"),
    ],
)
def test_a_change_is_told_in_words_as_far_as_there_are_some(new, told):
    [change] = changes(OLD, OLD | new)

    assert str(change_words(change, Subject("Väki", change.path[2:]))) == told


def test_names_and_grounds_change_no_figure():
    new = OLD | {"scenario": "sitten", "title": {"fi": "Sitten"}}
    new["processes"] = {"laina": {"acts": {"myonna": {"work": "1 hour", "assumption": "Toinen.", "law": ["shl_36"]}}}}

    assert list(changes(OLD, new)) == []


def test_an_amount_of_another_form_is_told_whole_and_one_of_the_same_by_its_parameter():
    steady, drawn = {"fixed": "1 hour"}, {"uniform": {"from": "1 hour", "to": "2 hours"}}

    [other] = changes({"work": steady}, {"work": drawn | {"assumption": "arvio"}})
    [same] = changes({"work": drawn}, {"work": {"uniform": {"from": "1 hour", "to": "3 hours"}}})

    assert (
        str(change_words(other, Subject(None, other.path))) == "work: 1 hour → {uniform: {from: 1 hour, to: 2 hours}}"
    )
    assert str(change_words(same, Subject(None, same.path))) == "work.uniform.to: 2 hours → 3 hours"


def test_lists_of_another_length_are_told_whole():
    assert list(changes({"a": [1]}, {"a": [1, 2]})) == [Change(("a",), [1], [1, 2])]
