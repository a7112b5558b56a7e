from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prosessi.expressions.syntax import ExpressionProblem, literal, parse
from prosessi.expressions.tree import Active, Binary, Constant, Name, SetOf, Unary
from prosessi.expressions.writing import unparse


def problem(text):
    with pytest.raises(ExpressionProblem) as raised:
        parse(text)
    return raised.value


def outcome(text):
    try:
        return parse(text)
    except ExpressionProblem as wrong:
        return wrong


names = st.builds(Name, st.sampled_from(["a", "suostumus", "set", "empty", "active", "ja"]), st.just(0), st.just(0))
constants = st.one_of(
    st.builds(Constant, st.just("boolean"), st.booleans(), st.just(0), st.just(0)),
    st.builds(Constant, st.just("integer"), st.integers(0, 10**9), st.just(0), st.just(0)),
    st.builds(Constant, st.just("number"), st.integers(0, 999).map(lambda n: n / 8), st.just(0), st.just(0)),
    st.builds(Constant, st.just("date"), st.dates(), st.just(0), st.just(0)),
    st.builds(Constant, st.just("quoted"), st.text("aäö =-", max_size=5), st.just(0), st.just(0)),
)
quoted = constants.filter(lambda constant: constant.kind == "quoted")
leaves = st.one_of(
    names,
    constants,
    st.builds(SetOf, st.lists(names | quoted, max_size=3).map(tuple), st.just(0), st.just(0)),
    st.builds(Active, names, st.just(0), st.just(0)),
)
before = st.sampled_from(["not", "-", "is empty", "is not empty", "is set", "is not set"])
between = st.sampled_from(["or", "and", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "+", "-", "*"])
trees = st.recursive(
    leaves,
    lambda parts: (
        st.builds(Unary, before, parts, st.just(0), st.just(0))
        | st.builds(Binary, between, parts, parts, st.just(0), st.just(0))
    ),
    max_leaves=12,
)


@given(trees)
@settings(deadline=None)
def test_what_is_written_reads_back_as_the_same_tree(tree):
    assert parse(unparse(tree)).tree == tree


@given(trees)
@settings(deadline=None)
def test_the_canonical_text_is_stable(tree):
    text = unparse(tree)

    assert unparse(parse(text).tree) == text


pieces = [
    "a",
    "and",
    "or",
    "not",
    "is",
    "set",
    "empty",
    "in",
    "(",
    ")",
    "[",
    "]",
    ",",
    "==",
    "<",
    "3",
    "2025-01-31",
    "'x'",
    "-",
    "=",
    "ä",
]


@given(st.text(max_size=30) | st.lists(st.sampled_from(pieces), max_size=15).map(" ".join))
@settings(deadline=None, max_examples=300)
def test_every_text_is_an_expression_or_a_problem_within_it(text):
    found = outcome(text)

    if isinstance(found, ExpressionProblem):
        assert 0 <= found.start <= found.end <= len(text)
        assert found.message.in_language("fi")
        assert found.fix.in_language("sv")
    else:
        assert parse(unparse(found.tree)).tree == found.tree


@pytest.mark.parametrize(
    ("text", "grouped"),
    [
        ("a or b and c", "a or (b and c)"),
        ("not a and b", "(not a) and b"),
        ("not a == b", "not (a == b)"),
        ("a + b * c > d - e", "(a + (b * c)) > (d - e)"),
        ("a - b - c == 0", "((a - b) - c) == 0"),
        ("not a is empty or b", "(not (a is empty)) or b"),
        ("-a < -3", "(-a) < (-3)"),
    ],
)
def test_words_bind_as_in_speech(text, grouped):
    assert parse(text).tree == parse(grouped).tree


def test_every_part_knows_its_place():
    text = "suostumus or (maara + 1 > 3)"

    right = parse(text).tree.right

    assert text[right.left.start : right.left.end] == "maara + 1"
    assert text[right.right.start : right.right.end] == "3"


@pytest.mark.parametrize(
    ("text", "at", "fix"),
    [
        ("a = 3", "=", "write '=='"),
        ("a && b", "&&", "write 'and'"),
        ("a || b", "||", "write 'or'"),
        ("!a", "!", "write 'not'"),
        ("a <> 3", "<>", "write '!='"),
        ("a ≥ 3", "≥", "write '>='"),
        ("a AND b", "AND", "write 'and'"),
        ("a ja b", "ja", "write 'and'"),
        ("a tai b", "tai", "write 'or'"),
        ("ei a", "ei", "write 'not'"),
        ("a == kyllä", "kyllä", "write 'true'"),
        ("a och b", "och", "write 'and'"),
        ("True", "True", "write 'true'"),
        ("a < b < c", "<", "write 'a < b and b < ...'"),
        ("1 < a <= 5", "<=", "write '1 < a and a <= ...'"),
        ("a is not in b", "is not in", "write 'not in'"),
        ("a is true", "is true", "write '== true'"),
        ("a == null", "null", "ask 'x is set' or 'x is not set'"),
        ('a == "b"', '"b"', "write 'b'"),
        ("a > 3,5", ",", "write '3.5'"),
        ("a > 1.2.2025", "1.2.2025", "write '2025-02-01'"),
        ("a > 2025-02-30", "2025-02-30", "dates are year-month-day, such as 2026-09-01"),
        ("a > 007", "007", "write '7'"),
        ("a nad b", "nad", "did you mean 'and'?"),
        ("(a or b", "(", "add ')'"),
        ("a)", ")", "take it away, or add the bracket that opens"),
        ("a and", "and", "add what belongs after it"),
        ("a / 2", "/", "there are only +, - and *"),
        ("len(a)", "(", "the only question with brackets is active(state)"),
        ("a in [1, 2]", "1", "compare with 'x == 1 or x == 2', or with 'x >= 1 and x <= 2'"),
        ("Tulos", "Tulos", "write 'tulos'"),
        ("päätös", "päätös", "write 'paatos'"),
        (
            "日本",
            "日本",
            "names have the small letters a-z, digits and _, such as 'arvio_tehty'; text goes in single quotes",
        ),
        ("summa > 1 000", "1 000", "write '1000'"),
        ("tulos on hyva", "on", "write '=='"),
        ("tulos ei ole hyva", "ei ole", "write '!='"),
        ("summa suurempi kuin 0", "suurempi kuin", "write '>'"),
    ],
)
def test_a_slip_comes_with_its_place_and_what_to_write(text, at, fix):
    wrong = problem(text)

    assert text[wrong.start : wrong.end] == at
    assert wrong.fix.in_language("en") == fix


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000 + "a" + ")" * 5000,
        "not " * 2000 + "a",
        "-" * 5000 + "a",
        "+".join(["a"] * 20_000),
        " or ".join(["a"] * 150),
        "*".join(["a"] * 20),
        "[" * 100,
        "9" * 400,
    ],
)
def test_an_expression_too_large_is_refused(text):
    assert problem(text).fix is not None


def test_an_expression_as_large_as_allowed_is_read():
    assert parse("(" * 50 + "a" + ")" * 50).tree == parse("a").tree
    assert unparse(parse(" or ".join(["a"] * 100)).tree).count("or") == 99


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (3, "3"),
        (-2.5, "-2.5"),
        (1e-7, "0.0000001"),
        (date(2025, 1, 31), "2025-01-31"),
        (["a", "b"], "[a, b]"),
        ([], "[]"),
    ],
)
def test_a_plain_value_is_a_literal(value, text):
    expression = literal(value)

    assert expression.text == text
    assert parse(text).tree == expression.tree


@pytest.mark.parametrize("value", [None, {"a": 1}, [1, 2], float("nan"), 10**20, ["a or b"], [""]])
def test_what_no_data_can_be_is_no_literal(value):
    with pytest.raises(ExpressionProblem):
        literal(value)
