"""A file becomes the model, or is told where and how it does not fit, each mistake once."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prosessi.messages import speaking
from prosessi.model.bind import FILES, bind, kind_of, read_as
from prosessi.model.process import Process
from prosessi.model.walks import Walks
from prosessi.source.yaml import read

HEAD = "prosessi: 1\nprocess: laina\n"
STATES = "states: {a: {final: closed}}\n"


def told(text, cls=Process):
    findings = read_as(cls, text, "f").findings
    return [(finding.code, finding.at.line, finding.at.column) for finding in findings]


def marks(text, cls=Process):
    """The codes of the findings, each with the words that are underlined."""
    bound = read_as(cls, text, "f")
    return [(finding.code, bound.text[finding.at.start : finding.at.end]) for finding in bound.findings]


def first_fix(text, cls=Process):
    finding = read_as(cls, text, "f").findings[0]
    with speaking("fi"):
        return str(finding.fix)


def test_a_whole_process_binds_without_findings(loan):
    bound = read_as(Process, loan, "f")

    assert bound.findings == ()
    assert bound.sound
    assert list(bound.model.states) == ["hyllyssa", "lainassa", "poistettu"]


def test_a_single_name_is_a_list_of_one(loan):
    events = read_as(Process, loan, "f").model.events

    assert (events["lainaa"].by, events["palauta"].by) == (("hoitaja",), ("asiakas", "hoitaja"))


def test_named_things_stand_where_their_names_stand(loan):
    process = read_as(Process, loan, "f").model

    assert str(process.states["lainassa"].place) == "f:27:3"
    assert str(process.deadlines["laina_aika"].starts.place) == "f:17:5"


def test_listed_things_stand_where_they_begin(loan):
    transitions = read_as(Process, loan, "f").model.states["lainassa"].transitions

    assert [str(each.place) for each in transitions] == ["f:30:9", "f:33:9"]


def test_a_part_knows_the_places_of_its_keys_values_and_items(loan):
    process = read_as(Process, loan, "f").model
    event = process.events["palauta"]

    assert str(event.place_of("by", 1)) == "f:14:49"
    assert str(event.place_of_key("decides")) == "f:14:59"
    assert str(process.place_of_key("roles", "hoitaja")) == "f:8:3"
    assert (event.wrote("decides"), event.wrote("needs")) == (True, False)


@pytest.mark.parametrize(
    ("line", "code", "marked"),
    [
        ("stauts: draft", "PR030", "stauts"),
        ("status: drafted", "PR035", "drafted"),
        ("level: 7", "PR035", "7"),
        ("version: 1.10", "PR034", "1.10"),
        ("title: 5", "PR034", "5"),
        ("title: [a]", "PR033", "[a]"),
        ("title: {fi: 5}", "PR034", "5"),
        ("title: {fii: x}", "PR030", "fii"),
        ("roles: [a]", "PR033", "[a]"),
        ("roles: {a: b}", "PR033", "b"),
        ("roles: {Äiti: {}}", "PR036", "Äiti"),
        ("roles: {a: {kind: clent}}", "PR035", "clent"),
        ("roles: {a: {law: 5}}", "PR033", "5"),
        ("roles: {a: {source: s3}}", "PR036", "s3"),
        ("initial: [a, B-c]", "PR036", "B-c"),
        ("initial: {a: b}", "PR033", "initial"),
        ("initial:", "PR032", "initial"),
        ("owner: null", "PR033", "null"),
        ("case: {a: {}}", "PR031", "a"),
        ("case: {a: {type: date, min: x}}", "PR033", "x"),
        ("case: {a: {type: date, sensitive: 1}}", "PR033", "1"),
        ("case: {a: {type: set, default: [Ä]}}", "PR036", "[Ä]"),
        ("case: {a: {type: set, default: {b: c}}}", "PR033", "default"),
        ("deadlines: {a: {starts: b, met_by: {exit: c}}}", "PR033", "b"),
        ("rules: {a: {in_: b, in: c, responsible: d}}", "PR030", "in_"),
        ("process: toinen", "PR020", "process"),
        ("language: no", "PR021", "no"),
        ("on: a", "PR021", "on"),
    ],
)
def test_a_mistake_is_told_once_and_at_its_place(line, code, marked):
    assert marks(f"{HEAD}{line}\n{STATES}") == [(code, marked)]


@pytest.mark.parametrize(
    ("state", "code", "marked"),
    [
        ("{join: none}", "PR035", "none"),
        ("{join: 0}", "PR035", "0"),
        ("{if: 5}", "PR033", "5"),
        ("{if: a adn b}", "PR038", "adn"),
        ("{if: 'a adn b'}", "PR038", "adn"),
        ('{if: "a adn b"}', "PR038", "adn"),
        ("{if: [a]}", "PR033", "[a]"),
        ("{entry: {set: {x: {}}}}", "PR033", "x"),
        ("{transitions: [x]}", "PR033", "x"),
        ("{transitions: [{else: false}]}", "PR035", "false"),
        ("{transitions: [{else: 1}]}", "PR035", "1"),
        ("{transitions: [{after: 7}]}", "PR033", "7"),
        ("{transitions: [{after: 7 moons}]}", "PR039", "moons"),
        ("{transitions: [{after: '7 moons'}]}", "PR039", "moons"),
        ("{transitions: [{at: 2025-02-30}]}", "PR040", "2025-02-30"),
        ("{transitions: [{at: 5}]}", "PR033", "5"),
    ],
)
def test_a_mistake_in_a_state_is_told_once_and_at_its_place(state, code, marked):
    assert marks(f"{HEAD}states: {{a: {state}}}\n") == [(code, marked)]


@pytest.mark.parametrize(
    ("line", "fix"),
    [
        ("stauts: draft", "tarkoititko 'status'?"),
        ("status: drafted", "tarkoititko 'draft'?"),
        ("version: 1.10", 'kirjoita se lainausmerkkeihin: "1.10"'),
        ("version: 2026.1", 'kirjoita se lainausmerkkeihin: "2026.1"'),
        ("roles: {äiti: {}}", "kirjoita 'aiti'"),
        ("roles: {perhe-tyo: {}}", "kirjoita 'perhe_tyo'"),
        ("roles: {9: {}}", "kirjoita nimi, tai avain lainausmerkkeihin"),
    ],
)
def test_a_finding_says_what_to_write(line, fix):
    assert first_fix(f"{HEAD}{line}\n{STATES}") == fix


def test_the_id_of_a_process_is_proposed_with_hyphens():
    assert first_fix(f"prosessi: 1\nprocess: Jälki_huolto\n{STATES}") == "kirjoita 'jalki-huolto'"


def test_missing_keys_of_one_thing_are_one_finding():
    assert told("prosessi: 1\n") == [("PR031", 1, 1)]


def test_a_misspelt_key_is_not_missing_as_well():
    assert told(f"{HEAD}sates: {{a: {{final: closed}}}}\n") == [("PR030", 3, 1)]


def test_parts_under_the_wrong_heading_are_one_finding(loan):
    assert marks(loan.replace("events:\n", "")) == [("PR041", "lainaa")]


def test_several_mistakes_are_told_together_and_in_order():
    text = f"{HEAD}status: x\nlevel: no\nowner: 5\n{STATES}"

    assert told(text) == [("PR035", 3, 9), ("PR021", 4, 8), ("PR034", 5, 8)]


def test_true_is_no_version_of_the_format():
    assert told(f"prosessi: true\nprocess: a\n{STATES}") == [("PR035", 1, 11)]


def test_a_date_of_a_walk_must_be_of_the_calendar():
    text = "walks: laina\npaths: {a: {start: 2025-02-29, steps: [{on_date: 20250301}]}}\n"

    assert told(text, Walks) == [("PR037", 2, 20), ("PR033", 2, 50)]


def test_what_is_not_set_may_be_expected_of_a_case():
    text = "walks: laina\npaths: {a: {start: 2025-02-28, steps: [], expect: {case: {kunto: null}}}}\n"

    assert read_as(Walks, text, "f").model.paths["a"].expect.case == {"kunto": None}


@pytest.mark.parametrize(("name", "cls"), FILES.items())
def test_a_file_is_known_by_its_keys(name, cls):
    assert kind_of(read(f"{name}: x\n", "f").value) is cls


def test_a_thousand_mistakes_are_told_up_to_a_hundred():
    assert 0 < len(told(HEAD + "".join(f"k{n}: 1\n" for n in range(1000)))) <= 101


def test_places_already_spoken_of_are_passed_over():
    reading = read(f"{HEAD}status: no\n{STATES}", "f")

    assert len(bind(reading.value, Process).findings) == 1
    assert bind(reading.value, Process, reading.findings).findings == ()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 2000) | st.floats(0, 9) | st.text("aäB 1.-'=<>", max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                sorted(
                    {
                        "a",
                        "if",
                        "to",
                        "set",
                        "event",
                        "states",
                        "starts",
                        "label",
                        "fi",
                        "type",
                        "of",
                        "default",
                        "join",
                        "at",
                    }
                )
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


def as_yaml(value):
    match value:
        case bool() | None:
            return {True: "true", False: "false", None: "null"}[value]
        case int():
            return str(value)
        case float():
            return f"{value:.3f}"
        case str():
            return "'" + value.replace("'", "''") + "'"
        case list():
            return "[" + ", ".join(map(as_yaml, value)) + "]"
    return "{" + ", ".join(f"{key}: {as_yaml(inner)}" for key, inner in value.items()) + "}"


@given(st.sampled_from(sorted({key for cls in FILES.values() for key in cls.model_fields})), VALUES)
@settings(deadline=None, max_examples=300)
def test_any_value_anywhere_binds_or_is_told(key, value):
    for cls in FILES.values():
        findings = read_as(cls, f"{key}: {as_yaml(value)}\n", "f").findings

        assert all(finding.at.line == 1 and str(finding) for finding in findings)


def mutated(text, seed):
    """The text with one word replaced by another of its words, or a stretch of it lost."""
    chance = random.Random(seed)  # noqa: S311  # a test wants the same chance twice
    words = text.replace("\n", " \n ").split(" ")
    at = chance.randrange(len(words))
    if chance.random() < 0.5:
        words[at] = chance.choice(words)
    else:
        del words[at : at + chance.randrange(4)]
    return " ".join(words).replace(" \n ", "\n")


@given(seed=st.integers(0, 10**9))
@settings(deadline=None, max_examples=300)
def test_a_process_with_a_slip_is_told_at_places_inside_it(loan, seed):
    text = mutated(loan, seed)
    bound = read_as(Process, text, "f")
    lines = text.split("\n")

    assert all(1 <= finding.at.line <= len(lines) for finding in bound.findings)
    assert all(finding.at.column <= len(lines[finding.at.line - 1]) + 1 for finding in bound.findings)
    assert bound.model is not None or bound.findings
