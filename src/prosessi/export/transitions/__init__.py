"""The bridge to the library `transitions`, for people who drive objects of their own with it.

The machine runs on that library's own rules. They and ours say the same of many charts but not of all; a chart that
the library would run differently is refused with the elements that make the difference. Roles, documents, deadlines
and qualification rules are no part of the machine: it says where a case can go, not who may take it there.
"""

from __future__ import annotations

from typing import Any

from prosessi.chart.chart import Chart
from prosessi.export.exporter import exporter


@exporter("transitions")
def export(chart: Chart, model: object = None) -> Any:
    """The chart as a `HierarchicalMachine` that drives `model`, or itself.

    States are named by their path, `arviointi.terveys`; events are triggers, `done.<state>` among them. Case data
    are attributes of the model: what it has is kept, the rest get their defaults. What an event decides is given to
    the trigger by name. Guards, actions, automatic transitions and raised events work by callbacks. As in prosessi,
    a step whose condition cannot be answered raises and leaves no trace. Raises `NotExpressible`.
    """
    from prosessi.export.transitions.machine import build  # noqa: PLC0415  # the library is loaded when it is asked for

    return build(chart, model)
