"""Processes of this machine that work side by side.

They begin anew rather than as copies of this one, so that they are the same on every system. What they depend on they
are given, in a pickle; what they have unpacked and compiled they keep for as long as they live.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from threading import Thread
from typing import Any, Self

from prosessi.messages import say
from prosessi.simulate.jobs import sending
from prosessi.simulate.jobs.workers import Answer, Here, Tick, Work, WorkersLost, telling

MOST_PROCESSES = 61 if sys.platform == "win32" else 4096
MOST_LOSSES = 5
"""So often the processes may be lost and begun anew while one work is done."""

LOOK_AROUND = 0.1
"""After so many seconds at most it is told how many cases have ended."""


class Processes:
    """So many processes, begun when first needed and kept until the `with` block ends."""

    def __init__(self, count: int) -> None:
        self._count = min(count, MOST_PROCESSES)
        self._pool: _Pool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def results(self, work: Work[Answer], numbers: Sequence[int], more: Tick) -> Generator[tuple[int, Answer]]:
        """Give each answer with its number as soon as it is ready. What a lost process left undone is done anew.

        A single job is done here, for nobody would work beside.
        """
        if len(numbers) < 2:
            yield from Here().results(work, numbers, more)
            return
        sent, left, losses = sending.packed(work), dict.fromkeys(numbers), 0
        try:
            while left:
                self._pool = self._pool or _Pool(self._count)
                for number, answer in self._pool.results(sent, tuple(left), more):
                    del left[number]
                    yield number, sending.heard(answer, work.setup)
                if left:
                    losses += 1
                    self._bury(losses)
        except BaseException:
            self._stop()
            raise

    def _bury(self, losses: int) -> None:
        """Let go of a pool that has lost a process; with one lost, all its other processes end too."""
        begun = self._pool is not None and self._pool.begun
        self._stop()
        if not begun:
            raise WorkersLost(
                say(
                    "the processes that were to work ended before they had begun; in a program of your own, what it"
                    " does must stand under 'if __name__ == \"__main__\":'"
                )
            )
        if losses > MOST_LOSSES:
            raise WorkersLost(
                say(
                    "the processes that work were ended from outside time after time; perhaps the memory of the machine"
                    " ran out: try fewer at a time with --workers"
                )
            )

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.stop()
            self._pool = None


class _Pool:
    """Processes that are there until one of them is lost.

    Each of them holds the end of a line whose beginning is here. When the line is cut, they leave: at once when the
    work is stopped, and also when this process is ended in a way that lets it say nothing any more.
    """

    def __init__(self, count: int) -> None:
        context = multiprocessing.get_context("spawn")
        end, self._line = context.Pipe(duplex=False)
        self._signs = _Signs(end, context.Value("q", 0), context.RawValue("b", 0))
        self._executor = ProcessPoolExecutor(count, context, _begin, (self._signs,))

    @property
    def begun(self) -> bool:
        """Whether any of the processes has come as far as to be ready for work."""
        return bool(self._signs.begun.value)

    def results(self, sent: bytes, numbers: Sequence[int], more: Tick) -> Iterator[tuple[int, bytes]]:
        """Give the answers until all are given, or a process is lost."""
        look, before = telling(more), self._ended()
        try:
            with _interrupts_held():
                numbered = {self._executor.submit(_work, sent, number): number for number in numbers}
        except BrokenProcessPool:
            return
        waiting = set(numbered)
        while waiting:
            ready, waiting = wait(waiting, LOOK_AROUND, FIRST_COMPLETED)
            look(self._ended() - before)
            for future in sorted(ready, key=numbered.__getitem__):
                if not isinstance(future.exception(), BrokenProcessPool):
                    yield numbered[future], future.result()

    def close(self) -> None:
        """Let the processes go, who have nothing to do."""
        self._executor.shutdown()
        self._line.close()

    def stop(self) -> None:
        """Let the processes go whatever they are doing."""
        self._line.close()
        self._executor.shutdown(cancel_futures=True)

    def _ended(self) -> int:
        return self._signs.ended.get_obj().value  # without its lock, which a lost process may have kept


@dataclass(frozen=True, slots=True)
class _Signs:
    """What a process shares with the one that began it."""

    line: Connection
    ended: Synchronized[int]
    begun: Any


_SIGNS: ContextVar[_Signs] = ContextVar("signs")


def _begin(signs: _Signs) -> None:
    """Become a process that works. An interruption is for the one that began it, who then cuts the line."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave_with, args=(signs.line,), daemon=True).start()
    _SIGNS.set(signs)
    signs.begun.value = 1


def _leave_with(line: Connection) -> None:
    with suppress(OSError):
        line.poll(None)
    os._exit(1)


def _work(sent: bytes, number: int) -> bytes:
    signs, work = _SIGNS.get(), sending.unpacked(sent)

    def more(ended: int) -> None:
        with signs.ended.get_lock():
            signs.ended.value += ended

    return sending.answered(work(number, telling(more)), work.setup)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let an interruption wait while processes are begun, so that they never hear of one; they inherit the deafness."""
    if sys.platform == "win32":
        yield
        return
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)
