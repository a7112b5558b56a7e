"""How long it takes to look at everything that can become of a case, beside SPIN where that is installed.

Wall time of this process, everything imported, but charts new and nothing remembered of them; for the great product
also of a second round, when numba has loaded what it compiled. SPIN looks for deadlocks only, without its reduction,
and its time is that of the compiled verifier alone.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from prosessi.api import load
from prosessi.chart.chart import Chart
from prosessi.chart.compile import compile_process
from prosessi.chart.explore import explore
from prosessi.chart.sweep import sweep
from prosessi.model.library import EMPTY
from prosessi.model.process import Process
from prosessi.shipped import find, names

Branches = dict[str, Any]


def main() -> None:
    """Print the figures."""
    print(f"{'':<52}{'nodes':>11}{'moves':>12}{'ms':>9}")
    for name in names():
        explored(name, load(find(name)))
    for title, leaving in (("20 branches of 10 steps", False), ("the same, and a way out at any time", True)):
        explored(title, chart_of(steps(20, 10), leaving=leaving))
    explored("5 branches of 3 steps", chart_of(steps(5, 3)))
    swept("the same, every order", chart_of(steps(5, 3)))
    swept("8 branches of 6 places, begun anew at the end", anew(8, 6))
    swept("the same once more", anew(8, 6))
    beside_spin(8, 6)


def steps(branches: int, length: int) -> Branches:
    """Branches of steps one after another, each with an end."""
    return {
        f"b{b}": {
            "states": {
                **{
                    f"s{b}_{n}": {"transitions": [{"event": f"e{b}_{n}", "to": f"s{b}_{n + 1}"}]} for n in range(length)
                },
                f"s{b}_{length}": {"final": "done"},
            }
        }
        for b in range(branches)
    }


def chart_of(branches: Branches, *, leaving: bool = False) -> Chart:
    way_out = [{"event": "leave", "to": "gone"}] if leaving else []
    together = {"parallel": branches, "join": "all", "transitions": [{"done": True, "to": "ready"}, *way_out]}
    return compiled({"p": together, "ready": {"final": "success"}, "gone": {"final": "closed"}})


def anew(branches: int, places: int) -> Chart:
    """Branches that wait at their last place until all do, and then begin anew together."""
    written = steps(branches, places - 1)
    for b in range(branches):
        written[f"b{b}"]["states"][f"s{b}_{places - 1}"] = {}
    last = " and ".join(f"active(s{b}_{places - 1})" for b in range(branches))
    edge = {"event": "reset", "if": last, "to": "p", "re-enter": True}
    return compiled({"p": {"parallel": written, "transitions": [edge]}})


def compiled(states: dict[str, Any]) -> Chart:
    named = sorted(set(re.findall(r"'event': '(\w+)'", repr(states))))
    process = {"prosessi": 1, "process": "bench", "events": {name: {} for name in named}, "states": states}
    return compile_process(Process.model_validate(process), EMPTY)


def explored(title: str, chart: Chart) -> None:
    graph, took = timed(lambda: explore(chart))
    assert graph.complete
    told(title, len(graph.nodes), sum(map(len, graph.moves)), took)


def swept(title: str, chart: Chart) -> None:
    found, took = timed(lambda: sweep(chart))
    assert found.complete
    assert found.in_parts
    told(title, found.configurations, found.transitions, took)


def beside_spin(branches: int, places: int) -> None:
    """The great product by SPIN, whose proctypes each move one variable."""
    if shutil.which("spin") is None or shutil.which("gcc") is None:
        print("SPIN or a C compiler is not installed")
        return
    moves = [f":: atomic {{ b{b} < {places - 1} -> b{b}++ }}" for b in range(branches)]
    last = " && ".join(f"b{b} == {places - 1}" for b in range(branches))
    reset = "; ".join(f"b{b} = 0" for b in range(branches))
    lines = [f"byte b{b};" for b in range(branches)]
    lines += ["active proctype m() {", "end: do", *moves, f":: atomic {{ {last} -> {reset} }}", "od }"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "model.pml").write_text("\n".join(lines), encoding="utf-8")
        run(["spin", "-a", "model.pml"], folder)
        run(["gcc", "-w", "-O2", "-DSAFETY", "-DNOREDUCE", "-o", "pan", "pan.c"], folder)
        text, took = timed(lambda: run(["./pan", "-m3000000", "-w22"], folder))
    counts = [int(float(found)) for found in re.findall(r"([\d.e+]+) (?:states, stored|transitions)", text)]
    told("the same by SPIN, deadlock only", counts[0], counts[-1], took)


def run(command: list[str], folder: Path) -> str:
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout  # noqa: S603


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.perf_counter()
    answer = work()
    return answer, time.perf_counter() - begun


def told(title: str, nodes: int, moves: int, took: float) -> None:
    print(f"{title:<52}{nodes:>11,}{moves:>12,}{1000 * took:>9,.0f}")


if __name__ == "__main__":
    main()
