import pytest

from holes import HOLES
from prosessi.chart.compile import compile_process
from prosessi.messages import speaking
from prosessi.model.bind import bind, kind_of
from prosessi.model.library import EMPTY
from prosessi.rules import RULES
from prosessi.source.yaml import read
from prosessi.verify import guards, never
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
