"""Commands and options whose help is spoken in the reader's language.

Click reads help texts when a command is made; these are read when they are shown, because only then is the language
known. The one rule: a help text is a `Message`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from prosessi.messages import LANGUAGES, Message, say, use_language

Function = Callable[..., Any]


class SpokenOption(click.Option):
    """An option whose help is a message."""

    def __init__(self, *names: Any, says: Message, **settings: Any) -> None:
        super().__init__(*names, **settings)
        self.says = says

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the names and the help, in the language in use."""
        self.help = str(self.says)
        return super().get_help_record(ctx)

    def get_help_extra(self, ctx: click.Context) -> Any:
        """Return what click says of an option by itself: that it is required, and from which number on it goes."""
        extra = super().get_help_extra(ctx)
        if "required" in extra:
            extra["required"] = str(say("required"))
        if "range" in extra and isinstance(self.type, click.IntRange) and self.type.max is None:
            extra["range"] = str(say("at least {least}", least=self.type.min))
        return extra


class SpokenCommand(click.Command):
    """A command whose help is a message, and which takes `--lang`."""

    def __init__(self, *names: Any, says: Message, more: Message | None = None, **settings: Any) -> None:
        super().__init__(*names, **settings)
        self.says = says
        self.more = more
        self.params.append(_language_option())

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002  (click's own signature)
        """Return the one line of the list of commands."""
        return str(self.says)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help`, described in the language in use."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = str(say("Show this text"))
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how to call the command."""
        self.options_metavar = str(say("[OPTIONS]"))
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), str(say("Usage:")) + " ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write what the command is for."""
        for message in (self.says, self.more):
            if message is not None:
                formatter.write_paragraph()
                with formatter.indentation():
                    formatter.write_text(str(message))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, a line each."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section(str(say("Options"))):
            formatter.write_dl(records)


class SpokenGroup(SpokenCommand, click.Group):
    """A command of commands."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how to call one of its commands."""
        self.subcommand_metavar = str(say("COMMAND [ARGUMENTS]..."))
        super().format_usage(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and then the commands, a line each."""
        SpokenCommand.format_options(self, ctx, formatter)
        rows = [
            (name, command.get_short_help_str())
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name))
        ]
        with formatter.section(str(say("Commands"))):
            formatter.write_dl(rows)


def spoken_command(says: Message, *, more: Message | None = None) -> Callable[[Function], SpokenCommand]:
    """Make the decorated function a command. It returns its exit code, or nothing when all went well."""
    return click.command(cls=SpokenCommand, says=says, more=more)


def spoken_option(*names: str, says: Message, **settings: Any) -> Callable[[Function], Function]:
    """Give the decorated function an option; `settings` are click's own."""
    return click.option(*names, cls=SpokenOption, says=says, **settings)


def _language_option() -> click.Option:
    return SpokenOption(
        ["--lang"],
        says=say("Language: fi, sv or en"),
        type=click.Choice(LANGUAGES),
        is_eager=True,
        expose_value=False,
        callback=lambda _context, _option, chosen: use_language(chosen) if chosen else None,
    )
