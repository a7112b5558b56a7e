import pytest

from conditions import CHOICES, PLACES, SLOTS, condition
from prosessi.expressions.kinds import DataType, decode
from prosessi.expressions.program import UNSET, compile_condition
from prosessi.expressions.syntax import parse
from prosessi.verify.conditions.boxes import Demand, Given, Known, attempt


def demands_of(*texts):
    return [Demand(condition(text.removeprefix("no: ")), not text.startswith("no: ")) for text in texts]


def told(values):
    return {PLACES[slot].type.kind: decode(PLACES[slot].type, value) for slot, value in values.items()}


def slot(name):
    return SLOTS[name].index


def test_the_boundary_between_two_conditions_is_found():
    trial = attempt(demands_of("no: n < 5", "no: n > 5"), PLACES)

    assert told(trial.witness.matters) == {"integer": 5}


def test_only_what_matters_is_told():
    trial = attempt(demands_of("no: f or n > 5 and c == red"), PLACES)

    assert told(trial.witness.matters) in ({"boolean": False, "integer": 5}, {"boolean": False, "choice": "green"})


def test_a_shorter_case_is_told_before_a_longer_one():
    trial = attempt(demands_of("no: f and g and n > 5"), PLACES)

    assert len(trial.witness.matters) == 1


def test_what_is_never_met_is_proven():
    trial = attempt(demands_of("n > 5", "n < 3"), PLACES)

    assert (trial.witness, trial.proof) == (None, True)


def test_data_compared_with_one_another_prove_nothing():
    trial = attempt(demands_of("m > n + 3"), PLACES)

    assert not trial.proof


def test_choices_and_subsets_are_counted_one_by_one():
    trial = attempt(demands_of("no: f or s is empty"), PLACES)

    assert trial.witness.count == 2 ** len(CHOICES) - 1


def test_alternatives_that_nobody_names_are_counted_too():
    trial = attempt(demands_of("no: c == red"), PLACES)

    assert trial.witness.count == len(CHOICES) - 1


def test_what_is_unknown_is_told_only_if_nothing_else_is_left():
    known = Given(unset=frozenset({slot("n")}))

    assert attempt(demands_of("no: n < 5"), PLACES, known).witness.matters == {slot("n"): 5.0}
    assert attempt(demands_of("no: n < 5", "no: n >= 5"), PLACES, known).witness.matters == {slot("n"): UNSET}


def test_a_default_is_told_before_other_values_of_its_kind():
    places = [type(place)(place.index, place.type, 9.0 if place.index == slot("n") else None) for place in PLACES]

    trial = attempt(demands_of("n > 5"), places)

    assert trial.witness.matters == {slot("n"): 9.0}


def test_only_cases_that_there_are_count():
    known = [Known({slot("n"): 3.0}, frozenset()), Known({slot("n"): 11.0, slot("f"): 1.0}, frozenset())]

    trial = attempt(demands_of("n > 5"), PLACES, among=known)

    assert (trial.witness.among, trial.witness.count) == ((1,), 1)
    assert attempt(demands_of("n < 2"), PLACES, among=known).witness is None


@pytest.mark.parametrize("text", ["r < 0.25", "r > 1.25"])
def test_fractions_near_their_bounds_are_tried(text):
    assert attempt(demands_of(text), PLACES).witness is not None


def test_too_many_combinations_prove_nothing():
    many = [DataType("integer") for _ in range(12)]
    places = [type(PLACES[0])(index, kind) for index, kind in enumerate(many)]
    slots = {f"x{place.index}": place for place in places}

    text = " and ".join(f"x{index} > 3 and x{index} < 9" for index in range(12))
    trial = attempt([Demand(compile_condition(parse(text), slots), holds=True)], places)

    assert (trial.witness, trial.proof) == (None, False)


def test_a_stretch_of_numbers_is_not_counted():
    assert attempt(demands_of("no: n < 5"), PLACES).witness.count is None
    assert attempt(demands_of("no: n < 5", "no: n > 5", "c != red"), PLACES).witness.count == 2
