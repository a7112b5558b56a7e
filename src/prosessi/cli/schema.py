"""`prosessi schema`: the format as JSON Schema, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from prosessi.cli.output import CLEAN, complain, write
from prosessi.cli.spoken import spoken_command, spoken_option
from prosessi.messages import say


@spoken_command(
    say("Show the JSON Schema of a kind of file, for an editor that completes and checks while you write"),
    more=say(
        "KIND is process (the default), scenario, walks, laws, calendars, vocabulary or facts. Save the schema with -o,"
        " and write at the top of a file: # yaml-language-server: $schema=FILE"
    ),
)
@click.argument("kind", default="process")
@spoken_option("-o", "--output", type=click.Path(path_type=Path), says=say("Write it to this file"))
def command(kind: str, output: Path | None) -> int:
    """Show or save the shipped schema."""
    from prosessi.model.schema import NAMES, schema_text

    if kind not in NAMES:
        return complain(say("there is no kind of file '{kind}'; the kinds are {kinds}", kind=kind, kinds=list(NAMES)))
    text = schema_text(kind)
    if output is None:
        write(text.rstrip("\n"))
    else:
        output.write_text(text, encoding="utf-8", newline="\n")
    return CLEAN
