from datetime import date, datetime
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charts import ROOT
from holes import HOLES, choice, process
from prosessi.chart.case import Taken, begin, send
from prosessi.chart.compile import compile_process
from prosessi.check import check_text
from prosessi.expressions.program import encode
from prosessi.messages import speaking
from prosessi.model.bind import bind, kind_of
from prosessi.model.library import EMPTY, find_library
from prosessi.rules import RULES
from prosessi.source.yaml import read
from prosessi.verify.conditions import guards, never, solver
from prosessi.verify.proof import Proof
from verify.replay import replayed

CODES = tuple(rule.code for rule in (guards.gap, guards.overlap, guards.only_under_a_condition, never.never_true_here))


def proof_of(text, library=EMPTY):
    reading = read(text, "laina.yaml")
    bound = bind(reading.value, kind_of(reading.value), reading.findings)
    assert bound.model is not None, bound.findings
    return Proof(compile_process(bound.model, library))


def found_in(proof):
    return [finding for code in (*CODES, "PR403") for finding in RULES[code](proof)]


@pytest.mark.parametrize("hole", HOLES.values(), ids=HOLES)
def test_a_hole_is_told_once_in_its_place_with_its_case(hole):
    (found,) = found_in(proof_of(hole.text))

    with speaking("en"):
        assert f"{found.at.line}:{found.at.column} {found.code}" == hole.place
        assert hole.said in str(found.message)
        assert str(found.fix)


@pytest.mark.parametrize("hole", HOLES.values(), ids=HOLES)
def test_the_case_of_a_hole_can_be_walked(hole):
    proof = proof_of(hole.text)

    (found,) = found_in(proof)

    assert found.example is not None
    replayed(proof.chart, found.example)


@pytest.mark.parametrize("hole", HOLES.values(), ids=HOLES)
def test_nothing_is_found_where_a_hole_is_mended(hole):
    assert [str(finding) for finding in found_in(proof_of(hole.mended))] == []


SOUND = {
    "an else": choice("if: summa < 300", "else: true"),
    "conditions that lead to the same": """\
  alku:
    transitions:
      - {event: ratkaise, if: summa <= 300, to: valmis}
      - {event: ratkaise, if: summa >= 300, to: valmis}
""",
    "an outer state that answers": """\
  alku:
    initial: eka
    transitions:
      - {event: ratkaise, to: muu}
    states:
      eka: {transitions: [{event: ratkaise, if: tulos == myonto, to: valmis}]}
""",
    "another branch that answers": """\
  alku:
    parallel:
      yksi:
        initial: y1
        states:
          y1: {transitions: [{event: ratkaise, if: tulos == myonto, to: valmis}]}
      toinen:
        initial: t1
        states:
          t1: {transitions: [{event: ratkaise, to: t2}]}
          t2: {transitions: [{event: ratkaise, to: muu}]}
""",
    "a reminder only for some": """\
  alku:
    transitions:
      - {event: arvioi, to: odotus}
  odotus:
    transitions:
      - {after: 14 days, if: hyva}
      - {after: 20 days, to: muu}
""",
    "an automatic move that waits": """\
  alku:
    transitions:
      - {always: true, if: hyva is set and hyva, to: valmis}
      - {event: arvioi}
""",
    "an act that waits for leave": """\
  alku:
    transitions:
      - {event: paata, if: hyva is set and hyva, to: valmis}
      - {event: arvioi}
""",
    "alternatives decided before": """\
  alku:
    transitions:
      - {event: arvioi, if: hyva, to: loppu}
      - {event: arvioi, if: not hyva and kiire, to: loppu}
      - {event: arvioi, else: true, to: muu}
  loppu:
    transitions:
      - {event: paata, if: hyva, to: valmis}
      - {event: paata, if: kiire and not hyva, to: muu}
""",
    "a way that ends before it asks": """\
  alku:
    transitions:
      - {event: ratkaise, if: summa < 100, to: valmis}
      - {event: ratkaise, else: true, to: loppu}
  loppu:
    transitions:
      - {event: paata, if: summa >= 100 and laji == auto, to: valmis}
      - {event: paata, if: summa >= 100 and laji != auto, to: muu}
""",
    "data compared with one another": choice("if: tulot < menot", "if: tulot == menot", "if: tulot > menot"),
}


@pytest.mark.parametrize("states", SOUND.values(), ids=SOUND)
def test_nothing_is_found_where_nothing_is_wrong(states):
    assert [str(finding) for finding in found_in(proof_of(process(states)))] == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("processes/*/process.yaml")), ids=lambda path: path.parent.name)
def test_the_shipped_processes_have_no_holes(path):
    found = found_in(proof_of(path.read_text("utf-8"), find_library(path)))

    assert [str(finding) for finding in found] == []


def test_a_sound_sample_has_no_holes():
    path = ROOT / "tests" / "check" / "tukihakemus" / "process.yaml"

    assert found_in(proof_of(path.read_text("utf-8"), find_library(path))) == []


def test_a_lone_bound_is_only_noted():
    (found,) = found_in(proof_of(process(choice("if: summa < 300"))))

    assert found.code == "PR402"
    assert found.example.steps[-1]["set"] == {"summa": 300}


def test_an_act_that_is_never_allowed_again_is_noted():
    states = """\
  alku:
    transitions:
      - {event: ratkaise, to: loppu}
  loppu:
    transitions:
      - {event: paata, if: tulos == myonto, to: valmis}
      - {event: peru, to: muu}
"""

    (found,) = found_in(proof_of(process(states)))

    assert found.code == "PR402"
    assert found.example.steps[-1] | {"on_date": None} == {"on_date": None, "do": "paata", "refused": "condition"}


def test_a_branch_that_never_starts_is_shown_where_its_siblings_run():
    states = """\
  alku:
    transitions:
      - {event: arvioi, if: hyva, to: rinnan}
      - {event: arvioi, else: true, to: muu}
  rinnan:
    parallel:
      yksi: {finish: paata}
      toinen: {if: not hyva, finish: peru}
    transitions:
      - {done: true, to: valmis}
"""
    proof = proof_of(process(states))

    (found,) = found_in(proof)

    assert (found.code, found.at.line, found.at.column) == ("PR412", 29, 20)
    assert replayed(proof.chart, found.example).passed


def test_a_hole_in_one_of_many_branches_is_shown_without_what_goes_on_in_the_others():
    branches = "".join(
        f"""\
      haara{number}:
        initial: a{number}
        states:
          a{number}: {{transitions: [{{event: paata, to: b{number}}}]}}
          b{number}: {{transitions: [{{event: arvioi, if: hyva, to: valmis}}, {{event: arvioi, else: true, to: muu}}]}}
"""
        for number in range(5)
    )
    last = """\
      viimeinen:
        initial: a
        states:
          a: {transitions: [{event: ratkaise, if: summa < 5, to: muu}, {event: ratkaise, if: summa > 5, to: valmis}]}
"""
    proof = proof_of(process(f"  alku:\n    parallel:\n{branches}{last}"))

    (found,) = found_in(proof)

    assert found.example.steps == (
        {"on_date": date(2026, 3, 3), "do": "ratkaise", "set": {"summa": 5}, "refused": "condition"},
    )
    replayed(proof.chart, found.example)


def test_without_the_extra_what_is_not_decided_is_noted_once(monkeypatch):
    monkeypatch.setattr(solver, "available", lambda: False)
    states = choice("if: tulot - menot > 100", "if: tulot - menot < 90")

    (found,) = found_in(proof_of(process(states)))

    assert found.code == "PR403"
    assert "prosessi[smt]" in str(found.fix)


def test_a_gap_that_trying_finds_needs_no_extra(monkeypatch):
    monkeypatch.setattr(solver, "available", lambda: False)

    found = found_in(proof_of(process(choice("if: tulot < menot", "if: tulot > menot"))))

    assert [finding.code for finding in found] == ["PR410", "PR403"]


def test_the_same_condition_twice_is_told_by_the_rule_of_turns_alone():
    twice = process(choice("if: summa < 300", "if: summa < 300", "else: true"))

    assert [
        found.code for found in check_text(twice, "laina.yaml", EMPTY).findings if found.code in {*CODES, "PR122"}
    ] == ["PR122"]


def test_a_contradiction_is_told_by_its_own_rule_alone():
    states = choice("if: summa < 300 and summa > 400", "else: true")

    codes = {found.code for found in check_text(process(states), "laina.yaml", EMPTY).findings}

    assert codes & {*CODES, "PR401"} == {"PR401"}


LEAVES = st.sampled_from(
    ("x > 1", "x <= 2", "x == 0", "y < x", "x + y > 3", "f", "not f", "c == a", "c != b", "c in [a, d]", "x != y")
)
TWO = st.tuples(LEAVES, st.sampled_from(("and", "or")), LEAVES).map(" ".join)
GUARDS = st.lists(st.one_of(LEAVES, TWO), min_size=2, max_size=3, unique=True)
X, Y, F, C = range(4), range(3), (True, False), ("a", "b", "d")
TRIED = """
prosessi: 1
process: laina
initial: alku
case:
  x: {type: integer, min: 0, max: 3}
  y: {type: integer, min: 0, max: 2}
  f: {type: boolean}
  c: {type: choice, of: [a, b, d]}
events: {ratkaise: {decides: [x, y, f, c]}}
states:
  alku:
    transitions:
"""


def answers(chart):
    """For all case data there are, how many of the conditions hold, as the interpreter sees it."""
    case = begin(chart, at=datetime(2026, 3, 2)).case
    for x, y, f, c in product(X, Y, F, C):
        taken = send(chart, case, "ratkaise", decided={"x": x, "y": y, "f": f, "c": c})
        data = [encode(slot.type, value) for slot, value in zip(chart.slots, (x, y, f, c), strict=True)]
        holding = sum(edge.guard.evaluate(data) == 1.0 for edge in chart[1].edges)
        assert isinstance(taken, Taken) == (holding > 0)
        yield holding


@settings(deadline=None, max_examples=60)
@given(GUARDS)
def test_a_gap_and_an_overlap_are_found_just_where_trying_everything_finds_them(conditions):
    states = "".join(
        f'      - {{event: ratkaise, if: "{text}", to: t{number}}}\n' for number, text in enumerate(conditions)
    )
    ends = "".join(f"  t{number}: {{final: closed}}\n" for number in range(len(conditions)))
    proof = proof_of(TRIED + states + ends)

    holding = set(answers(proof.chart))

    codes = {found.code for found in found_in(proof)}
    assert ("PR410" in codes) == (0 in holding)
    assert ("PR411" in codes) == (max(holding) > 1)


@pytest.mark.parametrize(("days", "codes"), [(10, []), (3, ["PR410"])])
def test_a_gap_where_no_day_ever_brings_a_case_is_not_told(days, codes):
    states = f"""\
  alku:
    initial: odotus
    transitions:
      - {{after: 5 days, to: muu}}
    states:
      odotus: {{transitions: [{{after: {days} days, to: jako}}]}}
      jako:
        transitions:
          - {{event: ratkaise, if: summa < 5, to: valmis}}
          - {{event: ratkaise, if: summa > 5, to: muu}}
"""

    assert [finding.code for finding in found_in(proof_of(process(states)))] == codes
