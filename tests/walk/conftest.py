"""One small process that every test of walks goes through."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from prosessi.chart.compile import compile_process
from prosessi.model.bind import read_as
from prosessi.model.library import EMPTY
from prosessi.model.process import Process
from prosessi.model.walks import Walks
from prosessi.walk.script import run_walks
from prosessi.walk.walk import Walk

PROCESS = Path(__file__).parent / "avustus.yaml"


@pytest.fixture(scope="session")
def chart():
    bound = read_as(Process, PROCESS.read_bytes(), "avustus/process.yaml")
    return compile_process(bound.model, EMPTY)


@pytest.fixture
def walk(chart):
    """A case that begins on a Tuesday before Easter."""
    return Walk(chart, start=date(2025, 4, 15), case={"suuri": True}, documents=["hakemus"])


@pytest.fixture
def run(chart):
    """Run the steps of one path, given as YAML; gives its result."""

    def run_steps(steps, *, case="{suuri: true}", start="2025-04-15"):
        head = f"walks: avustus\npaths:\n  polku:\n    case: {case}\n    documents: hakemus\n    start: {start}\n"
        bound = read_as(Walks, f"{head}    steps:\n" + "".join(f"      - {step}\n" for step in steps), "walks.yaml")
        assert bound.sound, list(map(str, bound.findings))
        return run_walks(chart, bound.model)[0]

    return run_steps
