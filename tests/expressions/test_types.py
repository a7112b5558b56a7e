import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prosessi.expressions.kinds import BOOLEAN, DataType
from prosessi.expressions.syntax import parse
from prosessi.expressions.types import check, names_in, states_in

DATA = {
    "suostumus": BOOLEAN,
    "ika": DataType("integer", min=0, max=120),
    "paino": DataType("number"),
    "tulos": DataType("choice", ("tuki", "ei_tukea", "jatko")),
    "toinen": DataType("choice", ("x", "y")),
    "kutsutut": DataType("set", ("terveys", "sivistys")),
    "synt": DataType("date"),
    "nimi": DataType("text"),
    "terveys": BOOLEAN,
    "jatko": DataType("choice", ("tuki", "ei_tukea", "jatko")),
}

NAMES = "ika, jatko, kutsutut, nimi, paino, suostumus, synt, terveys, toinen and tulos"


def problems(text, expected=BOOLEAN):
    return list(check(parse(text), DATA, ["koti", "kotona"], expected))


@pytest.mark.parametrize(
    "text",
    [
        "suostumus",
        "ika >= 18 and paino < 2.5",
        "tulos == tuki",
        "tuki == tulos",
        "tulos == 'jatko'",
        "tulos in [tuki, 'jatko']",
        "terveys in kutsutut",
        "kutsutut == [terveys]",
        "kutsutut is empty or kutsutut is not set",
        "synt + 30 > 2025-01-31 and synt - synt == 0",
        "active(koti) == suostumus",
        "-ika * 2 != paino",
    ],
)
def test_what_fits_together_has_no_problem(text):
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "at", "fix"),
    [
        ("suostumu", "suostumu", "did you mean 'suostumus'?"),
        ("tulos == tukki", "tukki", "did you mean 'tuki'?"),
        ("tulos == xyz", "xyz", "the choices are tuki, ei_tukea and jatko"),
        ("tulos in [tuki, terveys]", "terveys", "the choices are tuki, ei_tukea and jatko"),
        ("terveyz in kutsutut", "terveyz", "did you mean 'terveys'?"),
        ("kutsutut == [terveys, koulu]", "koulu", "the choices are terveys and sivistys"),
        ("ika < suostumus", "suostumus", "write a number"),
        ("ika == synt", "synt", "write a number"),
        ("tulos < tuki", "tulos", "use '==', '!=' or 'in'"),
        ("tulos == toinen", "toinen", "the choices are tuki, ei_tukea and jatko"),
        ("suostumus + 1 > 2", "suostumus", "use numbers"),
        ("ika", "ika", "compare it with a number, such as 'ika > 0'"),
        ("not tulos", "tulos", "compare it with a choice, such as 'tulos == tuki'"),
        ("kutsutut and suostumus", "kutsutut", "write 'kutsutut is not empty'"),
        ("nimi == 'x'", "nimi", "make it a choice, or ask something else"),
        ("nimi is set", "nimi", "make it a choice, or ask something else"),
        ("ika is empty", "ika", "ask 'ika is not set'"),
        ("ika in kutsutut", "ika", "the choices are terveys and sivistys"),
        ("tuki in tulos", "tulos", "after 'in' stands a set or a list such as [a, b]; equality is '=='"),
        ("active(kota)", "kota", "did you mean 'kotona'?"),
        ("tulos == jatko", "jatko", "for the choice write 'jatko'"),
        ("[terveys]", "[terveys]", "write for example 'tulos in [terveys]'"),
        ("'tuki'", "'tuki'", "compare a choice with it: tulos == 'tuki'"),
        ("(ika > 3) is set", "ika > 3", "write the name of the data before 'is set'"),
        ("synt * 2 > synt", "synt", "use numbers"),
        ("synt + synt > synt", "synt + synt", "write for example 'paatos_pvm + 30'"),
        ("outo == muu", "outo", f"declare it under case:, or use one of {NAMES}"),
        ("'x' == nimi", "nimi", "make it a choice, or ask something else"),
        ("tukki == tulos", "tukki", "did you mean 'tuki'?"),
    ],
)
def test_one_mistake_is_one_problem_with_its_place_and_remedy(text, at, fix):
    (wrong,) = problems(text)

    assert text[wrong.start : wrong.end] == at
    assert wrong.fix.in_language("en") == fix


def test_two_mistakes_are_two_problems_in_the_order_of_the_text():
    wrong = problems("ika and suostumu")

    assert [(each.start, each.end) for each in wrong] == [(0, 3), (8, 16)]


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("ika", "17", 0),
        ("ika", "ika + 1", 0),
        ("ika", "121", 1),
        ("ika", "-1", 1),
        ("ika", "2.5", 1),
        ("paino", "3", 0),
        ("tulos", "tuki", 0),
        ("tulos", "tukki", 1),
        ("tulos", "ika", 1),
        ("kutsutut", "[]", 0),
        ("kutsutut", "[terveys, koulu]", 1),
        ("synt", "2025-01-31", 0),
        ("synt", "synt + 14", 0),
        ("synt", "ika", 1),
        ("nimi", "'x'", 1),
        ("suostumus", "ika > 3", 0),
    ],
)
def test_a_value_has_to_fit_what_it_is_given_to(name, text, count):
    assert len(problems(text, DATA[name])) == count


def test_names_are_told_from_choices():
    found = names_in(parse("tulos == tuki and terveys in kutsutut or suostumus"), DATA)

    assert [(each.name, each.start) for each in found] == [("tulos", 0), ("kutsutut", 29), ("suostumus", 41)]


def test_states_are_found_with_their_places():
    (found,) = states_in(parse("suostumus or active(koti)"), ["koti"])

    assert (found.state, found.start, found.end) == ("koti", 20, 24)


words = st.sampled_from(
    [*DATA, "tuki", "x", "3", "2.5", "2025-01-31", "true", "'jatko'", "[tuki]", "active(koti)", "outo"]
)
joints = st.sampled_from([" and ", " or ", " == ", " < ", " in ", " not in ", " + ", " - ", " * "])
texts = st.recursive(
    words,
    lambda parts: (
        st.builds("({0}{1}{2})".format, parts, joints, parts)
        | st.builds("({0}{1})".format, parts, st.sampled_from([" is empty", " is set", ""]))
        | st.builds("(not {0})".format, parts)
    ),
    max_leaves=8,
)


@given(texts, st.sampled_from([None, *DATA.values()]))
@settings(deadline=None, max_examples=300)
def test_checking_never_fails_and_stays_within_the_text(text, expected):
    for wrong in problems(text, expected):
        assert 0 <= wrong.start <= wrong.end <= len(text)
        assert wrong.message.in_language("fi")
        assert wrong.fix.in_language("fi")
