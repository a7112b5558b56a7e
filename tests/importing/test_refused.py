"""What a process has no words for is refused, once, at the place where it is said."""

from __future__ import annotations

import pytest
import yaml

from charts import ROOT
from prosessi import import_process
from prosessi.errors import InvalidProcess
from recommendation import document

CASES = yaml.safe_load((ROOT / "tests" / "importing" / "refused.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_what_cannot_be_said_is_refused_at_its_place(case):
    text = document(case)

    with pytest.raises(InvalidProcess) as raised:
        import_process(text)

    [finding] = raised.value.findings
    assert text[finding.at.start : finding.at.end] == case["at"]
    assert finding.code == "PR092"
    assert finding.fix is not None
