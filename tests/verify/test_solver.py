from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conditions import ANY_CONDITIONS, CONDITIONS, GIVENS, PLACES
from prosessi.expressions.program import UNSET
from prosessi.verify import boxes, solver
from prosessi.verify.boxes import Demand


def meets(witness, demands):
    data = [witness.values.get(slot.index, UNSET) for slot in PLACES]
    return all(demand.met(data, witness.states) for demand in demands)


DEMANDS = st.lists(st.builds(Demand, CONDITIONS, st.booleans()), min_size=1, max_size=3)
ANY_DEMANDS = st.lists(st.builds(Demand, ANY_CONDITIONS, st.booleans()), min_size=1, max_size=3)


@settings(deadline=None, max_examples=2000)
@given(DEMANDS, GIVENS)
def test_trying_and_reckoning_agree(demands, known):
    tried, solved = boxes.attempt(demands, PLACES, known), solver.solve(demands, PLACES, known)
    assume(tried.proof)
    assert (tried.witness is None) == (solved.witness is None)
    assert tried.witness is None or meets(tried.witness, demands)
    assert solved.witness is None or meets(solved.witness, demands)
