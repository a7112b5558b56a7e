"""Work that is no simulation, for the tests of those who work, and what is kept of one that is."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass, replace
from pathlib import Path

from prosessi.simulate.setup import Setup


@dataclass(frozen=True)
class Squares:
    """A number times itself; ten cases end on the way."""

    setup: Setup | None = None

    def __call__(self, number, tick):
        tick(4)
        tick(10)
        return number * number


@dataclass(frozen=True)
class Whoever:
    """A fault: the answer rests on who works."""

    setup: Setup | None = None

    def __call__(self, _number, _tick):
        time.sleep(0.05)
        return os.getpid()


@dataclass(frozen=True)
class Deaths:
    """So many workers die one after another over number 1; their names are on the graves."""

    graves: Path
    deaths: int
    setup: Setup | None = None

    def __call__(self, number, _tick):
        if number == 1 and len(list(self.graves.iterdir())) < self.deaths:
            time.sleep(0.2)
            (self.graves / str(os.getpid())).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return number * number


@dataclass(frozen=True)
class Mistake:
    """Work that cannot be done."""

    setup: Setup | None = None

    def __call__(self, number, _tick):
        raise ZeroDivisionError(number)


@dataclass(frozen=True)
class Endless:
    """Number 0 is done at once; the others never end, and leave a note of who began them."""

    notes: Path
    setup: Setup | None = None

    def __call__(self, number, tick):
        tick(1)
        if number == 0:
            return number
        (self.notes / f"{number}-{os.getpid()}").touch()
        while True:
            time.sleep(0.05)
            tick(1)


def exact(run):
    """Everything that comes of a run, to the last bit; not how quickly, and how, it was come to."""
    return repr(replace(run, setup=None, seconds=0.0, engine="", stepped=0))


def careless(run):
    """A fault: hashes of texts are other ones in every process."""
    return hash(run.setup.name)


def whole(run):
    return run


def noted(notes: Path, wanted: int) -> list[int]:
    """Wait until so many have left a note, and say who they are."""
    return wait_for(
        lambda: who if len(who := [int(note.name.split("-")[1]) for note in notes.iterdir()]) >= wanted else None
    )


def gone(process: int) -> bool:
    """Whether a process has ended."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    stat = Path(f"/proc/{process}/stat")  # ended, but nobody has asked how
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z"


def wait_for(question, patience=20.0):
    """Ask until the answer is yes."""
    until = time.monotonic() + patience
    while not (answer := question()):
        assert time.monotonic() < until
        time.sleep(0.02)
    return answer
