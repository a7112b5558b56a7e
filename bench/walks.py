"""How many small mistakes in a process walks notice, by how the walks were chosen: the table of the design, measured.

`python bench/walks.py [PROCESS]`. A mistake that no case can show (proved so) counts for none of the ways of choosing.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from prosessi.api import load
from prosessi.chart.chart import Chart
from prosessi.verify.walks.strong import Script, Strength, script, strengthen
from prosessi.verify.walks.tours import plan

PROCESS = "lastensuojeluilmoituksen-kasittely"


def main(process: str) -> None:
    chart = load(process)
    begin = time.perf_counter()
    strength = strengthen(chart)
    took = time.perf_counter() - begin
    edges, watches = len(chart.edges), len(chart.watches)
    mutants, alike = len(strength.judged), strength.count("alike")
    print(f"{process}: {edges} transitions, {watches} deadlines, {mutants} mutants, {alike} of them proved alike")
    print(f"{'walks chosen by':<28}{'walks':>7}{'steps':>7}{'noticed':>10}{'seconds':>9}")
    transitions = scripts(chart, "transitions")
    row(chart, strength, "happy path", happy(transitions))
    for cover in ("states", "transitions", "boundaries", "deadlines", "refusals", "all"):
        begin = time.perf_counter()
        chosen = scripts(chart, cover)
        row(chart, strength, cover, chosen, time.perf_counter() - begin)
    row(chart, strength, "strong", strength.walks, took)
    for each in strength.judged:
        if each.verdict == "undecided":
            print(f"undecided: {each.mutant.at}: {each.mutant.change}")


def scripts(chart: Chart, cover: str) -> tuple[Script, ...]:
    return tuple(script(chart, tour.tale) for tour in plan(chart, cover).tours)


def happy(walks: Sequence[Script]) -> tuple[Script, ...]:
    """The shortest walk without a refusal that comes to an end."""
    ended = [walk for walk in walks if walk.beats[-1].after.ended and not any(beat.refused for beat in walk.beats)]
    return (min(ended, key=lambda walk: len(walk.beats)),) if ended else ()


def row(chart: Chart, strength: Strength, name: str, walks: Sequence[Script], seconds: float = 0.0) -> None:
    counted = [each.mutant.chart(chart) for each in strength.judged if each.verdict != "alike"]
    noticed = sum(any(walk.notices(rival) for walk in walks) for rival in counted if rival is not None)
    steps = sum(len(walk.beats) - 1 for walk in walks)
    share = 100 * noticed / len(counted)
    print(f"{name:<28}{len(walks):>7}{steps:>7}{share:>9.1f}%{seconds:>9.1f}")


if __name__ == "__main__":
    main(*(sys.argv[1:] or [PROCESS]))
