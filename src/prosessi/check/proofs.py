"""Runs the rules over what can become of a case. They take long to load: only who asks for proofs imports this."""

from __future__ import annotations

from prosessi.chart.chart import Chart
from prosessi.check.look import run
from prosessi.findings import Finding
from prosessi.verify.conditions import guards, never
from prosessi.verify.course import (
    again,
    bounds,
    dead,
    documents,
    duties,
    endless,
    handover,
    joins,
    roles,
    rounds,
    unsettled,
)
from prosessi.verify.course.arrivals import with_case
from prosessi.verify.echoes import without_echoes
from prosessi.verify.limits import idle, missed
from prosessi.verify.promises import broken
from prosessi.verify.proof import Proof

THEMES = (
    endless,
    joins,
    dead,
    duties,
    bounds,
    rounds,
    unsettled,
    again,
    documents,
    roles,
    handover,
    guards,
    never,
    broken,
    missed,
    idle,
)


def prove(chart: Chart) -> tuple[Finding, ...]:
    """What can go wrong with the cases of a chart, by place."""
    return tuple(sorted(proven(chart, []), key=lambda finding: (finding.at, finding.code)))


def proven(chart: Chart, findings: list[Finding]) -> list[Finding]:
    """The findings with cases for those that lacked one, and with what is found of the cases themselves."""
    proof = Proof(chart, tuple(findings))
    return [with_case(proof, finding) for finding in findings] + without_echoes(run("proof", proof))
