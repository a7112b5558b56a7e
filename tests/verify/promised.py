"""Random promises about random processes."""

import re

from hypothesis import strategies as st


def chart_names(process):
    return set(re.findall(r"\bs\d+\b", str(sorted(names_in(process["states"])))))


def names_in(states):
    for name, state in states.items():
        if "history" not in state:
            yield name
        yield from names_in(state.get("states", {}) | state.get("parallel", {}))


def promises(pattern, names, acts=("a", "b", "c")):
    """A promise of this kind about states and events of a random process."""
    whats = st.one_of(st.sampled_from(names), st.sampled_from(acts), st.just({"exit": names[0]}))
    conditions = st.sampled_from(({}, {}, {"if": "f"}, {"if": "x > 0"}))
    whens = {"together": st.just(names[:2]), "in": st.sampled_from(names)}
    said = st.fixed_dictionaries({key: whens.get(key, whats) for key in pattern.in_order})
    way = "always" if pattern.always else "never"
    return st.builds(lambda keys, condition: {way: keys | condition}, said, conditions)


@st.composite
def regions(draw):
    """A process of branches that mostly go their own way, and that can be left in the middle and come back to."""
    branches = {f"s{10 * n}": _branch(draw, n) for n in range(1, draw(st.integers(2, 3)) + 1)}
    branches["s9"] = {"history": "deep"}
    out = draw(st.lists(st.sampled_from(({"event": "z", "to": "s2"}, {"event": "y"}, {"event": "x", "to": "s3"}))))
    states = {
        "s1": {"parallel": branches, "transitions": [{"done": True, "to": "s3"}, *out]},
        "s2": {"transitions": [{"event": "z", "to": draw(st.sampled_from(("s9", "s1", "s3")))}]},
        "s3": {"final": "success"} if draw(st.booleans()) else {"transitions": [{"event": "w"}]},
    }
    data = {"x": {"type": "integer", "min": 0, "max": 5, "default": 0}, "f": {"type": "boolean", "default": False}}
    return {"case": data, "events": _EVENTS, "initial": "s1", "states": states}


_EVENTS = {name: {} for name in ("v", "w", "x", "y", "z")} | {
    f"e{n}{step}": {"decides": ["f"]} if (n, step) == (1, 0) else {} for n in range(1, 4) for step in range(3)
}


def _branch(draw, number):
    """Some states in a row, perhaps with a way back and an end."""
    if draw(st.integers(0, 3)) == 0:
        return {"finish": f"e{number}0"}
    names = [f"s{10 * number + step}" for step in range(1, draw(st.integers(2, 3)) + 1)]
    states = {}
    for step, name in enumerate(names[:-1]):
        way = {"event": f"e{number}{step}", "to": names[step + 1]}
        if draw(st.integers(0, 3)) == 0:
            way |= {"set": draw(st.sampled_from(({"x": 1}, {"f": True})))}
        states[name] = {"transitions": [way, *draw(st.lists(st.just({"event": "v"}), max_size=1))]}
    back = {"transitions": [{"event": f"e{number}2", "to": names[0]}]}
    states[names[-1]] = draw(st.sampled_from(({"final": "done"}, back, {})))
    return {"initial": names[0], "states": states}
