"""How long commands take in whole processes, as the shell sees it, beside a Python that does nothing."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 10
SCENARIO = Path(__file__).parent / "workloads" / "w2" / "scenario.yaml"
PROGRAMS = {
    "python -c pass": ["-c", "pass"],
    "python -c 'import click'": ["-c", "import click"],
    "python -c 'import prosessi'": ["-c", "import prosessi"],
    "prosessi --help": ["-m", "prosessi", "--help"],
    "prosessi schema": ["-m", "prosessi", "schema"],
    "prosessi check (a shipped process)": ["-m", "prosessi", "check", "jalkihuolto"],
    "prosessi walk (to its first question)": ["-m", "prosessi", "walk", "jalkihuolto"],
    "prosessi render (a shipped process)": ["-m", "prosessi", "render", "jalkihuolto"],
    "prosessi simulate (a thousand cases)": ["-m", "prosessi", "simulate", str(SCENARIO), "--cases", "1000"],
}


def milliseconds(arguments: list[str]) -> float:
    begin = time.perf_counter()
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([sys.executable, *arguments], check=True, **quiet)  # noqa: S603
    return (time.perf_counter() - begin) * 1000


def main() -> None:
    print(f"wall time in milliseconds, medians of {RUNS} processes")
    for name, arguments in PROGRAMS.items():
        milliseconds(arguments)  # the first run compiles and warms the disk's cache
        times = [milliseconds(arguments) for _ in range(RUNS)]
        print(f"{name:38} {statistics.median(times):6.0f}   ({min(times):.0f} to {max(times):.0f})")


if __name__ == "__main__":
    main()
