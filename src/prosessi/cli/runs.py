"""What the commands that simulate share: their options, the progress bar, and what is measured of the machine."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from prosessi.cli.spoken import Function, spoken_option
from prosessi.messages import say

STEPS = 1000
"""Of the progress bar."""


class Share(click.ParamType[float]):
    """A part of a whole: `95%` or `0.95`."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read the number with or without its sign; a decimal comma will do, too."""
        text = str(value).strip().replace(",", ".")
        try:
            number = float(text.removesuffix("%"))
        except ValueError:
            number = -1.0
        share = number / 100 if text.endswith("%") else number
        if not 0 < share <= 1:
            self.fail(str(say("'{value}' is no share; write for example 95%", value=str(value))), param, ctx)
        return share


def run_options(function: Function) -> Function:
    """Give a command the options about how runs are made."""
    for option in reversed(
        (
            spoken_option(
                "--replications",
                type=click.IntRange(min=1),
                metavar="N",
                says=say("How many times it is run, each with luck of its own; by default as the scenario says"),
            ),
            spoken_option(
                "--seed",
                type=int,
                default=1,
                metavar="N",
                says=say("A number; the same number gives the same figures"),
            ),
            spoken_option(
                "--engine",
                type=click.Choice(["auto", "plain", "compiled"]),
                default="auto",
                says=say("Run the engine as it is or compiled; the figures are the same"),
            ),
            spoken_option(
                "--workers",
                type=click.IntRange(min=1),
                default=1,
                metavar="N",
                says=say("How many processes of this machine share the runs"),
            ),
            spoken_option(
                "--cluster", metavar="ADDRESS", says=say("The address of a Dask scheduler whose workers share the runs")
            ),
        )
    ):
        function = option(function)
    return function


class Hearing:
    """What has been heard of runs, study after study: how many cases have ended in all."""

    def __init__(self, show: Callable[[int, Any], None] | None = None) -> None:
        self._show = show
        self._before = 0
        self._latest = 0
        self._studies = 0

    def __call__(self, how_far: Any) -> None:
        """Hear how far the study under way has come; one that has fewer cases than the last is the next one."""
        if how_far.cases < self._latest:
            self._before += self._latest
            self._studies += 1
        self._latest = how_far.cases
        if self._show is not None:
            self._show(self._studies, how_far)

    @property
    def cases(self) -> int:
        """How many cases have ended."""
        return self._before + self._latest


@contextmanager
def progress(expected: float, scenarios: int = 1) -> Iterator[Hearing]:
    """Listen, with a bar on standard error if that is a terminal; `expected` is how many cases come in a run."""
    if not sys.stderr.isatty():
        yield Hearing()
        return
    with click.progressbar(length=STEPS, file=sys.stderr, label=str(say("Simulating"))) as bar:

        def show(studies: int, how_far: Any) -> None:
            runs = max(how_far.done, min(how_far.cases / expected, how_far.done + 1)) / how_far.wanted
            bar.update(max(0, int(STEPS * (studies + runs) / scenarios) - bar.pos))

        yield Hearing(show)


@contextmanager
def counting() -> Iterator[Hearing]:
    """Listen, with a line on standard error, if that is a terminal, that says how many cases have ended so far."""
    if not sys.stderr.isatty():
        yield Hearing()
        return
    hearing = Hearing(lambda *_: _count(hearing.cases))
    yield hearing
    click.echo(err=True)


def must_have_a_place(file: Path) -> None:
    """Raise an OSError if the folder of a file is not there, which is better said before a long run than after it."""
    if not file.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file.parent))


def warn(plan: Any) -> None:
    """Say on standard error what can be foreseen of a scenario before it is run."""
    from prosessi.api.scenarios import foresee

    for finding in foresee(plan):
        place = finding.at
        click.echo(say("{file}:{line}: {message}", file=place.file, line=place.line, message=finding.message), err=True)
        if finding.fix is not None:
            click.echo(say("  {fix}", fix=finding.fix), err=True)


def peak_memory() -> float | None:
    """The most memory that this process has had, in megabytes; None where the system does not tell."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _count(cases: int) -> None:
    click.echo(f"\r{say('Simulating: {n} cases so far', n=cases)}", err=True, nl=False)
