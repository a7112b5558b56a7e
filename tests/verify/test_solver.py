import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conditions import ANY_CONDITIONS, CONDITIONS, GIVENS, PLACES, SLOTS, condition
from prosessi.expressions import machine
from prosessi.expressions.program import UNSET
from prosessi.verify.conditions import boxes, solver
from prosessi.verify.conditions.boxes import Demand, Given

DEMANDS = st.lists(st.builds(Demand, CONDITIONS, st.booleans()), min_size=1, max_size=3)
ANY_DEMANDS = st.lists(st.builds(Demand, ANY_CONDITIONS, st.booleans()), min_size=1, max_size=3)


def demands_of(*texts):
    return [Demand(condition(text.removeprefix("no: ")), not text.startswith("no: ")) for text in texts]


def values_of(witness):
    names = {slot.index: name for name, slot in SLOTS.items()}
    return {names[slot]: value for slot, value in witness.values.items()}


def meets(witness, demands):
    data = [witness.values.get(slot.index, UNSET) for slot in PLACES]
    return all(demand.met(data, witness.states) for demand in demands)


def verdict(trial):
    return "a case" if trial.witness is not None else "none" if trial.proof else "not decided"


def disagreement(demands, known):
    """What trying and z3 say differently, of what trying decides; and witnesses that the real machine denies."""
    tried, solved = boxes.attempt(demands, PLACES, known), solver.solve(demands, PLACES, known)
    if tried.proof and verdict(tried) != verdict(solved):
        return f"tried: {verdict(tried)}, solved: {verdict(solved)}"
    denied = [each for each in (tried.witness, solved.witness) if each is not None and not meets(each, demands)]
    return f"denied: {denied}" if denied else None


@settings(deadline=None, max_examples=300)
@given(DEMANDS, GIVENS)
def test_trying_and_reckoning_agree_on_what_trying_decides(demands, known):
    assert disagreement(demands, known) is None


@pytest.mark.deep
@settings(deadline=None, max_examples=10_000)
@given(DEMANDS, GIVENS)
def test_trying_and_reckoning_agree_on_ten_thousand_conditions(demands, known):
    assert disagreement(demands, known) is None


@settings(deadline=None, max_examples=150)
@given(ANY_DEMANDS, GIVENS)
def test_what_reckoning_finds_the_machine_affirms_and_what_it_denies_nobody_finds(demands, known):
    tried, solved = boxes.attempt(demands, PLACES, known), solver.solve(demands, PLACES, known)

    assert solved.witness is None or meets(solved.witness, demands)
    assert tried.witness is None or not solved.proof


@pytest.mark.parametrize(
    ("broken", "with_", "texts"),
    [
        (machine.LT, machine.LE, ("n < 5", "no: n <= 4")),
        (machine.GT, machine.GE, ("d > 2026-01-01", "no: d >= 2026-01-02")),
        (machine.LE, machine.LT, ("r <= 0.5", "no: r < 0.5")),
    ],
)
def test_a_sign_read_wrongly_is_caught(broken, with_, texts, monkeypatch):
    demands = demands_of(*texts)
    assert disagreement(demands, Given()) is None

    monkeypatch.setitem(solver._ORDER, broken, solver._ORDER[with_])

    assert disagreement(demands, Given()) is not None


def test_truth_without_its_third_value_is_caught(monkeypatch):
    demands, known = demands_of("no: n > 5", "no: n <= 5"), Given(unset=frozenset({SLOTS["n"].index}))
    assert disagreement(demands, known) is None

    monkeypatch.setattr(solver._Problem, "_certain", lambda problem, _, it: solver._Truth(it, problem.z3.Not(it)))

    assert disagreement(demands, known) is not None


@pytest.mark.parametrize(
    ("texts", "possible"),
    [
        (("n < m", "m < n"), False),
        (("n < m", "m < n + 2"), True),
        (("d - 2026-01-01 > 30", "d < 2026-02-01"), False),
        (("d - 2026-01-01 > 30", "d <= 2026-02-01"), True),
        (("r + q == 1", "r > q", "q > 0.5"), False),
        (("n * 2 == m", "m == 7"), False),
        (("c in s", "s is empty"), False),
        (("c in s", "c == e", "e == red"), True),
        (("no: n < m", "no: n > m", "no: n == m"), False),
    ],
)
def test_what_only_reckoning_decides(texts, possible):
    found = solver.solve(demands_of(*texts), PLACES)

    assert (found.witness is not None) == possible
    assert found.proof == (not possible)


def test_what_is_unknown_is_neither_smaller_nor_greater():
    known = Given(unset=frozenset({SLOTS["n"].index}))

    found = solver.solve(demands_of("no: n < m", "no: n > m", "no: n == m"), PLACES, known)

    assert values_of(found.witness)["n"] is UNSET


def test_a_case_of_reckoning_has_plain_values():
    found = solver.solve(demands_of("m > n + 3"), PLACES)

    assert values_of(found.witness) == {"m": 4.0, "n": 0.0}


def test_what_is_too_hard_is_neither_found_nor_denied():
    found = solver.solve(
        demands_of("m * m * n + 7 == (d - 2000-01-01) * (d - 2000-01-01) * (d - 2000-01-01)", "m > 1000"), PLACES
    )

    assert (found.witness, found.proof) == (None, False)
