"""What the SCXML recommendation says about control flow, case by case, on the step, its rows and the explorer."""

from __future__ import annotations

import pytest

from charts import ByRows, ByStep
from prosessi import import_process
from prosessi.chart.rows import Rows
from prosessi.check import check_text
from prosessi.findings import Severity
from recommendation import CASES, Explored, Stepwise, Timed, document, expected, timeless, walked


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_a_case_goes_as_the_recommendation_says(case):
    imported = import_process(document(case))

    assert list(walked(imported, case, Timed)) == expected(case)


@pytest.mark.parametrize("case", [case for case in CASES if timeless(case)], ids=lambda case: case["about"])
def test_the_step_its_rows_and_the_graph_agree(case):
    imported = import_process(document(case))
    rows = Rows(imported.chart)
    engines = [
        lambda made: Stepwise(made, ByStep),
        lambda made: Stepwise(made, lambda chart: ByRows(chart, rows=rows)),
        lambda made: Stepwise(made, lambda chart: ByRows(chart, rows=rows)),
        Explored,
    ]

    told = [list(walked(imported, case, engine)) for engine in engines]

    assert told == [expected(case)] * len(engines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_what_is_read_has_no_errors(case):
    findings = check_text(import_process(document(case)).yaml_text, "read.yaml", prove=False).findings

    assert [str(finding) for finding in findings if finding.severity is Severity.ERROR] == []
