from dataclasses import dataclass
from datetime import date
from math import isnan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prosessi.expressions.kinds import BOOLEAN, DataType, ValueProblem, misfit
from prosessi.expressions.program import UNSET, compile_condition, compile_value, decode, encode, run, unset_in
from prosessi.expressions.syntax import ExpressionProblem, parse
from prosessi.expressions.tree import Active, Binary, Constant, Name, SetOf, Unary


@dataclass(frozen=True)
class Slot:
    index: int
    type: DataType


TYPES = {
    "p": BOOLEAN,
    "q": BOOLEAN,
    "n": DataType("integer", min=-5, max=5),
    "m": DataType("number"),
    "c": DataType("choice", ("x", "y", "z")),
    "s": DataType("set", ("x", "y", "z")),
    "d": DataType("date"),
}
SLOTS = {name: Slot(index, kind) for index, (name, kind) in enumerate(TYPES.items())}
STATES = {"koti": 0, "tyo": 2}


def coded(**values):
    return tuple(encode(kind, values.get(name)) for name, kind in TYPES.items())


def result(text, active=(), **values):
    found = compile_condition(parse(text), SLOTS, STATES).evaluate(coded(**values), frozenset(active))
    return None if isnan(found) else bool(found)


U = None


@pytest.mark.parametrize(
    ("p", "q", "both", "either"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, U, U, True),
        (False, True, False, True),
        (False, False, False, False),
        (False, U, False, U),
        (U, True, U, True),
        (U, False, False, U),
        (U, U, U, U),
    ],
)
def test_truth_follows_the_tables_of_kleene(p, q, both, either):
    assert result("p and q", p=p, q=q) is both
    assert result("p or q", p=p, q=q) is either


@pytest.mark.parametrize(("p", "negated"), [(True, False), (False, True), (U, U)])
def test_the_opposite_of_unknown_is_unknown(p, negated):
    assert result("not p", p=p) is negated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("n > 3", None),
        ("n is set", False),
        ("n is not set", True),
        ("s is empty", None),
        ("x in s", None),
        ("c in [x]", None),
        ("n is set and n > 3", False),
        ("n is not set or n > 3", True),
    ],
)
def test_what_is_unset_is_unknown_unless_one_asks_whether_it_is_set(text, expected):
    assert result(text) is expected


def test_states_are_asked_about_by_their_ids():
    assert result("active(tyo)", active=[2]) is True
    assert result("active(tyo) or active(koti)", active=[1]) is False


def test_the_same_data_in_other_states_are_not_mistaken_for_each_other():
    program = compile_condition(parse("active(koti)"), SLOTS, STATES)

    assert [program.evaluate(coded(), active) for active in ((0,), (2,), (0,))] == [1.0, 0.0, 1.0]


def test_a_program_knows_what_it_reads():
    program = compile_condition(parse("n > 3 and (c == x or p is set)"), SLOTS)

    assert program.reads == {"n", "c", "p"}
    assert not program.asks_active
    assert program == compile_condition(parse("n > 3 and (c == x or p is set)"), SLOTS)
    assert hash(program) == hash(compile_condition(parse("n > 3 and (c == x or p is set)"), SLOTS))


def test_the_unset_data_are_named_that_made_a_result_unknown():
    program = compile_condition(parse("c == x and n > 3 and (p is set or q)"), SLOTS)

    assert unset_in(program, coded(c="x")) == ("n", "q")


def test_a_program_of_a_wrong_expression_is_refused():
    with pytest.raises(ExpressionProblem):
        compile_condition(parse("n and p"), SLOTS)


def test_a_condition_without_data_is_what_it_says():
    assert result("true") is True
    assert result("1 + 1 == 3") is False


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (TYPES["n"], "n * 2 - 1", 5),
        (TYPES["m"], "n + 0.5", 3.5),
        (TYPES["c"], "z", "z"),
        (TYPES["s"], "[z, x]", ("x", "z")),
        (TYPES["d"], "d + 30", date(2025, 3, 2)),
        (BOOLEAN, "n == 3", True),
    ],
)
def test_a_value_is_reckoned(kind, text, value):
    program = compile_value(parse(text), kind, SLOTS)

    assert decode(kind, program.evaluate(coded(n=3, d=date(2025, 1, 31)))) == value


def test_more_results_than_are_remembered_are_still_right():
    program = compile_condition(parse("m > 1999.5"), SLOTS)

    assert sum(program.evaluate(coded(m=number)) for number in range(3000)) == 1000


values = st.fixed_dictionaries(
    {
        "p": st.none() | st.booleans(),
        "q": st.none() | st.booleans(),
        "n": st.none() | st.integers(-5, 5),
        "m": st.none() | st.integers(-40, 40).map(lambda n: n / 4),
        "c": st.none() | st.sampled_from("xyz"),
        "s": st.none() | st.sets(st.sampled_from("xyz")).map(frozenset),
        "d": st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    }
)
numbers = st.recursive(
    st.sampled_from(["n", "m", "0", "1", "2.5"]),
    lambda parts: st.builds("({} {} {})".format, parts, st.sampled_from("+-*"), parts) | st.builds("-{}".format, parts),
    max_leaves=4,
)
signs = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
questions = st.one_of(
    st.sampled_from(
        ["p", "q", "true", "false", "s is empty", "s is not empty", "n is set", "c is not set", "active(koti)"]
    ),
    st.builds("{} {} {}".format, numbers, signs, numbers),
    st.builds("c {} {}".format, st.sampled_from(["==", "!="]), st.sampled_from("xyz")),
    st.builds("{} {} s".format, st.sampled_from("xyzc"), st.sampled_from(["in", "not in"])),
    st.sampled_from(["c in [x, z]", "c not in [y]", "s == [x]", "s != []", "d > 2025-01-31", "d - d == 0", "p == q"]),
)
conditions = st.recursive(
    questions,
    lambda parts: (
        st.builds("({} {} {})".format, parts, st.sampled_from(["and", "or"]), parts)
        | st.builds("not ({})".format, parts)
    ),
    max_leaves=8,
)


@given(conditions, values, st.sets(st.sampled_from([0, 2])))
@settings(deadline=None, max_examples=400)
def test_the_machine_agrees_with_reading_the_tree(text, data, active):
    expression = parse(text)

    assert result(text, active, **data) == tree_value(expression.tree, data, active)


@given(conditions, values)
@settings(deadline=None)
def test_what_is_remembered_is_what_was_run(text, data):
    program = compile_condition(parse(text), SLOTS, STATES)
    fresh = run(program.ops, program.arguments, coded(**data), [1, 0, 0], [0.0] * program.depth)

    assert repr(program.evaluate(coded(**data), {0})) == repr(program.evaluate(coded(**data), {0})) == repr(fresh)


def tree_value(node, data, active):  # noqa: PLR0911  # one return a kind of part
    """What a tree is worth, read straight from its parts with Python's own values; None for unknown."""
    match node:
        case Constant(value=value):
            return value
        case Name(id=name):
            return data.get(name, name)
        case SetOf(items=items):
            return frozenset(item.id for item in items)
        case Active(state=state):
            return STATES[state.id] in active
        case Unary(word="is set", operand=operand):
            return tree_value(operand, data, active) is not None
        case Unary(word="is not set", operand=operand):
            return tree_value(operand, data, active) is None
        case Unary(word=word, operand=operand):
            value = tree_value(operand, data, active)
            return None if value is None else ONE[word](value)
        case Binary(word=word, left=left, right=right):
            return two(word, tree_value(left, data, active), tree_value(right, data, active))


ONE = {
    "not": lambda value: not value,
    "-": lambda value: -value,
    "is empty": lambda value: not value,
    "is not empty": bool,
}
TWO = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "in": lambda a, b: a in b,
    "not in": lambda a, b: a not in b,
    "+": lambda a, b: a + b,
    "-": lambda a, b: (a - b).days if isinstance(a, date) else a - b,
    "*": lambda a, b: a * b,
}


def two(word, a, b):
    if word in {"and", "or"}:
        deciding = word == "or"
        if deciding in (a, b):
            return deciding
        return None if None in (a, b) else not deciding
    return None if a is None or b is None else TWO[word](a, b)


@given(values)
def test_values_survive_their_coding(data):
    back = {name: decode(kind, encode(kind, data[name])) for name, kind in TYPES.items()}

    assert {**back, "s": None if back["s"] is None else frozenset(back["s"])} == data


def test_text_is_carried_as_it_is():
    text = DataType("text")

    assert decode(text, encode(text, "Aino")) == "Aino"
    assert decode(text, UNSET) is None


@pytest.mark.parametrize(
    ("kind", "value", "fix"),
    [
        (BOOLEAN, 1, "write true or false"),
        (BOOLEAN, "kyllä", "write 'true'"),
        (TYPES["n"], 2.5, "give a whole number"),
        (TYPES["n"], 6, "write a number from -5 to 5"),
        (TYPES["n"], True, "give a whole number"),
        (TYPES["m"], float("nan"), "write a number"),
        (TYPES["m"], float("inf"), "write a number"),
        (TYPES["c"], "w", "the choices are x, y and z"),
        (TYPES["s"], ["x", "w"], "the choices are x, y and z"),
        (TYPES["s"], "x", "the choices are x, y and z"),
        (TYPES["d"], "31.1.2025", "write '2025-01-31'"),
        (DataType("text"), 3, "give text"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_with_what_to_give(kind, value, fix):
    with pytest.raises(ValueProblem) as raised:
        encode(kind, value)

    assert raised.value.fix.in_language("en") == fix


def test_a_reckoned_number_can_fall_outside_the_bounds():
    assert misfit(TYPES["n"], 6.0).in_language("en") == "6 is not between -5 and 5"
    assert misfit(TYPES["n"], 5.0) is None
    assert misfit(TYPES["n"], UNSET) is None
