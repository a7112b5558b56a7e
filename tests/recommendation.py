"""Charts after the SCXML recommendation, and the ways to walk through what has been read of them."""

from __future__ import annotations

from datetime import datetime, timedelta

import yaml

from charts import ROOT, leaves
from prosessi.chart.case import advance, begin, send
from prosessi.chart.explore import explore

CASES = yaml.safe_load((ROOT / "tests" / "importing" / "recommendation.yaml").read_text("utf-8"))
START = datetime(2025, 1, 7, 9, 30)


def document(case):
    initial = f' initial="{case["initial"]}"' if "initial" in case else ""
    how = f'datamodel="{case.get("datamodel", "ecmascript")}" binding="{case.get("binding", "early")}"'
    head = f'<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" {how}{initial}>'
    return f"{head}\n{case['scxml']}</scxml>"


def expected(case):
    """The states after each event, and at first; None stands for states without ids."""
    return [None if each is None else sorted(str(each).split()) for each in case["walk"][::2]]


def in_the_words_of_the_file(imported, active, told):
    originals = {ours: name for name, ours in imported.names.items()}
    return None if told is None else sorted(originals[name] for name in leaves(imported.chart, active))


def walked(imported, case, engine):
    """The states after each event and each wait, by an engine that takes events."""
    moved = engine(imported)
    for happening, told in zip([None, *case["walk"][1::2]], expected(case), strict=True):
        if happening is not None:
            moved.take(happening)
        yield in_the_words_of_the_file(imported, moved.active, told)


class Stepwise:
    """Moved by the step or by rows, which know no time."""

    def __init__(self, imported, engine):
        self.imported, self.case = imported, engine(imported.chart)

    def take(self, event):
        self.case.send(self.imported.names[str(event)])

    @property
    def active(self):
        return self.case.snapshot.active


class Timed:
    """Moved as a case with its clocks. What is refused leaves it as it is."""

    def __init__(self, imported):
        self.imported, self.case = imported, begin(imported.chart, at=START).case

    def take(self, happening):
        if isinstance(happening, int):
            until = self.case.now + timedelta(milliseconds=happening)
            self.case = advance(self.imported.chart, self.case, until).case
        else:
            done = send(self.imported.chart, self.case, self.imported.names[str(happening)])
            self.case = getattr(done, "case", self.case)

    @property
    def active(self):
        return self.case.snapshot.active


class Explored:
    """Moved along the graph of everything that can happen."""

    def __init__(self, imported):
        self.imported, self.graph, self.node = imported, explore(imported.chart), 0
        self.go("begin", None)

    def take(self, event):
        self.go("act", self.imported.names[str(event)])

    def go(self, kind, event):
        self.node = next(
            (move.target for move in self.graph.moves[self.node] if (move.kind, move.event) == (kind, event)), self.node
        )

    @property
    def active(self):
        return self.graph.nodes[self.node].snapshot.active


def timeless(case):
    return not any(isinstance(each, int) for each in case["walk"])
