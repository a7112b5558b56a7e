"""What every command shares: how it writes, how it complains, and the exit codes.

Output never fails: what a console cannot show becomes a question mark, and a reader who hangs up is no error.
"""

from __future__ import annotations

import io
import os
import sys

import click

from prosessi.messages import Message, say

CLEAN = 0
FINDINGS = 1
COULD_NOT_RUN = 2
INTERRUPTED = 130


def prepare_streams() -> None:
    """Make standard output and error take any character, whatever the console's encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def write(text: str = "") -> None:
    """Write a line (or several) to standard output; colours only for a terminal that wants them."""
    click.echo(text, color=_colour())


def complain(message: Message) -> int:
    """Say on standard error why the command could not run; gives the exit code for that."""
    click.echo(say("prosessi: {message}", message=message), err=True, color=_colour())
    return COULD_NOT_RUN


def _colour() -> bool | None:
    return False if os.environ.get("NO_COLOR") else None
