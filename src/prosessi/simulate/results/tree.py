"""Results as nested plain values, for JSON. The names are those of the metrics, described in docs/reference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from prosessi.chart.chart import Chart
from prosessi.simulate.results.bottleneck import bottleneck, growing
from prosessi.simulate.results.estimate import Estimate
from prosessi.simulate.results.measure import UNITS
from prosessi.simulate.results.results import Results

Tree = dict[str, object]

TIMES = ("cycle_time", "cycle_days", "waiting_time", "working_time")
FIGURES = ("sd", "median", "p90", "p95")


def tree(results: Results) -> Tree:
    """Everything that is told; what is told of a process stands also outermost for the first of them."""
    processes = {each.chart.process.process: _process(results, each.chart) for each in results.setup.processes}
    first = next(iter(processes.values()))
    jam = bottleneck(results)
    return {
        "scenario": results.setup.name,
        "replications": len(results.digests),
        "interrupted": len(results.digests) < results.wanted,
        "seed": results.digests[0].seed,
        "engine": results.engine,
        "cases": results.cases,
        "events": results.events,
        "seconds": results.seconds,
        "unfinished": results.unfinished,
        "refused": results.refused,
        "stepped": results.stepped,
        **{name: first[name] for name in (*TIMES, "deadlines") if name in first},
        "processes": processes,
        "roles": _group(results, "role", results.setup.roles),
        "staff": _group(results, "crew", (crew.name for crew in results.setup.crews)),
        "bottleneck": None if jam is None else asdict(jam),
        "growing_queues": list(growing(results)),
    }


def figure(found: Estimate) -> Tree:
    """A figure with its interval."""
    return {"mean": found.value, "interval": None if found.low is None else [found.low, found.high]}


def _process(results: Results, chart: Chart) -> Tree:
    name = chart.process.process
    tree: Tree = {metric: round(results.mean(metric, name)) for metric in ("cases", "unfinished")}
    tree |= {metric: times for metric in TIMES if (times := _times(results, metric, name))}
    tree["open"] = _maybe(results.estimate("open", name))
    tree["outcomes"] = {
        measure.of: figure(found) for measure, found in results.over("outcome") if measure.process == name
    }
    tree["deadlines"] = {watch.name: _deadline(results, name, watch.name) for watch in chart.watches}
    tree["states"] = _named(results, name, "state")
    tree["acts"] = _named(results, name, "act")
    return tree


def _deadline(results: Results, process: str, name: str) -> Tree:
    """The share met, how many missed it in a run, and by how many days; None for what no case has settled."""
    met = results.estimate("deadline.met", process, name)
    if met is None:
        return {"met": None, "interval": None, "missed": 0}
    return {
        "met": met.value,
        "interval": figure(met)["interval"],
        "missed": results.mean("deadline.missed", process, name),
        "late": _times(results, "deadline.late", process, name),
    }


def _times(results: Results, metric: str, process: str, of: str = "") -> Tree | None:
    mean = results.estimate(f"{metric}.mean", process, of)
    if mean is None:
        return None
    others = {each: results.mean(f"{metric}.{each}", process, of) for each in FIGURES}
    return figure(mean) | others | {"unit": UNITS[f"{metric}.mean"]}


def _group(results: Results, kind: str, names: Iterable[str], process: str = "") -> Mapping[str, Tree]:
    """The figures of each role, crew, state or act, under the last parts of their metrics."""
    return {
        name: {
            measure.metric.partition(".")[2]: figure(found)
            for measure, found in results.table.items()
            if measure[1:] == (process, name) and measure.metric.startswith(f"{kind}.")
        }
        for name in names
    }


def _named(results: Results, process: str, kind: str) -> Mapping[str, Tree]:
    """The figures of each state of a process where people are waited for, or of each act in its state."""
    measures = (measure for measure in results.table if measure.process == process)
    return _group(
        results, kind, dict.fromkeys(each.of for each in measures if each.metric.startswith(f"{kind}.")), process
    )


def _maybe(found: Estimate | None) -> Tree | None:
    return None if found is None else figure(found)
