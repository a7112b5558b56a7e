"""`prosessi export`: a process in the format of another tool."""

from __future__ import annotations

from pathlib import Path

import click

from prosessi.cli.output import CLEAN, complain, write
from prosessi.cli.spoken import spoken_command, spoken_option
from prosessi.messages import say


@spoken_command(
    say("Write a process in the format of another tool"),
    more=say(
        "PROCESS is a file, its folder, or the id of a shipped process. The formats are mermaid, which many wikis draw"
        " by themselves, dot, which any Graphviz draws, and scxml, which other statechart tools run."
    ),
)
@click.argument("process")
@spoken_option("--to", "form", required=True, says=say("The format: mermaid, dot or scxml"))
@spoken_option("-o", "--output", type=click.Path(path_type=Path), says=say("Write it to this file"))
def command(process: str, form: str, output: Path | None) -> int:
    """Load the process and show or save its text."""
    from prosessi.api.formats import export
    from prosessi.api.processes import load
    from prosessi.export.exporter import FORMATS
    from prosessi.shipped import find

    forms = [name for name in FORMATS if FORMATS[name].textual]
    if form not in forms:
        return complain(say("there is no format '{form}'; the formats are {forms}", form=form, forms=forms))
    exported = export(load(find(process)), form)
    if output is None:
        write(exported.text.rstrip("\n"))
    else:
        write(str(say("Written: {file}", file=str(exported.save(output)))))
    return CLEAN
