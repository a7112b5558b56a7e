"""As many configurations as SPIN counts, on random products with conditions on one another."""

import re
import shutil
import subprocess
from random import Random

import pytest

from charts import chart_of
from prosessi.chart.explore import explore
from prosessi.chart.sweep import sweep

MISSING = [program for program in ("spin", "gcc") if shutil.which(program) is None]

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"an oracle from outside that is not installed: {MISSING}")


def model(seed):
    """Regions with their moves: from where, to where, and on what condition, as literals on places of regions."""
    random = Random(seed)  # noqa: S311  # nothing secret is drawn
    sizes = [random.randint(2, 4) for _ in range(random.randint(2, 5))]
    return sizes, [
        (region, random.randrange(size), random.randrange(size), condition(random, sizes, region))
        for region, size in enumerate(sizes)
        for _ in range(random.randint(size, 2 * size))
    ]


def condition(random, sizes, region):
    others = [other for other in range(len(sizes)) if other != region]
    literals = [(other, random.randrange(sizes[other]), random.random() < 0.5) for other in others]
    return random.sample(literals, random.choice((0, 0, 1, min(2, len(literals)))))


def as_process(sizes, moves):
    branches = {
        f"r{region}": {
            "initial": f"s{region}_0",
            "states": {f"s{region}_{n}": {"transitions": []} for n in range(size)},
        }
        for region, size in enumerate(sizes)
    }
    for number, (region, source, target, asked) in enumerate(moves):
        edge = {"event": f"e{number}", "to": f"s{region}_{target}"}
        if asked:
            edge["if"] = " and ".join(f"{'' if yes else 'not '}active(s{other}_{n})" for other, n, yes in asked)
        branches[f"r{region}"]["states"][f"s{region}_{source}"]["transitions"].append(edge)
    return {"states": {"p": {"parallel": branches}}}


def as_promela(sizes, moves):
    lines = [f"byte r{region};" for region in range(len(sizes))]
    lines += ["active proctype m() {", "end: do"]
    for region, source, target, asked in moves:
        literals = [f"r{other} {'==' if yes else '!='} {n}" for other, n, yes in asked]
        lines.append(f":: atomic {{ {' && '.join([f'r{region} == {source}', *literals])} -> r{region} = {target} }}")
    return "\n".join([*lines, "od }"])


def counted_by_spin(promela, folder):
    (folder / "model.pml").write_text(promela, encoding="utf-8")
    for command in (["spin", "-a", "model.pml"], ["gcc", "-w", "-DSAFETY", "-DNOREDUCE", "-o", "pan", "pan.c"]):
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    told = subprocess.run(["./pan", "-E", "-m100000"], cwd=folder, check=True, capture_output=True, text=True).stdout
    return int(re.search(r"(\d+) states, stored", told)[1])


def counts(seed, folder):
    written = model(seed)
    chart = chart_of(as_process(*written))
    graph = explore(chart, full=True)
    swept = sweep(chart)

    assert graph.complete
    assert swept.in_parts
    return (
        len({node.snapshot.active for node in graph.nodes[1:]}),
        swept.configurations,
        counted_by_spin(as_promela(*written), folder),
    )


@pytest.mark.parametrize("seed", range(12))
def test_spin_counts_as_many_configurations(seed, tmp_path):
    explored, swept, theirs = counts(seed, tmp_path)

    assert explored == swept == theirs


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(100, 200))
def test_spin_counts_as_many_on_many_models(seed, tmp_path):
    explored, swept, theirs = counts(seed, tmp_path)

    assert explored == swept == theirs


def test_a_product_that_lost_a_move_is_counted_otherwise(tmp_path):
    sizes, moves = [3, 3], [(0, 0, 1, []), (0, 1, 2, []), (1, 0, 1, [(0, 2, True)])]

    explored = explore(chart_of(as_process(sizes, moves)), full=True)
    theirs = counted_by_spin(as_promela(sizes, moves[:2]), tmp_path)

    assert len(explored.nodes) - 1 > theirs
