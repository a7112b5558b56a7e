"""`prosessi mutate`: which small mistakes in a process its walks would notice, and which none of them would."""

from __future__ import annotations

import json
import math
import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from prosessi.cli.output import CLEAN, FINDINGS, complain, write
from prosessi.cli.spoken import spoken_command, spoken_option
from prosessi.messages import say, speaking


@spoken_command(
    say("Tell which small mistakes in a process its own walks would notice"),
    more=say(
        "PROCESS is a file, its folder, or the id of a shipped process. Each small mistake is made in turn, and the"
        " walks beside the process are run. The exit code is 1 when fewer are noticed than --min asks for."
    ),
)
@click.argument("process")
@spoken_option("--min", "least", type=float, says=say("How many percent of the mistakes must be noticed"))
@spoken_option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    says=say("How it is shown: for people, or as JSON for programs"),
)
def command(process: str, least: float | None, form: str) -> int:
    """Make each mistake, and run the walks until the first that fails."""
    from prosessi import shipped
    from prosessi.api.processes import load

    file = Path(shipped.find(process))
    chart = load(file)
    paths = _paths(chart, file)
    if not paths:
        return complain(say("there are no walks beside {file} that go as expected", file=str(file)))
    with speaking(chart.process.language) if form == "json" else speaking(_language()):
        judged = _judged(chart, paths)
        noticed = sum(verdict == "noticed by the walks" for _, verdict in judged)
        alike = sum(verdict == "alike" for _, verdict in judged)
        share = noticed / (len(judged) - alike) if len(judged) > alike else 1.0
        again = shlex.join(["prosessi", "walks", process, "--strong"])
        told = _as_json(judged, share) if form == "json" else _as_text(chart, judged, (noticed, alike), share, again)
        write(told)
    return FINDINGS if least is not None and 100 * share < least else CLEAN


def _language() -> str:
    from prosessi.messages import language

    return language()


def _paths(chart: Any, file: Path) -> list[tuple[str, Any]]:
    """The walks beside a process that go as expected; a walk that fails anyway would notice everything."""
    from prosessi.walk.files import load_walks, walks_files
    from prosessi.walk.script import run_path

    written = [loaded.walks for walks in walks_files(file) if (loaded := load_walks(walks, lambda _: chart)).walks]
    paths = [(name, path) for walks in written for name, path in walks.paths.items()]
    return [(name, path) for name, path in paths if run_path(chart, name, path).passed]


def _judged(chart: Any, paths: Sequence[tuple[str, Any]]) -> list[tuple[Any, str]]:
    """Every mutant with what became of it."""
    from prosessi.verify.walks.mutants import mutants
    from prosessi.verify.walks.strong import verdicts
    from prosessi.walk.script import run_path

    found: dict[Any, str] = {}
    for mutant in mutants(chart):
        rival = mutant.chart(chart)
        if rival is not None:
            seen = any(not run_path(rival, name, path).passed for name, path in paths)
            found[mutant] = "noticed by the walks" if seen else ""
    alive = [mutant for mutant, verdict in found.items() if not verdict]
    found |= {each.mutant: each.verdict for each in verdicts(chart, alive)}
    return list(found.items())


def _as_text(chart: Any, judged: Iterable[tuple[Any, str]], counts: tuple[int, int], share: float, again: str) -> str:
    """What is noticed and what is not, and `again`, the command that makes walks for the rest."""
    noticed, alike = counts
    listed = list(judged)
    lines = [
        str(
            say(
                "The walks of '{process}' notice {noticed} of {all} small mistakes ({share}%).",
                process=chart.process.process,
                noticed=noticed,
                all=len(listed) - alike,
                share=math.floor(100 * share),
            )
        )
    ]
    if alike:
        lines.append(str(say("Besides, {n} changes would change nothing.", n=alike)))
    unseen = [mutant for mutant, verdict in listed if verdict in {"noticed", "undecided"}]
    for mutant in unseen:
        sentence = say("If {change}, no walk would notice.", change=mutant.change)
        lines.append(f"  {mutant.at.file}:{mutant.at.line}: {sentence}")
    if unseen:
        lines.append(str(say("Walks that would notice are made by: {command}", command=again)))
    return "\n".join(lines)


def _as_json(judged: Iterable[tuple[Any, str]], share: float) -> str:
    plain = [
        {
            "kind": mutant.kind,
            "file": mutant.at.file,
            "line": mutant.at.line,
            "change": str(mutant.change),
            "noticed": verdict == "noticed by the walks",
            "verdict": {"noticed": "unnoticed", "noticed by the walks": "noticed"}.get(verdict, verdict),
        }
        for mutant, verdict in judged
    ]
    return json.dumps({"percent": math.floor(100 * share), "mutants": plain}, ensure_ascii=False, indent=2)
