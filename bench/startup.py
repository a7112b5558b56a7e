"""How long `prosessi --help` takes from the shell's view, beside a Python that does nothing, in whole processes."""

import statistics
import subprocess
import sys
import time

RUNS = 10
PROGRAMS = {
    "python -c pass": ["-c", "pass"],
    "python -c 'import click'": ["-c", "import click"],
    "python -c 'import prosessi'": ["-c", "import prosessi"],
    "prosessi --help": ["-m", "prosessi", "--help"],
    "prosessi schema": ["-m", "prosessi", "schema"],
    "prosessi check (a shipped process)": ["-m", "prosessi", "check", "jalkihuolto"],
}


def milliseconds(arguments: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return (time.perf_counter() - begin) * 1000


def main() -> None:
    print(f"wall time in milliseconds, medians of {RUNS} processes")
    for name, arguments in PROGRAMS.items():
        milliseconds(arguments)  # the first run compiles and warms the disk's cache
        times = [milliseconds(arguments) for _ in range(RUNS)]
        print(f"{name:36} {statistics.median(times):6.0f}   ({min(times):.0f} to {max(times):.0f})")


if __name__ == "__main__":
    main()
