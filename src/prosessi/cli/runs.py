"""What the commands that simulate share: their options, the progress bar, and what is measured of the machine."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from prosessi.cli.spoken import Function, spoken_option
from prosessi.messages import say

Heard = Callable[[Any], None]

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


@contextmanager
def progress(expected: float, scenarios: int = 1) -> Iterator[Heard | None]:
    """A bar on standard error if that is a terminal; `expected` is how many cases come in a run of one scenario."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=STEPS, file=sys.stderr, label=str(say("Simulating"))) as bar:
        begun: list[Any] = []

        def heard(how_far: Any) -> None:
            if not begun or how_far.cases < begun[-1].cases:
                begun.append(how_far)
            begun[-1] = how_far
            runs = max(how_far.done, min(how_far.cases / expected, how_far.done + 1)) / how_far.wanted
            bar.update(max(0, int(STEPS * (len(begun) - 1 + runs) / scenarios) - bar.pos))

        yield heard


@contextmanager
def counting() -> Iterator[Heard | None]:
    """A line on standard error, if that is a terminal, that says how many cases have ended: nobody knows of how many."""
    if not sys.stderr.isatty():
        yield None
        return
    before, latest = 0, 0

    def heard(how_far: Any) -> None:
        nonlocal before, latest
        before += latest if how_far.cases < latest else 0
        latest = how_far.cases
        click.echo(f"\r{say('Simulating: {n} cases so far', n=before + latest)}", err=True, nl=False)

    yield heard
    click.echo(err=True)


def peak_memory() -> float | None:
    """The most memory that this process has had, in megabytes; None where the system does not tell."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
