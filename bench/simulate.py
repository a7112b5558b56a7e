"""How fast cases are simulated, side by side with C and SimPy, and what a whole run takes.

`python bench/simulate.py [PEERS]`. PEERS is a folder with C programs of the same workloads in `c/`, built by its
`build.sh`, and SimPy's of them in `py/simpy_b.py`; the variable PROSESSI_PEERS may name it, too. What is not there is
left out, and that is said. PROSESSI_PEERS_PYTHON names a Python that has SimPy, if this one has not.

Both sides of a ratio run by turns, and the median of the ratios of the turns is told. It is all CPU time, so that
others on the machine disturb it little, but for whole processes and what two of them do together.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

WORKLOADS = Path(__file__).parent / "workloads"
TURNS = 5
FEW_TURNS = 3


@dataclass(frozen=True)
class Workload:
    """A workload, its programs in C, and how many cases of it are run."""

    name: str
    plain_c: tuple[str, ...]
    tuned_c: tuple[str, ...]
    cases: int = 1_000_000
    few: int = 20_000


WORKED = (
    Workload("w1", ("w1", "{n}"), ("w1_tuned", "{n}"), 2_000_000, 50_000),
    Workload("w2", ("w2", "{n}"), ("w2_tuned", "{n}")),
    Workload("w3", ("w3", "{n}"), ("w3_tuned", "{n}")),
    Workload("w2l", ("w2", "{n}", "1", "100"), ("w2_tuned", "{n}", "1", "100")),
)

Seconds = Callable[[int], float]
"""Runs so many cases and says how long that took."""


def main(peers: Path | None) -> None:
    """Print the figures."""
    whole_process()
    shared_among_processes()
    with built(peers) as programs:
        beside_c(programs)
    beside_simpy(peers)


def whole_process() -> None:
    """What a command takes from its start to its end, loading included, and how much memory.

    It comes first, while this process is small: on Linux a program is said to have had the memory of the one that
    started it.
    """
    command_seconds(100_000)
    for title, options in (("", ()), (", plain engine", ("--engine", "plain"))):
        before = used_by_programs()
        seconds = [command_seconds(100_000, *options) for _ in range(FEW_TURNS)]
        used = (used_by_programs() - before) / FEW_TURNS
        print(
            f"{f'whole process, 100,000 cases of w2{title}':<50}{statistics.median(seconds):>6.2f} s, CPU {used:.2f} s"
        )
    print(f"{'most memory, 1,000,000 cases of w2':<50}{told_of(1_000_000)['peak_rss_mb']:>6.0f} MB")


def shared_among_processes() -> None:
    """How much sooner two processes are done with the same runs than one."""
    runs = ("--replications", "6")
    ratios = []
    for _ in range(FEW_TURNS):
        alone = command_seconds(500_000, *runs)
        ratios.append(alone / command_seconds(500_000, *runs, "--workers", "2"))
    print(f"{'6 runs of 500,000 cases, 1 process / 2':<50}{statistics.median(ratios):>6.2f} x")


def beside_c(programs: Path | None) -> None:
    """The compiled engine beside the C programs."""
    print()
    if programs is None:
        print("no C programs to compare with: say in which folder they are, and have gcc")
    print(f"{'compiled':<8}{'cases':>11}{'cases/s':>13}{'events/s':>13}{'/ tuned C':>11}{'/ plain C':>11}")
    for work in WORKED:
        ours = engine(work.name, "compiled")
        ours(work.cases // 10)
        rivals = [c_program(programs, command) for command in (work.tuned_c, work.plain_c)] if programs else []
        turns = by_turns([ours, *rivals], [work.cases] * (1 + len(rivals)), TURNS)
        rate = work.cases / statistics.median(turn[0] for turn in turns)
        ratios = "".join(f"{ratio(turns, 0, place):>11.2f}" for place in range(1, 1 + len(rivals)))
        print(f"{work.name:<8}{work.cases:>11,}{rate:>13,.0f}{rate * events_a_case(work):>13,.0f}{ratios}", flush=True)


def beside_simpy(peers: Path | None) -> None:
    """Both engines beside SimPy. How many times as fast they are is told by the case, for SimPy gets fewer."""
    print()
    python = os.environ.get("PROSESSI_PEERS_PYTHON", sys.executable)
    script = peers / "py" / "simpy_b.py" if peers else None
    if script is None or not script.exists() or not has_simpy(python):
        print("no SimPy to compare with: say where its programs are, and have simpy")
        return
    print(f"{'':<8}{'SimPy, cases/s':>15}{'plain, cases/s':>16}{'plain / SimPy':>15}{'compiled / SimPy':>18}")
    for work in WORKED:
        runs = [simpy(python, script, work.name), engine(work.name, "plain"), engine(work.name, "compiled")]
        many = [work.few, work.few, work.cases]
        turns = [[took / n for took, n in zip(turn, many, strict=True)] for turn in by_turns(runs, many, FEW_TURNS)]
        rates = [1 / statistics.median(turn[place] for turn in turns) for place in (0, 1)]
        print(
            f"{work.name:<8}{rates[0]:>15,.0f}{rates[1]:>16,.0f}{ratio(turns, 0, 1):>15.1f}{ratio(turns, 0, 2):>18.0f}",
            flush=True,
        )


def by_turns(runs: Sequence[Seconds], cases: Sequence[int], turns: int) -> list[list[float]]:
    """The seconds of each run in each turn."""
    return [[run(n) for run, n in zip(runs, cases, strict=True)] for _ in range(turns)]


def ratio(turns: Sequence[Sequence[float]], above: int, below: int) -> float:
    return statistics.median(turn[above] / turn[below] for turn in turns)


def engine(name: str, kind: Any) -> Seconds:
    """Our engine, in this process; another seed in every run."""
    from prosessi.api import load_scenario  # noqa: PLC0415  # only when this process may grow
    from prosessi.simulate.engine import simulate  # noqa: PLC0415
    from prosessi.simulate.prepare import with_cases  # noqa: PLC0415

    setup = load_scenario(WORKLOADS / name).setup
    seeds = iter(range(1, 1000))

    def seconds(cases: int) -> float:
        begun = time.process_time()
        simulate(with_cases(setup, cases), seed=next(seeds), engine=kind)
        return time.process_time() - begun

    return seconds


def events_a_case(work: Workload) -> float:
    return 3.0 if work.name == "w1" else 9.625


def c_program(programs: Path, command: Sequence[str]) -> Seconds:
    def seconds(cases: int) -> float:
        arguments = [each.format(n=cases) for each in command]
        return cpu_seconds([str(programs / arguments[0]), *arguments[1:]])

    return seconds


def has_simpy(python: str) -> bool:
    return subprocess.run([python, "-c", "import simpy"], check=False, capture_output=True).returncode == 0  # noqa: S603


def simpy(python: str, script: Path, workload: str) -> Seconds:
    def seconds(cases: int) -> float:
        return cpu_seconds([python, str(script), workload.upper(), str(cases)])

    loading = seconds(1)
    return lambda cases: seconds(cases) - loading


def cpu_seconds(command: Sequence[str]) -> float:
    """The CPU time of a program."""
    before = used_by_programs()
    json_line(command)
    return used_by_programs() - before


def used_by_programs() -> float:
    """The CPU time of all programs that were run so far, what the system did for them counted in, as `time` does."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def json_line(command: Sequence[str]) -> Mapping[str, Any]:
    """What a program tells. It may keep its compiled modules, whatever this one may: loading is timed warm."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    told = subprocess.run(command, check=True, capture_output=True, text=True, env=kept).stdout  # noqa: S603
    answer: Mapping[str, Any] = json.loads(told)
    return answer


def told_of(cases: int, *options: str) -> Mapping[str, Any]:
    """What the command tells of so many cases of w2."""
    file = WORKLOADS / "w2" / "scenario.yaml"
    command = [sys.executable, "-m", "prosessi", "simulate", str(file), "--cases", str(cases), "--seed", "1"]
    return json_line([*command, "--format", "json", *options])


def command_seconds(cases: int, *options: str) -> float:
    begun = time.perf_counter()
    told_of(cases, *options)
    return time.perf_counter() - begun


@contextmanager
def built(peers: Path | None) -> Iterator[Path | None]:
    """A folder with the C programs, built there."""
    source = peers / "c" if peers else None
    if source is None or not (source / "build.sh").exists() or shutil.which("gcc") is None:
        yield None
        return
    with TemporaryDirectory() as folder:
        programs = Path(shutil.copytree(source, Path(folder) / "c"))
        subprocess.run(["sh", "build.sh"], cwd=programs, check=True)  # noqa: S607  # the shell of this machine
        yield programs


if __name__ == "__main__":
    named = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("PROSESSI_PEERS")
    main(Path(named) if named else None)
