"""`prosessi render`: a process as a picture, or as the words of that picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from prosessi.cli.output import CLEAN, complain, write
from prosessi.cli.spoken import spoken_command, spoken_option
from prosessi.messages import Message, say

FORMATS = {".svg": "svg", ".png": "png", ".pdf": "pdf", ".txt": "text", ".md": "md"}
BINARY = ("png", "pdf")
LEGIBLE = 8.0
"""Points: text smaller than this is hard to read on paper."""


@spoken_command(
    say("Draw a process as SVG, PNG or PDF, or tell it as text"),
    more=say(
        "PROCESS is a file, its folder, or the id of a shipped process. The ending of the file says what is made: "
        ".svg, .png, .pdf (an extra), .txt or .md. Without -o, SVG or text goes to the screen."
    ),
)
@click.argument("process")
@spoken_option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), says=say("The file to write"))
@spoken_option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS.values())),
    says=say("What is made, if the file's ending does not say it"),
)
@spoken_option(
    "--view",
    type=click.Choice(["chart", "lanes"]),
    default="chart",
    says=say("The states as they nest, or a lane for each role"),
)
@spoken_option(
    "--direction", type=click.Choice(["down", "right"]), default="down", says=say("Which way the picture runs")
)
@spoken_option(
    "--theme",
    type=click.Choice(["auto", "light", "dark"]),
    default="auto",
    says=say("Light or dark, or as the reader's system is"),
)
@spoken_option("--page", type=click.Choice(["a4", "a3"]), says=say("Fit the picture on one sheet of paper"))
@spoken_option(
    "--scale", type=click.FloatRange(0.1, 8), default=2.0, says=say("Dots for each pixel of a PNG, from 0.1 to 8")
)
@spoken_option("--walk", says=say("Paint the way of this walk from the walks beside the process"))
def command(process: str, output: Path | None, form: str | None, walk: str | None, **settings: Any) -> int:
    """Draw the process, or say why not."""
    from prosessi.api.processes import load
    from prosessi.shipped import find

    wanted = form or (FORMATS.get(output.suffix.lower()) if output else "svg")
    if wanted is None:
        return complain(_unknown_ending(output))
    if output is None and wanted in BINARY:
        return complain(say("say with -o into which file the {form} goes", form=wanted.upper()))
    chart = load(find(process))
    overlay = None
    if walk is not None:
        results = _walked(process, chart)
        if walk not in results:
            return complain(_no_such_walk(walk, list(results)))
        overlay = _path(chart, results[walk])
    made = _made(chart, wanted, overlay=overlay, **settings)
    if output is None:
        write(made.decode("utf-8").rstrip("\n"))
    else:
        output.write_bytes(made)
    return CLEAN


def _unknown_ending(output: Path | None) -> Message:
    ending = output.suffix if output else ""
    if not ending:
        return say("the file's name has no ending; use one of {endings}", endings=list(FORMATS))
    return say("'{ending}' is not a kind of picture; use one of {endings}", ending=ending, endings=list(FORMATS))


def _walked(process: str, chart: Any) -> dict[str, Any]:
    """The walks beside a process by name, each with its log."""
    from prosessi import shipped
    from prosessi.walk.files import load_walks, walks_files
    from prosessi.walk.script import run_walks

    loaded = [load_walks(file, lambda _: chart) for file in walks_files(shipped.find(process))]
    return {result.name: result for walks in loaded if walks.walks for result in run_walks(chart, walks.walks)}


def _no_such_walk(name: str, names: list[str]) -> Message:
    from prosessi.rules import nearest

    near = nearest(name, names)
    if near is not None:
        return say("there is no walk '{name}'; did you mean '{near}'?", name=name, near=near)
    return say("there is no walk '{name}'; the walks are {names}", name=name, names=names)


def _path(chart: Any, result: Any) -> Any:
    """The overlay of one walk: the numbers of its steps, and where the case is at the end."""
    from prosessi.chart.case import active_names
    from prosessi.render.overlay import path_overlay

    steps = (
        (entry.number, [edge for step in entry.steps for micro in step.microsteps for edge in micro.edges])
        for entry in result.log
    )
    return path_overlay(steps, active=active_names(chart, result.log[-1].after))


def _made(chart: Any, wanted: str, *, scale: float, page: Any, **settings: Any) -> bytes:
    from prosessi.render.drawing import draw
    from prosessi.render.raster import to_pdf, to_png
    from prosessi.render.text import describe

    if wanted in {"text", "md"}:
        return describe(chart, "md" if wanted == "md" else "text").encode("utf-8")
    drawing = draw(chart, page=page, **settings)
    if page is not None and drawing.smallest_text < LEGIBLE:
        note = say(
            "the smallest text is {size} points on this sheet; under 8 it is hard to read", size=drawing.smallest_text
        )
        click.echo(note, err=True)
    if wanted == "svg":
        return drawing.svg.encode("utf-8")
    return to_png(drawing.svg, scale) if wanted == "png" else to_pdf(drawing.svg)
