"""`prosessi import`: a chart of another tool as a process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from prosessi.cli.output import CLEAN, FINDINGS, complain, write
from prosessi.cli.spoken import spoken_command, spoken_option
from prosessi.messages import Message, say


@spoken_command(
    say("Read a chart that another tool wrote, as a process"),
    more=say(
        "FILE is a chart in SCXML. Its states, transitions and plain data become a process; what a process has no words"
        " for is refused with its place. No other file and no network is touched."
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@spoken_option("--from", "form", default="scxml", says=say("The format: scxml"))
@spoken_option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    says=say("Write it to this file, or to process.yaml in this folder"),
)
def command(file: Path, form: str, output: Path | None) -> int:
    """Read the file, tell what was left out, and show or save the process."""
    from prosessi.api.formats import import_process
    from prosessi.errors import InvalidProcess

    try:
        imported = import_process(file, form)
    except InvalidProcess as error:
        _tell(file, error.findings)
        return FINDINGS
    if imported.findings:
        _tell(file, imported.findings)
    if output is None:
        write(imported.yaml_text.rstrip("\n"))
        return CLEAN
    return _save(imported, output)


def _save(imported: Any, output: Path) -> int:
    in_folder = output.is_dir() or not output.suffix
    target = output / "process.yaml" if in_folder else output
    if target.exists():
        return complain(_in_the_way(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    text = imported.called(target.resolve().parent.name) if in_folder else imported.yaml_text
    target.write_text(text, encoding="utf-8", newline="\n")
    write(str(say("Written: {file}", file=str(target))))
    return CLEAN


def _in_the_way(target: Path) -> Message:
    return say("'{file}' is there already; remove it first, or write to another place", file=str(target))


def _tell(file: Path, findings: Any) -> None:
    from prosessi.check.report import Report
    from prosessi.check.reports.text import as_text

    text = file.read_bytes()[:2_000_000].decode("utf-8", "replace")
    click.echo(as_text([Report(str(file), text, tuple(findings))]), err=True)
