"""The command `prosessi`: finds its sub-commands, and loads one only when it is called.

A command is a file of this folder, `cli/<name>.py`, with the command itself under the name `command`::

    import click

    from prosessi.cli.output import write
    from prosessi.cli.spoken import spoken_command, spoken_option
    from prosessi.messages import say


    @spoken_command(say("Show the JSON Schema of the file format"))
    @click.argument("path", type=click.Path(path_type=Path))
    @spoken_option("--format", "form", type=click.Choice(["text", "json"]), says=say("..."), default="text")
    def command(path: Path, form: str) -> int | None:
        from prosessi.model.schema import schema

        write(schema())
        return CLEAN

The one rule: a command file imports at its top only the standard library, click, `prosessi.messages` and this room;
what it works with it imports inside the function. `prosessi --help` reads every command file for its help, and must
stay quick. The function returns its exit code: 0 (or None) when all is well, 1 when there is something to mend, 2
when it could not run (`return complain(say(...))`). A `ProsessiError` may be left to fly: its sentence is shown and
the exit code is 2; a process with errors is answered with its findings and 1. Help texts, arguments and options are
messages, translated in the catalog of the room `cli`. `--lang` and `--help` come by themselves.
"""

from __future__ import annotations

import atexit
import errno
import gc
import importlib
import os
import pkgutil
from collections.abc import Mapping, Sequence
from contextvars import copy_context
from pathlib import Path

import click

from prosessi.cli.output import CLEAN, FINDINGS, INTERRUPTED, complain, prepare_streams, write
from prosessi.cli.spoken import SpokenGroup, SpokenOption
from prosessi.errors import InvalidProcess, NotSettling, ProsessiError
from prosessi.findings import Finding
from prosessi.messages import Message, say

HERE = Path(__file__).parent
NO_COMMANDS = ("cases", "main", "output", "retell", "runs", "spoken")

TROUBLES: Mapping[int, Message] = {
    errno.EACCES: say("permission is missing"),
    errno.EPERM: say("permission is missing"),
    errno.ENOENT: say("there is no such file or folder"),
    errno.EISDIR: say("it is a folder"),
    errno.ENOTDIR: say("a part of its path is no folder"),
    errno.ENOSPC: say("the disk is full"),
    errno.EROFS: say("nothing can be written there"),
    errno.ELOOP: say("its links lead round in a circle"),
    errno.ENAMETOOLONG: say("its name is too long"),
}
"""What the operating system says in English only, in words that have translations."""


class Commands(SpokenGroup):
    """The commands that the files of this folder make."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's own signature)
        """Return the names of the command files."""
        return sorted(module.name for module in pkgutil.iter_modules([str(HERE)]) if module.name not in NO_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the file of one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"prosessi.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first word names; an unknown one is answered with the nearest."""
        command = self.get_command(ctx, args[0])
        if command is None:
            raise click.UsageError(str(_no_such_command(args[0], self.list_commands(ctx))), ctx)
        return args[0], command, args[1:]


RARELY = 1_000_000
"""A command makes much that stays, and lives shortly: to look for garbage as often as usual is a tenth of its time."""

SPARED: Mapping[str, str] = {"PYDANTIC_DISABLE_PLUGINS": "__all__", "OPENBLAS_NUM_THREADS": "1"}
"""What others do when they are loaded unless they are told not to: pydantic looks through every package that is
installed for plugins of its own, and numpy gets threads ready that multiply matrices, of which we have none."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 clean, 1 findings, 2 could not run."""
    prepare_streams()
    gc.set_threshold(RARELY)
    atexit.register(gc.freeze)  # nor does it look for garbage among all that is left when it ends
    for name, value in SPARED.items():
        os.environ.setdefault(name, value)
    return copy_context().run(_run, arguments)


@click.command(
    cls=Commands,
    says=say("Service processes as state machines: checked, walked, drawn and published from one YAML file"),
    invoke_without_command=True,
)
@click.option(
    "--version",
    cls=SpokenOption,
    says=say("Show the version"),
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda context, _option, wanted: _show_version(context) if wanted else None,
)
@click.pass_context
def commands(context: click.Context) -> int:
    """Show the help when no command is named."""
    if context.invoked_subcommand is None:
        write(context.get_help())
    return CLEAN


def _run(arguments: Sequence[str] | None) -> int:
    try:
        return _command(arguments)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (click.ClickException, ProsessiError, OSError) as error:
        return complain(_sentence(error))
    except Exception as error:  # noqa: BLE001  (the last wall: nobody should meet a traceback)
        return complain(_own_fault(error))


def _command(arguments: Sequence[str] | None) -> int:
    """Run the command; what it finds wrong with the process or the arguments is told at length."""
    try:
        return commands.main(arguments, prog_name="prosessi", standalone_mode=False) or CLEAN
    except click.UsageError as error:
        return _complain_of_usage(error)
    except InvalidProcess as error:
        return _show_findings(error)


def _show_findings(error: InvalidProcess) -> int:
    """Show what is wrong with the process that a command was to work with, as `check` does, but on standard error."""
    from prosessi.check import check_path
    from prosessi.check.reports.text import as_text

    files = dict.fromkeys(finding.at.file for finding in error.findings if isinstance(finding, Finding))
    click.echo(as_text([report for file in files for report in check_path(file)]), err=True)
    return FINDINGS


def _complain_of_usage(error: click.UsageError) -> int:
    code = complain(_usage(error))
    if error.ctx is not None:
        click.echo(say("Help: {command} --help", command=error.ctx.command_path), err=True)
    return code


def _usage(error: click.UsageError) -> Message:  # noqa: PLR0911  (one sentence a mistake)
    match error:
        case click.NoSuchOption():
            return _no_such_option(error)
        case click.MissingParameter(param=click.Parameter() as missing):
            return say("{name} is missing", name=missing.human_readable_name)
        case click.BadParameter(param=click.Parameter(type=click.Choice() as choice) as wrong):
            return say("{name} is one of {choices}", name=wrong.opts[0], choices=list(choice.choices))
        case click.BadParameter(param=click.Parameter(type=click.IntRange(min=int() as least, max=None)) as wrong):
            return say("{name} is a whole number, at least {least}", name=wrong.opts[0], least=least)
        case click.BadParameter(
            param=click.Parameter(type=click.IntRange(min=int() as least, max=int() as most)) as wrong
        ):
            return say("{name} is a whole number from {least} to {most}", name=wrong.opts[0], least=least, most=most)
        case click.BadParameter(param=click.Parameter() as wrong):
            return say("{name}: {reason}", name=wrong.opts[0], reason=error.message)
    return say("{reason}", reason=error.format_message())


def _no_such_option(error: click.NoSuchOption) -> Message:
    if error.possibilities:
        return say(
            "there is no option '{name}'; did you mean '{nearest}'?",
            name=error.option_name,
            nearest=error.possibilities[0],
        )
    return say("there is no option '{name}'", name=error.option_name)


def _no_such_command(name: str, names: Sequence[str]) -> Message:
    from difflib import get_close_matches

    nearest = get_close_matches(name, names, 1)
    if nearest:
        return say("there is no command '{name}'; did you mean '{nearest}'?", name=name, nearest=nearest[0])
    return say("there is no command '{name}'; the commands are {names}", name=name, names=list(names))


def _sentence(error: Exception) -> Message:
    match error:
        case click.ClickException():
            return say("{reason}", reason=error.format_message())
        case OSError(filename=str() as file, strerror=str() as reason):
            return say("'{file}' cannot be used: {reason}", file=file, reason=TROUBLES.get(error.errno or 0, reason))
        case OSError(errno=int() as number) if number in TROUBLES:
            return say("the output cannot be written: {reason}", reason=TROUBLES[number])
        case NotSettling(cycle=cycle):
            return say("the case would go round without end: {cycle}", cycle=cycle)
    return say("{reason}", reason=str(error))


def _own_fault(error: Exception) -> Message:
    import traceback

    if os.environ.get("PROSESSI_TRACEBACK"):
        traceback.print_exception(error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    return say(
        "this is a fault of prosessi itself, please report it: {kind} at {file}:{line}",
        kind=type(error).__name__,
        file=Path(place.filename).name,
        line=place.lineno or 0,
    )


def _show_version(context: click.Context) -> None:
    from importlib.metadata import version

    write(f"prosessi {version('prosessi')}")
    context.exit(CLEAN)
