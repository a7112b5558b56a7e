"""What a sweep by tables says is what the graph says, compiled or not."""

import pytest
from hypothesis import HealthCheck, Phase, assume, find, given, settings

from charts import chart_of
from prosessi.chart import parts, sweep
from prosessi.chart.explore import explore
from strategies import parallels, product_process, products

WORK = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
SEARCH = settings(WORK, max_examples=1000, database=None, derandomize=True, phases=[Phase.generate])


def told(swept):
    """All that is said of a chart, and of every configuration, in an order of its own."""
    active = [swept.active(number) for number in range(swept.configurations)]
    leads = {
        (active[number], active[target])
        for number in range(swept.configurations)
        for target in swept.targets[swept.offsets[number] : swept.offsets[number + 1]]
    }
    ends = {active[number] for number in range(swept.configurations) if swept.can_end[number]}
    return swept.configurations, swept.transitions, swept.hopeless, swept.stuck, swept.fired, leads, ends


def differs(process):
    chart = chart_of(process)
    swept = sweep.sweep(chart)
    return told(swept) != told(sweep._of_graph(explore(chart, full=True)))


@WORK
@given(products())
def test_a_sweep_says_what_the_graph_says(process):
    assert sweep.sweep(chart_of(process)).in_parts

    assert not differs(process)


@WORK
@given(parallels())
def test_a_chart_that_does_not_come_apart_goes_through_the_graph(process):
    swept = sweep.sweep(chart_of(process))
    assume(swept.complete)

    assert swept.in_parts or swept.configurations == len(explore(chart_of(process), full=True).nodes) - 1


@pytest.mark.parametrize("seed", range(5))
def test_it_is_the_same_compiled(seed, monkeypatch):
    pytest.importorskip("numba", reason="the extra `fast` is not installed")
    chart = chart_of(product_process(seed))
    plain = told(sweep.sweep(chart))
    monkeypatch.setattr(sweep, "WORTH_COMPILING", 0)

    assert told(sweep.sweep(chart)) == plain


def test_nothing_is_said_to_be_absent_when_there_is_too_much():
    round_and_round = [[{"event": f"e{b}{n}", "to": f"s{b}{(n + 1) % 5}"} for n in range(5)] for b in range(5)]
    branches = {
        f"b{b}": {"states": {f"s{b}{n}": {"transitions": [edge]} for n, edge in enumerate(edges)}}
        for b, edges in enumerate(round_and_round)
    }
    swept = sweep.sweep(chart_of({"states": {"p": {"parallel": branches}}}), most=100)

    assert not swept.complete
    assert not swept.hopeless


FAULTS = {
    "the last branch finishes like any other": (parts.Parts, "_learn_last", lambda *_: None),
    "conditions on other branches are not asked": (parts.Parts, "_answer", lambda _, asked, *__: asked.answer),
    "what is around the branches never moves": (parts.Parts, "_learn_around", lambda *_: None),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_it_is_found(fault, monkeypatch):
    monkeypatch.setattr(*FAULTS[fault])

    find(products(), differs, settings=SEARCH)
