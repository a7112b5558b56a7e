"""Random processes, a good part of which the library `transitions` can say, and walks through them."""

from __future__ import annotations

from itertools import count

from hypothesis import strategies as st

EVENTS = ("e1", "e2", "e3", "e4")
GUARDS = ("n < 3", "n == 1", "b", "not b", "b and n > 0", "b is set", "active(s1)")
SETS = ({"n": "n + 1"}, {"n": 0}, {"b": True}, {"b": "n > 1"}, {"m": "n"})


def walks():
    """Events, each with what it might decide."""
    return st.lists(st.tuples(st.sampled_from(EVENTS), st.sampled_from([None, True, False])), min_size=4, max_size=9)


@st.composite
def processes(draw):
    """A process without its head."""
    names = (f"s{i}" for i in count(1))
    tree = draw(_states(names, depth=2, least=2))
    tree["end"] = {"final": "success"}
    near = dict(_near(tree))
    every = dict(_all(tree))
    for name, state in every.items():
        if "final" not in state:
            state["transitions"] = draw(_edges(state, near[name], every))
    return {
        "case": {
            "n": {"type": "integer", "default": 0, "max": 9},
            "m": {"type": "integer", "default": 0},
            "b": draw(st.sampled_from([{"type": "boolean"}, {"type": "boolean", "default": False}])),
        },
        "events": {"e1": {}, "e2": {}, "e3": {"decides": ["b"]}, "e4": {}},
        "initial": "s1",
        "states": tree,
    }


@st.composite
def _states(draw, names, *, depth, least):
    return {next(names): draw(_state(names, depth=depth, first=i == 0)) for i in range(draw(st.integers(least, 3)))}


@st.composite
def _state(draw, names, *, depth, first=False):
    kinds = ["atomic"] * 3 + ["final"] * (depth < 2 and not first) + ["compound", "parallel", "parallel"] * (depth > 0)
    kind = draw(st.sampled_from(kinds))
    if kind == "final":
        return {"final": "done"}
    state = {}
    for moment in ("entry", "exit"):
        if draw(st.integers(0, 7)) == 0:
            state[moment] = draw(_actions())
    if kind == "compound":
        state["states"] = draw(_states(names, depth=depth - 1, least=1))
    if kind == "parallel":
        state["parallel"] = {next(names): draw(_branch(names, depth=depth)) for _ in range(2)}
        if draw(st.integers(0, 3)) == 0:
            state["join"] = "any"
    return state


@st.composite
def _branch(draw, names, *, depth):
    if draw(st.booleans()):
        branch = {"finish": draw(st.sampled_from(EVENTS))}
    else:
        branch = {"states": draw(_states(names, depth=depth - 1, least=2))}
    return branch


def _actions():
    return st.one_of(
        st.sampled_from(SETS).map(lambda values: {"set": values}),
        st.sampled_from(EVENTS).map(lambda event: {"raise": event}),
    )


@st.composite
def _edges(draw, state, near, every):
    edges = draw(st.lists(_edge(near, every), max_size=3))
    if "states" in state or "parallel" in state:
        edges.append({"done": True, "to": draw(st.sampled_from(near))})
    return edges


@st.composite
def _edge(draw, near, every):
    triggers = [{"event": event} for event in EVENTS] * 2 + [{"always": True, "if": draw(st.sampled_from(GUARDS))}]
    edge = dict(draw(st.sampled_from(triggers)))
    if draw(st.integers(0, 2)) == 0:
        edge["if"] = draw(st.sampled_from(GUARDS))
    elif "event" in edge and draw(st.integers(0, 3)) == 0:
        edge["else"] = True
    if draw(st.integers(0, 3)) == 0:
        edge |= draw(_actions())
    target = draw(st.sampled_from([None, *near * 30, *every]))
    if target is not None:
        edge["to"] = target
        if draw(st.integers(0, 7)) == 0:
            edge["re-enter"] = True
    return edge


def _near(states, outer=()):
    """For each state the ones that a transition most likely leads to: those beside it and beside what it lies in."""
    here = [*states, *outer]
    for name, state in states.items():
        yield name, here
        yield from _near(state.get("states", {}), here)
        for branch, inner in state.get("parallel", {}).items():
            yield branch, here
            yield from _near(inner.get("states", {}), here)


def _all(states):
    for name, state in states.items():
        yield name, state
        yield from _all(state.get("states", {}) | state.get("parallel", {}))
