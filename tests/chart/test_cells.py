"""No condition tells a value from the one that stands for it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charts import chart_of
from prosessi.chart.explore import cells_of_chart
from prosessi.expressions.program import compile_condition
from prosessi.expressions.syntax import parse

CONDITIONS = st.lists(
    st.sampled_from(
        ("n > 3", "n <= 3", "n == -2", "n != 0 and n < 8", "c == a", "c != b", "a in s", "s is empty", "not (b in s)")
    ),
    min_size=1,
    max_size=3,
)
VALUES = st.tuples(st.integers(-10, 10), st.integers(0, 2), st.integers(0, 7))


def chart_asking(conditions):
    edges = [{"event": f"e{place}", "if": condition, "to": "off"} for place, condition in enumerate(conditions)]
    case = {
        "n": {"type": "integer", "min": -10, "max": 10},
        "c": {"type": "choice", "of": ["a", "b", "d"]},
        "s": {"type": "set", "of": ["a", "b", "d"]},
    }
    return chart_of({"case": case, "states": {"work": {"transitions": edges}, "off": {"final": "success"}}})


def answers(chart, conditions, data):
    slots = {slot.name: slot for slot in chart.slots}
    return [compile_condition(parse(condition), slots).evaluate(data) for condition in conditions]


@settings(deadline=None, max_examples=300)
@given(CONDITIONS, VALUES)
def test_a_value_and_its_representative_get_the_same_answers(conditions, values):
    chart = chart_asking(conditions)
    data = tuple(map(float, values))
    standing = tuple(cells.representative(value) for cells, value in zip(cells_of_chart(chart), data, strict=True))

    assert answers(chart, conditions, standing) == answers(chart, conditions, data)


@settings(deadline=None, max_examples=100)
@given(CONDITIONS, VALUES)
def test_a_representative_is_one_of_the_values_tried_and_stands_for_itself(conditions, values):
    for cells, value in zip(cells_of_chart(chart_asking(conditions)), map(float, values), strict=True):
        standing = cells.representative(value)

        assert standing in cells.values
        assert cells.representative(standing) == standing


@pytest.mark.parametrize("condition", ["n * n > 4", "n + 1 < 3"])
def test_what_reckons_is_never_called_a_proof(condition):
    assert not cells_of_chart(chart_asking([condition]))[0].proof


def test_choices_that_come_together_are_tried_all_or_none():
    chart = chart_asking(["a in s", "b in s"])

    assert cells_of_chart(chart, {2: (0, 1)})[2].values == (0.0, 3.0)
    assert cells_of_chart(chart)[2].values == (0.0, 1.0, 2.0, 3.0)


def test_an_amount_that_is_compared_with_another_keeps_its_own_value():
    chart = chart_of("""
        case: {x: {type: integer, default: 1}, y: {type: integer, default: 5}}
        states:
          a: {transitions: [{event: e, if: x < y, to: b}]}
          b: {}
    """)

    assert [cells.representative(5.0) for cells in cells_of_chart(chart)] == [5.0, 5.0]
