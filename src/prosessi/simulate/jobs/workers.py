"""Those who do jobs: what is asked of them, and the one who is always there."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Protocol, TypeVar

from prosessi.errors import ProsessiError
from prosessi.simulate.setup import Setup

Answer = TypeVar("Answer")
Answer_co = TypeVar("Answer_co", covariant=True)

Tick = Callable[[int], None]
"""Told now and then how many cases have ended."""


class WorkersLost(ProsessiError):
    """Those who were to work are gone, and so are those who came in their place."""


class Work(Protocol[Answer_co]):
    """What is done for each of many numbers. It can be pickled, and its answer rests on the number alone."""

    @property
    def setup(self) -> Setup | None:
        """What an answer may refer to without carrying it along."""

    def __call__(self, number: int, tick: Tick) -> Answer_co:
        """Do it for one number."""


class Workers(Protocol):
    """Some who work. They tell `more` how many cases have ended since they told it last."""

    def results(self, work: Work[Answer], numbers: Sequence[int], more: Tick) -> Generator[tuple[int, Answer]]:
        """Give each answer with its number as soon as it is ready. To close the generator is to stop the work."""


class Here:
    """The very process that asks, which does one thing after another."""

    def results(self, work: Work[Answer], numbers: Sequence[int], more: Tick) -> Generator[tuple[int, Answer]]:
        """Give each answer with its number, in the order asked for."""
        for number in numbers:
            yield number, work(number, telling(more))


def telling(more: Tick) -> Tick:
    """The tick of one job, which tells how many more cases have ended."""
    told = 0

    def tick(ended: int) -> None:
        nonlocal told
        more(ended - told)
        told = ended

    return tick
