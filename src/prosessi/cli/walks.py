"""`prosessi walks`: walks made by a search, so that together they show what is wanted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from prosessi.cli.output import CLEAN, write
from prosessi.cli.spoken import spoken_command, spoken_option
from prosessi.messages import Message, say, say_many, speaking


@spoken_command(
    say("Make walks that together go through a whole process"),
    more=say(
        "PROCESS is a file, its folder, or the id of a shipped process. The walks are written into generated.walks.yaml"
        " beside the process, where pytest runs them like your own; your own walks are never touched. What no case can"
        " come to is named."
    ),
)
@click.argument("process")
@spoken_option(
    "--cover",
    type=click.Choice(["states", "transitions", "boundaries", "deadlines", "refusals", "all"]),
    default="transitions",
    says=say(
        "What the walks show: states, transitions, borders of conditions, days of deadlines, refused acts, or all"
    ),
)
@spoken_option("--strong", is_flag=True, says=say("Make walks that notice every small mistake in the process"))
@spoken_option("--seed", type=int, default=1, says=say("A number; the same number gives the same walks"))
@spoken_option("-o", "--output", type=click.Path(path_type=Path), says=say("Write the walks into this file"))
@spoken_option("--print", "shown", is_flag=True, says=say("Show the walks and write no file"))
@spoken_option(
    "--format",
    "form",
    type=click.Choice(["yaml", "text", "json"]),
    default="yaml",
    says=say("How they are shown: as a walks file, told to people, or as JSON for programs"),
)
def command(  # noqa: PLR0913  # options
    process: str,
    *,
    cover: Any,
    strong: bool,
    seed: int,
    output: Path | None,
    shown: bool,
    form: str,
) -> int:
    """Plan the walks, run each once, and write them down."""
    from prosessi import shipped
    from prosessi.api.processes import load
    from prosessi.walk.generated import FILE, proven, walks_text, write_generated

    file = Path(shipped.find(process))
    chart = load(file)
    with speaking(chart.process.language):
        made, notes = _strong(chart, seed) if strong else _covering(chart, cover, seed)
        text = walks_text(chart.process.process, made, _comments(notes))
    _, results = proven(chart, text)
    told = text
    if form == "json":
        told = _as_json(chart.process.process, made, notes)
    elif form == "text":
        told = _stories(chart, results)
    if shown or (output is None and form != "yaml"):
        write(told.rstrip("\n"))
        return CLEAN
    to = output or file.parent / FILE
    write_generated(to, text) if form == "yaml" else to.write_text(told, encoding="utf-8", newline="\n")
    steps = sum(len(path.steps) for path in made)
    write(str(say("{walks} with {steps} steps: {file}", walks=_so_many(len(made)), steps=steps, file=str(to))))
    for note in notes:
        write(str(note))
    return CLEAN


def _so_many(walks: int) -> Message:
    return say_many("{n} walk", "{n} walks", walks)


def _covering(chart: Any, cover: Any, seed: int) -> tuple[list[Any], list[Message]]:
    from prosessi.verify.walks.strong import script
    from prosessi.verify.walks.titles import title, told
    from prosessi.verify.walks.tours import plan

    planned = plan(chart, cover, seed=seed)
    made = [
        _generated(number, title(chart, tour.goals), script(chart, tour.tale))
        for number, tour in enumerate(planned.tours, 1)
    ]
    met = len(planned.wanted) - len(planned.left)
    notes = [say("Shown: {n} of {all}.", n=met, all=len(planned.wanted))]
    for goal, verdict in planned.left:
        sentence = (
            say("No case can come to this: {goal}", goal=told(chart, goal))
            if verdict == "impossible"
            else say(
                "No way was found to this, and it is not known whether there is one: {goal}", goal=told(chart, goal)
            )
        )
        notes.append(sentence)
    return made, notes


def _strong(chart: Any, seed: int) -> tuple[list[Any], list[Message]]:
    from prosessi.verify.walks.strong import strengthen
    from prosessi.verify.walks.titles import ending

    strength = strengthen(chart, seed=seed)
    made = [
        _generated(number + 1, ending(chart, walk.beats, sum(number in each.by for each in strength.judged)), walk)
        for number, walk in enumerate(strength.walks)
    ]
    notes = [
        say(
            "Of {all} small mistakes in the process these walks notice {noticed}; {alike} would change nothing.",
            all=len(strength.judged),
            noticed=strength.count("noticed"),
            alike=strength.count("alike"),
        )
    ]
    notes += [
        say(
            "{place}: it is not known what would happen if {change}",
            place=str(each.mutant.at),
            change=each.mutant.change,
        )
        for each in strength.judged
        if each.verdict == "undecided"
    ]
    return made, notes


def _generated(number: int, title: Message, script: Any) -> Any:
    from prosessi.verify.walks.tale import steps_of
    from prosessi.walk.generated import Generated

    return Generated(
        name=f"kulku_{number:02}",
        title=_capital(str(title)),
        start=script.tale.start,
        case=dict(script.tale.known),
        expect=dict(script.expects[0]),
        steps=tuple(steps_of(script.beats, script.expects)),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _comments(notes: list[Message]) -> list[str]:
    head = say("Made by the command 'prosessi walks', and made anew by it: what is changed here by hand is lost.")
    return [str(head), *map(str, notes)]


def _stories(chart: Any, results: Any) -> str:
    from prosessi.walk.story import tell_result

    return "\n".join(tell_result(chart, result, language=chart.process.language) for result in results)


def _as_json(process: str, made: list[Any], notes: list[Message]) -> str:
    walks = [
        {
            "name": path.name,
            "title": path.title,
            "start": path.start,
            "case": path.case,
            "expect": path.expect,
            "steps": path.steps,
        }
        for path in made
    ]
    return json.dumps(
        {"process": process, "notes": list(map(str, notes)), "walks": walks}, ensure_ascii=False, indent=2, default=str
    )
