"""Public event-script cases of the SCXML test framework, read from beside the project when they are there."""

import json
from datetime import datetime, timedelta

import pytest

from charts import ROOT, ByRows, ByStep, leaves
from prosessi import import_process
from prosessi.chart.case import advance, begin, send
from prosessi.chart.explore import explore

SAMPLES = ROOT.parent / "shared" / "conformance" / "scion"
CASES = sorted(SAMPLES.rglob("*.scxml"))
START = datetime(2025, 1, 7, 9, 30)


class Timed:
    """A case with its clocks."""

    def __init__(self, chart):
        self.chart, self.case = chart, begin(chart, at=START).case

    def send(self, event):
        self.case = getattr(send(self.chart, self.case, event), "case", self.case)

    def wait(self, milliseconds):
        self.case = advance(self.chart, self.case, self.case.now + timedelta(milliseconds=milliseconds)).case

    @property
    def snapshot(self):
        return self.case.snapshot


class Explored:
    """A walk along the graph of everything that can happen."""

    def __init__(self, chart):
        self.graph, self.node = explore(chart), 0
        self._go("begin", None)

    def send(self, event):
        self._go("act", event)

    def _go(self, kind, event):
        ways = (move.target for move in self.graph.moves[self.node] if (move.kind, move.event) == (kind, event))
        self.node = next(ways, self.node)

    @property
    def snapshot(self):
        return self.graph.nodes[self.node].snapshot


def test_the_samples_are_there():
    if not CASES:
        pytest.skip("the SCION samples do not stand beside the project")

    assert len(CASES) == 26


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize("engine", [ByStep, ByRows, Timed, Explored])
def test_a_sample_goes_as_its_script_says(path, engine):
    script = json.loads(path.with_suffix(".json").read_text("utf-8"))
    imported = import_process(path)

    case = engine(imported.chart)
    told = [leaves(imported.chart, case.snapshot.active)]
    for step in script["events"]:
        if "after" in step and hasattr(case, "wait"):
            case.wait(step["after"])
        case.send(imported.names[step["event"]["name"]])
        told.append(leaves(imported.chart, case.snapshot.active))

    expected = [script["initialConfiguration"], *(step["nextConfiguration"] for step in script["events"])]
    assert [sorted(active) for active in told] == [sorted(imported.names[name] for name in each) for each in expected]
