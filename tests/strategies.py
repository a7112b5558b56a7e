"""Random processes and walks: small, and full of what makes statecharts hard."""

from hypothesis import strategies as st

EVENTS = ("a", "b", "c")
GUARDS = ("x > 0", "x <= y", "not x < 2 and y != 1", "f", "not f", "f or x > 1", "active(s1)", "not active(s2)")
RARE = ("x > 2", "y > x + 3", "f and x > 0", "active(s2) and not f", "x == 1")
SETS = ({"x": "x + 1"}, {"y": "x - 1"}, {"x": 0}, {"y": "y + 2"}, {"f": "not f"}, {"f": True}, {"x": "y"})
DATA = {
    "x": {"type": "integer", "min": -9, "max": 9, "default": 0},
    "y": {"type": "integer", "min": -9, "max": 20, "default": 1},
    "f": {"type": "boolean", "default": False},
    "d": {"type": "date"},
}


def walks(most=14):
    return st.lists(st.sampled_from(EVENTS), min_size=most // 2, max_size=most)


@st.composite
def processes(draw, *, timed=False):
    """A process without its head: nesting, regions with conditions and joins, histories, guards, actions, loops."""
    maker = _Maker(draw, timed=timed)
    states = maker.states(3, 3)
    if draw(st.booleans()):
        states["end"] = {"final": "success"}
        maker.names.append("end")
    maker.wire(states)
    return {
        "case": DATA,
        "events": {
            "a": {},
            "b": {"decides": ["f", "d"]},
            "c": {},
        },
        "deadlines": draw(deadlines(maker.names)) if timed else {},
        "states": states,
    }


class _Maker:
    def __init__(self, draw, *, timed):
        self.draw = draw
        self.timed = timed
        self.names = []

    def name(self):
        self.names.append(f"s{len(self.names)}")
        return self.names[-1]

    def states(self, depth, count):
        return {self.name(): self.state(depth) for _ in range(count)}

    def state(self, depth):
        kind = self.draw(st.sampled_from(("atomic", "compound", "parallel"))) if depth else "atomic"
        state = self.actions()
        if kind == "compound":
            inner = self.states(depth - 1, 2)
            first = next(iter(inner))
            state |= {"initial": first, "states": self.with_extras(inner)}
        elif kind == "parallel":
            state |= {"parallel": self.with_history({self.name(): self.branch(depth - 1) for _ in range(2)})}
            state |= self.draw(st.sampled_from(({}, {"join": "all"}, {"join": "any"}, {"join": 2})))
        return state

    def branch(self, depth):
        branch = {"finish": self.draw(st.sampled_from(EVENTS))} if self.draw(st.booleans()) else self.state(depth)
        if self.draw(st.integers(0, 2)) == 0:
            branch["if"] = self.draw(st.sampled_from(GUARDS))
        return branch

    def with_extras(self, inner):
        if self.draw(st.booleans()):
            inner[self.name()] = {"final": "done"}
        return self.with_history(inner)

    def with_history(self, inner):
        history = self.draw(st.sampled_from((None, "shallow", "deep")))
        return inner | ({self.name(): {"history": history}} if history else {})

    def actions(self):
        state = {}
        for way in ("entry", "exit"):
            if self.draw(st.integers(0, 3)) == 0:
                state[way] = {"set": self.draw(st.sampled_from(SETS))}
            elif self.draw(st.integers(0, 5)) == 0:
                state[way] = {"raise": [self.draw(st.sampled_from(EVENTS))]}
        return state

    def wire(self, states):
        for state in states.values():
            if "final" not in state and "history" not in state:
                state["transitions"] = self.transitions(state)
                self.wire(state.get("states", {}) | state.get("parallel", {}))

    def transitions(self, state):
        events = self.draw(st.lists(st.sampled_from(EVENTS), min_size=1, max_size=3))
        found = [self.transition({"event": event}) for event in events]
        if self.draw(st.integers(0, 2)) == 0:  # where data, guards and moves meet
            found.append(self.transition({"always": True, "if": self.draw(st.sampled_from(RARE))}))
        if "states" in state or "parallel" in state or "finish" in state:
            found += [self.transition({"done": True})] if self.draw(st.booleans()) else []
        if self.timed and self.draw(st.integers(0, 2)) == 0:
            found.append(self.transition(self.draw(st.sampled_from(TIMERS))))
        return found

    def transition(self, trigger):
        edge = dict(trigger)
        if "if" not in edge and self.draw(st.booleans()):
            edge |= self.draw(st.sampled_from(({"else": True}, *({"if": guard} for guard in GUARDS))))
        if self.draw(st.integers(0, 3)):
            edge["to"] = self.draw(st.sampled_from(self.names))
            if self.draw(st.integers(0, 3)) == 0:
                edge["re-enter"] = True
        if self.draw(st.integers(0, 2)) == 0:
            edge["set"] = self.draw(st.sampled_from(SETS))
        if self.draw(st.integers(0, 5)) == 0:
            edge["raise"] = [self.draw(st.sampled_from(EVENTS))]
        return edge


TIMERS = ({"after": "1 days"}, {"after": "36 hours"}, {"after": "5 days"}, {"at": "d + 2 days"}, {"at": "2025-01-20"})


def deadlines(names):
    marks = st.one_of(
        st.fixed_dictionaries({"enter": st.sampled_from(names)}),
        st.fixed_dictionaries({"exit": st.sampled_from(names)}),
        st.fixed_dictionaries({"event": st.sampled_from(EVENTS)}),
    )
    limits = st.sampled_from(({"within": "3 working days"}, {"within": "10 hours"}, {"at": "d + 1 days"}))
    extras = st.sampled_from(({}, {"if": "f"}, {"again": True}, {"breach": "c"}, {"breach": "a", "if": "x > 0"}))
    one = st.builds(
        lambda starts, met, limit, more: {"starts": starts, "met_by": met} | limit | more, marks, marks, limits, extras
    )
    return st.dictionaries(st.sampled_from(("d1", "d2")), one, max_size=2)
