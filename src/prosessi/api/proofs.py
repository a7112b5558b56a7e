"""What can become of the cases of a process: proved, and explored."""

from __future__ import annotations

from prosessi.chart.chart import Chart
from prosessi.chart.explore import Graph
from prosessi.chart.explore import explore as explore_chart
from prosessi.check.proofs import prove as prove_chart
from prosessi.findings import Finding


def prove(chart: Chart) -> tuple[Finding, ...]:
    """What can go wrong with its cases, by place: holes, broken promises, limits that can be missed.

    A finding that something can happen has an `example`: the case told day by day, and as a walk to be run again.
    `check` does this too, with all that it finds in the text.

    >>> prove(load("jalkihuolto"))
    ()
    """
    return prove_chart(chart)


def explore(chart: Chart, *, full: bool = False) -> Graph:
    """Everything that can become of a case, as a graph; `full` follows independent branches in every order.

    >>> graph = explore(load("lastensuojeluilmoituksen-kasittely"))
    >>> graph.complete, graph.digraph().number_of_nodes() == len(graph.nodes)
    (True, True)
    """
    return explore_chart(chart, full=full)
