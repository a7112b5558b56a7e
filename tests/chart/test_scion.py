"""Public event-script cases of the SCXML test framework, read from beside the project when they are there.

An SCXML transition leaves its state even for a target inside it, which is `re-enter` with us.
"""

import json
from xml.etree import ElementTree as ET

import pytest

from charts import ROOT, ByRows, ByStep, chart_of, leaves

SAMPLES = ROOT.parent / "shared" / "conformance" / "scion"
CASES = sorted(SAMPLES.rglob("*.scxml"))
SCXML = "{http://www.w3.org/2005/07/scxml}"
ACTIVE = frozenset({"state", "parallel", "final", "history"})


def test_the_samples_are_there():
    if not CASES:
        pytest.skip("the SCION samples do not stand beside the project")

    assert len(CASES) == 26


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize("engine", [ByStep, ByRows])
def test_a_sample_goes_as_its_script_says(path, engine):
    script = json.loads(path.with_suffix(".json").read_text("utf-8"))
    chart = chart_of(process_of(ET.parse(path).getroot()))  # noqa: S314  # files we know

    case = engine(chart)
    told = [leaves(chart, case.snapshot.active)]
    for step in script["events"]:
        case.send(name_of(step["event"]["name"]))
        told.append(leaves(chart, case.snapshot.active))

    expected = [script["initialConfiguration"], *(step["nextConfiguration"] for step in script["events"])]
    assert [sorted(active) for active in told] == [sorted(map(name_of, active)) for active in expected]


def process_of(root):
    events = {event for element in root.iter(SCXML + "transition") for event in element.get("event", "").split()}
    return {"states": children_of(root, sorted(map(name_of, events - {"*"})))} | initial_of(root)


def children_of(element, events):
    return {
        name_of(child.get("id", f"unnamed_{place}")): state_of(child, events)
        for place, child in enumerate(element)
        if child.tag.removeprefix(SCXML) in ACTIVE
    }


def state_of(element, events):
    kind = element.tag.removeprefix(SCXML)
    if kind == "history":
        default = element.find(SCXML + "transition")
        return {"history": element.get("type", "shallow"), "initial": targets_of(default)}
    if kind == "final":
        return {"final": "done"}
    inner = children_of(element, events)
    state = {"parallel" if kind == "parallel" else "states": inner} if inner else {}
    ways = [transition_of(way, events) for way in element.findall(SCXML + "transition")]
    return state | initial_of(element) | ({"transitions": ways} if ways else {})


def transition_of(element, events):
    written = element.get("event")
    taken = events if written == "*" else [name_of(event) for event in (written or "").split()]
    way = {"event": taken} if written else {"always": True}
    return way | ({"to": targets_of(element), "re-enter": True} if element.get("target") else {})


def initial_of(element):
    inner = element.find(SCXML + "initial")
    if inner is not None:
        return {"initial": targets_of(inner.find(SCXML + "transition"))}
    return {"initial": [name_of(name) for name in element.get("initial", "").split()]} if element.get("initial") else {}


def targets_of(element):
    return [name_of(name) for name in element.get("target", "").split()]


def name_of(written):
    """Our ids are small letters, digits and underscores."""
    return written.lower().replace("-", "_").replace(".", "_")
