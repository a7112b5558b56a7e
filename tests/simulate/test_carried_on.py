"""Cases that end in one process and go on in another at once: each is counted where it was, and none for ever."""

from __future__ import annotations

from itertools import pairwise

import pytest

from prosessi.api import load_scenario
from prosessi.errors import NotSettling
from prosessi.simulate.engine import simulate
from prosessi.simulate.layout import LINES
from simulate.planted import Fault, planted

PROCESS = """\
prosessi: 1
process: {name}
title: {{fi: {name}}}
initial: alku
{more}
states:
  alku: {{label: {{fi: Alku}}, transitions: [{{always: true, to: loppu}}]}}
  loppu: {{label: {{fi: Loppu}}, {end}}}
"""
DEADLINE = (
    "deadlines: {raja: {label: {fi: Raja}, starts: {enter: alku}, met_by: {enter: loppu}, within: 2 working days}}"
)
SCENARIO = """\
prosessi: 1
scenario: ketju
title: {fi: Ketju}
period: {from: 2025-02-03}
cases: 10500
assumption: "Olettama: luvut ovat keksittyjä."
processes:
  p0: {arrivals: {rate: 1000 per week}}
"""
LONG = 7

FAULTS = (
    Fault("a case that goes on is not asked for room", "return FLUSH if full() else NONE", "return NONE"),
    Fault("the last line but one is taken for the last", "if line == LINES - 1:", "if line == LINES + 2:"),
)


def setup_of(folder, names):
    """Cases that go from one process to the next, at once."""
    for place, (name, onward) in enumerate(pairwise(names)):
        end = f"final: handover, process: {onward}" if onward else "final: success"
        text = PROCESS.format(name=name, end=end, more=DEADLINE if place % 3 == 1 else "")
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    others = "".join(f"  {name}: {{}}\n" for name in names[1:-1] if name != names[0])
    (folder / "ketju.scenario.yaml").write_text(SCENARIO + others + "staff: {}\n", encoding="utf-8")
    return load_scenario(folder / "ketju.scenario.yaml").setup


@pytest.fixture
def chain(tmp_path):
    return setup_of(tmp_path, [*(f"p{number}" for number in range(LONG)), ""])


@pytest.fixture
def ring(tmp_path):
    return setup_of(tmp_path, ["p0", "p1", "p0"])


@pytest.fixture(params=["plain", "compiled"])
def engine(request):
    if request.param == "compiled":
        pytest.importorskip("numba", reason="the extra `fast` is not installed")
    return request.param


def lines(run):
    return [
        list(
            zip(
                *(map(int, column) for column in (table.number, table.begun, table.ended, *table.statuses)), strict=True
            )
        )
        for table in run.cases
    ]


def by_hand(run):
    """The lines there must be: a case is begun in one process after another, all at the moment when it came."""
    moments = [int(time) for time in run.cases[0].begun]
    statuses = [(2,) * len(table.statuses) for table in run.cases]
    return [
        [(LONG * case + place, moment, moment, *statuses[place]) for case, moment in enumerate(moments)]
        for place in range(LONG)
    ]


@pytest.mark.parametrize("log", [False, True])
def test_every_case_has_a_line_in_each_process_that_it_comes_through(chain, engine, log):
    run = simulate(chain, engine=engine, log=log)

    assert len(run.cases[0].number) * LONG > LINES
    assert lines(run) == by_hand(run)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_line_that_goes_astray_is_noticed(fault, chain, monkeypatch):
    planted(fault, monkeypatch)
    try:
        run = simulate(chain, engine="plain")
    except IndexError:
        return

    assert lines(run) != by_hand(run)


@pytest.mark.parametrize("log", [False, True])
def test_a_case_that_goes_on_for_ever_ends_the_run(ring, engine, log):
    with pytest.raises(NotSettling) as failure:
        simulate(ring, engine=engine, log=log)

    assert set(failure.value.cycle) <= {"p0", "p1"} != set()
