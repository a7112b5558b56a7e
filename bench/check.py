"""How long it takes to check: the whole library at once, and again a file in which something has been changed.

Wall time. `cold` is a new process of Python that checks every shipped process, or the first check of one file with
everything imported; `again` is a check of one file in the same process after a constant, a deadline or a text in it
has been changed, so that nothing remembered of the very same text can answer.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from prosessi.check.check import check_text
from prosessi.shipped import find, names

ROUNDS = 7
LIBRARY = Path(__file__).parent.parent / "processes"
LABEL = re.compile(r"^( *label: )(.*)$", re.MULTILINE)
LENGTH = re.compile(r"(within: )(\d+)( (?:days|working days|weeks|months))")


def main() -> None:
    """Print the figures."""
    command = [sys.executable, "-m", "prosessi", "check", str(LIBRARY)]
    whole = timed(lambda _: subprocess.run(command, check=False, capture_output=True))  # noqa: S603  (our own)
    print(f"the whole library, in a new process of Python: {whole:.0f} ms")
    print(f"{'':<44}{'cold':>7}{'a text':>9}{'a length':>10}")
    for name in names():
        file = find(name)
        text = file.read_text(encoding="utf-8")
        begun = time.perf_counter()
        check_text(text, str(file))
        cold = (time.perf_counter() - begun) * 1000
        figures = [timed(again(file, changed(text))) for changed in (with_other_label, with_other_length)]
        print(f"{name:<44}{cold:>7.0f}{figures[0]:>9.0f}{figures[1]:>10.0f}")


def timed(what: Callable[[int], object]) -> float:
    """The median of some rounds in milliseconds; each is told its number."""
    took = []
    for number in range(ROUNDS):
        begun = time.perf_counter()
        what(number)
        took.append(time.perf_counter() - begun)
    return statistics.median(took) * 1000


def again(file: Path, texts: Iterator[str]) -> Callable[[int], object]:
    """Check the next of the texts as that file."""
    return lambda _: check_text(next(texts), str(file))


def with_other_label(text: str) -> Iterator[str]:
    """The text with its first label another each time."""
    for number in range(ROUNDS):
        yield LABEL.sub(lambda found, n=number: f"{found[1]}Nimi {n}", text, count=1)


def with_other_length(text: str) -> Iterator[str]:
    """The text with its first deadline longer each time."""
    for number in range(ROUNDS):
        yield LENGTH.sub(lambda found, n=number: f"{found[1]}{int(found[2]) + 1 + n}{found[3]}", text, count=1)


if __name__ == "__main__":
    main()
