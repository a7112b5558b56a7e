"""Models of SimPy's and Ciw's own documentation: what comes of them there, and of the same models as processes here.

`python bench/peers.py [PYTHON]`, where PYTHON has SimPy or Ciw, if this one has not. Every figure is a mean over many
runs, with its standard error; the last column says how many standard errors of the difference lie between the two.
"""

from __future__ import annotations

import importlib.util
import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from prosessi.api import load_scenario
from prosessi.simulate.engine import Engine, simulate
from prosessi.simulate.prepare import with_cases
from prosessi.simulate.run import Run

PEERS = Path(__file__).parent / "peers"
ENGINE: Engine = "compiled" if importlib.util.find_spec("numba") else "plain"
RUNS = 20
CUSTOMERS = 10_000
MINUTE = 60
HOUR = 60 * MINUTE

Figure = Callable[[Run], float]


def main(python: str) -> None:
    """Print a table."""
    print(f"{'model':<8}{'figure':<12}{'there':>10}{'':>9}{'here':>10}{'':>9}{'apart':>8}")
    for peer in ("simpy", "ciw"):
        if subprocess.run([python, "-c", f"import {peer}"], check=False, capture_output=True).returncode:  # noqa: S603
            print(f"no {peer} to compare with: name a Python that has it")
            continue
        for model, theirs in told_by(python, peer).items():
            ours = told_here(model)
            for figure, values in theirs.items():
                row(model, figure, values, ours[figure])


def row(model: str, figure: str, theirs: Sequence[float], ours: Sequence[float]) -> None:
    there, here = statistics.fmean(theirs), statistics.fmean(ours)
    apart = (here - there) / (error(theirs) ** 2 + error(ours) ** 2) ** 0.5
    print(f"{model:<8}{figure:<12}{there:>10.4f} ±{error(theirs):.4f}{here:>11.4f} ±{error(ours):.4f}{apart:>8.1f}")


def error(values: Sequence[float]) -> float:
    return float(statistics.stdev(values) / len(values) ** 0.5)


def told_by(python: str, peer: str) -> Mapping[str, Mapping[str, Sequence[float]]]:
    command = [python, str(PEERS / f"in_{peer}.py"), str(RUNS), str(CUSTOMERS)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    figures: Mapping[str, Mapping[str, Sequence[float]]] = json.loads(told)
    return figures


def told_here(model: str) -> Mapping[str, Sequence[float]]:
    setup = with_cases(load_scenario(PEERS / model).setup, CUSTOMERS)
    runs = [simulate(setup, replication=number, engine=ENGINE) for number in range(RUNS)]
    return {name: [figure(run) for run in runs] for name, figure in FIGURES[model].items()}


def share_ending(state: str) -> Figure:
    def figure(run: Run) -> float:
        return sum(final == run.setup.processes[0].chart.ids[state] for final in run.cases[0].final) / CUSTOMERS

    return figure


def minutes_in_all(run: Run) -> float:
    [cases] = run.cases
    return (sum(map(int, cases.ended)) - sum(map(int, cases.begun))) / CUSTOMERS / MINUTE


def wait_before(event: str, unit: int) -> Figure:
    def figure(run: Run) -> float:
        acts = run.setup.processes[0].acts
        [task] = [task for task in run.tasks if acts[task.act].event == event]
        return float(task.waited / task.begun / unit)

    return figure


FIGURES: Mapping[str, Mapping[str, Figure]] = {
    "bank": {"gone": share_ending("gone"), "minutes": minutes_in_all},
    "cafe": {event: wait_before(event, MINUTE) for event in ("serve_cold", "serve_hot", "take_money")},
    "clinic": {event: wait_before(event, HOUR) for event in ("register", "see_baby", "see_child")},
}


if __name__ == "__main__":
    main(*(sys.argv[1:] or [sys.executable]))
