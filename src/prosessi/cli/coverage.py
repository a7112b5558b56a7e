"""`prosessi coverage`: what the walks of a process have been through, and what they miss."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from prosessi.cli.output import CLEAN, FINDINGS, complain, write
from prosessi.cli.spoken import spoken_command, spoken_option
from prosessi.messages import say


@spoken_command(
    say("Tell what the walks of a process cover and what they miss"),
    more=say(
        "PROCESS is a file, its folder, a folder of processes, or the id of a shipped process. The exit code is 0 when"
        " every state, transition and turn of a deadline has been walked and every walk went as expected, and 1"
        " otherwise."
    ),
)
@click.argument("process")
@spoken_option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    says=say("How it is shown: for people, or as JSON for programs"),
)
@spoken_option(
    "--svg", type=click.Path(path_type=Path), says=say("Draw the process into this file, its coverage on it")
)
def command(process: str, form: str, svg: Path | None) -> int:
    """Run the walks that stand beside each process, and count."""
    from prosessi.walk.coverage import as_json, tell_coverage

    files = _process_files(process)
    if svg is not None and len(files) != 1:
        return complain(say("one picture shows one process, and here are {n}", n=len(files)))
    walked = [_walked(file) for file in files]
    if form == "json":
        write(as_json(covered for _, covered, _ in walked))
    else:
        write("\n\n".join(_told(tell_coverage(covered), wrong) for _, covered, wrong in walked))
    if svg is not None:
        svg.write_text(_drawn(walked[0][0], walked[0][1]), encoding="utf-8", newline="\n")
    return FINDINGS if any(covered.missing or wrong for _, covered, wrong in walked) else CLEAN


def _process_files(process: str) -> tuple[Path, ...]:
    """The process that is meant, or all of a folder that is none itself."""
    from prosessi import shipped

    folder = Path(process)
    if folder.is_dir() and not (folder / shipped.FILE).exists():
        inner = tuple(sorted(folder.glob(f"*/{shipped.FILE}")))
        if inner:
            return inner
    return (shipped.find(process),)


def _walked(file: Path) -> tuple[Any, Any, list[str]]:
    """The chart of a process, what its walks cover, and a line for each walk that did not go as expected."""
    from prosessi.api.processes import load
    from prosessi.walk.coverage import coverage
    from prosessi.walk.files import load_walks, walks_files
    from prosessi.walk.script import run_walks

    chart = load(file)
    loaded = [load_walks(walks, lambda _: chart) for walks in walks_files(file)]
    broken = [str(finding) for walks in loaded if walks.walks is None for finding in walks.findings]
    results = [result for walks in loaded if walks.walks is not None for result in run_walks(chart, walks.walks)]
    failed = [
        str(say("{place}: the walk '{name}' did not go as expected", place=str(result.failure.at), name=result.name))
        for result in results
        if result.failure is not None
    ]
    return chart, coverage(chart, [result.log for result in results]), [*broken, *failed]


def _told(covered: str, wrong: Iterable[str]) -> str:
    return "\n".join([covered, *wrong])


def _drawn(chart: Any, covered: Any) -> str:
    from prosessi.api.pictures import render
    from prosessi.render.overlay import coverage_overlay

    states = {element.id: element.count for element in covered.elements if element.kind == "state"}
    edges = {element.id: element.count for element in covered.elements if element.kind == "transition"}
    return render(chart, overlay=coverage_overlay(states, edges)).svg
