"""`prosessi walk`: one fictional case walked through in a terminal."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path

import click

from prosessi.cli.output import CLEAN, INTERRUPTED, complain, write
from prosessi.cli.spoken import spoken_command, spoken_option
from prosessi.messages import language, say


@spoken_command(
    say("Walk a fictional case through a process, one act at a time"),
    more=say(
        "PROCESS is a file, its folder, or the id of a shipped process. What was walked can be saved into the walks"
        " of the process, and pytest then runs it."
    ),
)
@click.argument("process")
@spoken_option("--start", says=say("The day on which the case begins, as 2025-01-31 (default: today)"))
@spoken_option("--set", "known", says=say("What is known at the start, as data=value"), multiple=True)
def command(process: str, start: str | None, known: tuple[str, ...]) -> int:
    """Load the process, and talk until the reader has had enough."""
    from prosessi import shipped
    from prosessi.api.processes import load
    from prosessi.walk.answers import read_day
    from prosessi.walk.console import Console
    from prosessi.walk.terminal import Terminal

    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    first = date.today() if start is None else read_day(start)  # noqa: DTZ011  (civil time)
    if first is None:
        return complain(say("'{day}' is not a day; write it as 2025-01-31 or 31.1.2025", day=start))
    file = Path(shipped.find(process))
    console = Console(_ask, write, language())
    terminal = Terminal(load(file), file.parent / "walks.yaml", console, start=first, known=known)
    try:
        terminal.greet()
        terminal.converse()
    except KeyboardInterrupt:
        write(str(say("\nStopped. What was not saved is gone.")))
        return INTERRUPTED
    return CLEAN


def _ask(prompt: str) -> str:
    """Read a line; one that comes from a file or a pipe is shown, as if it had been typed.

    A program without a console gives Python no streams at all: then the conversation is over before it began.
    """
    if sys.stdin is None or sys.stdout is None:
        raise EOFError
    line = input(prompt)
    if not sys.stdin.isatty():
        write(line)
    return line
