"""Examples of findings, run again as walks by the interpreter."""

from prosessi.model.walks import Walks
from prosessi.walk.script import run_walks


def replayed(chart, example):
    """Run an example as a walk, and see that it passes and ends in the states and by the transitions it tells of."""
    [result] = run_walks(chart, walks_of(chart, example))

    assert result.passed, [str(each.happened) for each in result.failure.differences]
    assert _edges(result.log) == example.edges
    assert len(example.story) >= 1
    return result


def walks_of(chart, example):
    """An example as a walks file would hold it."""
    path = {
        "start": example.start,
        "case": dict(example.case),
        "documents": list(example.documents),
        "steps": [dict(step) for step in example.steps],
    }
    last = path["steps"][-1] if path["steps"] else path
    last["expect"] = {"active": list(example.active)}
    return Walks.model_validate({"walks": chart.process.process, "paths": {"esimerkki": path}})


def _edges(log):
    steps = (step for entry in log for step in entry.steps)
    return tuple(edge for step in steps for microstep in step.microsteps for edge in microstep.edges)
