"""What a command does not load: a package or a room that it has no use for costs everybody time, every time."""

from __future__ import annotations

import subprocess
import sys

import pytest

from prosessi import shipped

PROCESS = "jalkihuolto"
SCENARIO = shipped.find(PROCESS).with_name("kainuu.scenario.yaml")
SIMULATED = ["simulate", str(SCENARIO), "--cases", "5", "--replications", "1", "--engine", "plain", "--format", "json"]

FEWER = ("distributed", "graphviz", "numba", "pyarrow", "resvg_py", "transitions")
OTHERS = (*FEWER, "networkx")
COMPILED = ("llvmlite", "numba", "numpy")
ROOMS = ("prosessi.export", "prosessi.fitting", "prosessi.importing", "prosessi.render", "prosessi.report")
PROOFS = ("prosessi.check.proofs", "prosessi.chart.explore", "prosessi.verify.course", "prosessi.verify.limits")

UNUSED = {
    "import prosessi": ("prosessi.", "click", "pydantic", "yaml", *OTHERS, *COMPILED),
    "import prosessi.api": ("prosessi.check", "click", "pydantic", "yaml", *OTHERS, *COMPILED),
    f"import prosessi; prosessi.load({PROCESS!r})": (
        *OTHERS,
        *COMPILED,
        *ROOMS,
        *PROOFS,
        "prosessi.simulate",
        "prosessi.walk",
    ),
    f"import prosessi; prosessi.prove(prosessi.load({PROCESS!r}))": (*FEWER, *COMPILED, *ROOMS, "prosessi.simulate"),
    f"import prosessi; prosessi.render(prosessi.load({PROCESS!r}))": (
        "networkx",
        *COMPILED,
        *PROOFS,
        "prosessi.simulate",
    ),
    f"import prosessi; prosessi.export(prosessi.load({PROCESS!r}), 'mermaid')": ("networkx", *COMPILED, *PROOFS),
    "from prosessi.cli.main import main; main(['--help'])": (
        "pydantic",
        "yaml",
        "holidays",
        *OTHERS,
        *COMPILED,
        *ROOMS,
        "prosessi.check",
        "prosessi.simulate",
    ),
    f"from prosessi.cli.main import main; main(['check', {PROCESS!r}])": (
        *FEWER,
        *COMPILED,
        *ROOMS,
        "prosessi.simulate",
    ),
    f"from prosessi.cli.main import main; main({SIMULATED!r})": (
        *OTHERS,
        *COMPILED,
        *ROOMS,
        *PROOFS,
        "prosessi.walk",
        "prosessi.simulate.comparison",
        "prosessi.simulate.logs",
    ),
}
"""Programs, each with the beginnings of the names of what it must not load."""


def loaded(program, unwanted):
    """What a program loads that it should not."""
    code = f"{program}\nimport sys; print(sorted(name for name in sys.modules if name.startswith({unwanted!r})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize("program", UNUSED)
def test_what_is_not_used_is_not_loaded(program):
    assert loaded(program, UNUSED[program]) == "[]"


@pytest.mark.parametrize("fault", ["networkx", "numpy", "graphviz", "prosessi.check.proofs", "prosessi.report.report"])
def test_one_import_too_many_would_be_noticed(fault):
    assert f"'{fault}'" in loaded(f"import {fault}", UNUSED[f"from prosessi.cli.main import main; main({SIMULATED!r})"])


def test_the_compiled_engine_waits_for_its_first_large_run():
    few, many = (
        loaded(f"import prosessi\nprosessi.simulate({str(SCENARIO)!r}, cases=5, replications=1{engine})", ("numpy",))
        for engine in ("", ", engine='compiled'")
    )

    assert (few, "'numpy'" in many) == ("[]", True)
