"""Random processes and walks: small, and full of what makes statecharts hard."""

from random import Random

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


def by_people(process):
    """The process with people who do each act; else what it raises itself would be left to it."""
    events = {name: event | {"by": ["somebody"]} for name, event in process["events"].items()}
    return process | {"roles": {"somebody": {}}, "events": events}


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


def parallels():
    """A process around a parallel state whose branches mostly, but not always, mind their own business."""
    return st.integers(0, 2**32 - 1).map(parallel_process)


def parallel_process(seed):
    """One such process. Chance is spread evenly here, which Hypothesis does not do."""
    maker = _Apart(Random(seed))  # noqa: S311  # nothing secret is drawn
    branches = {f"r{place}": maker.branch(str(place), 1) for place in range(maker.pick((2, 3, 3)))}
    inner = {"parallel": branches | maker.history(), "transitions": maker.around()}
    inner |= maker.pick(({}, {}, {}, {}, {}, {"join": "all"}, {"join": "any"}, {"join": 2}))
    begin = {"event": "begin", "to": "p"}
    beside = {"transitions": maker.back()}
    states = {"p": inner, "beside": beside}
    if maker.chance(3):
        begin["to"] = "whole"
        around = {"initial": "p", "states": {"p": inner} | maker.history(), "transitions": maker.around()}
        states = {"whole": around, "beside": beside}
    maker.mend(states)
    return {
        "case": {
            "x": {"type": "integer", "min": 0, "max": 2, "default": 0},
            "k": {"type": "set", "of": ["k0", "k1", "k2"]},
            **{f"u{place}": {"type": "boolean"} for place in range(3)},
            **{f"d{place}": {"type": "boolean", "default": False} for place in range(3)},
        },
        "events": {"begin": {"decides": ["k"]}, **maker.events()},
        "states": {"first": {"transitions": [begin]}} | states | {"end": {"final": "success"}},
    }


def watched_parallels():
    """Such a process with deadlines that watch it, some of them under conditions."""
    return st.integers(0, 2**32 - 1).map(watched_process)


def watched_process(seed):
    """One such process."""
    random, process = Random(seed), parallel_process(seed)  # noqa: S311  # nothing secret is drawn
    states = [name for name in _names(process["states"]) if name != "end" and not name.startswith("h")]
    happening = {"enter": states, "exit": states, "event": sorted(process["events"])}

    def mark():
        way = random.choice(("enter", "enter", "exit", "event"))
        return {way: random.sample(happening[way], random.choice((1, 2)))}

    def deadline():
        extras = ({}, {}, {"if": "d0"}, {"if": "not d1"}, {"if": "k is not empty"}, {"if": "x < 1"}, {"again": True})
        return {"starts": mark(), "met_by": mark(), "within": "3 days"} | random.choice(extras)

    return process | {"deadlines": {"one": deadline(), "other": deadline()}}


class _Apart:
    """Writes branches; what is `rare` is where one gets to do with something outside of it."""

    def __init__(self, random):
        self.random = random
        self.pick = random.choice
        self.tidy = self.chance(2)
        self.used = {"stop", "back", "e1"}
        self.remembering = []

    def chance(self, one_in):
        return self.random.randrange(one_in) == 0

    def rare(self):
        return self.chance(120 if self.tidy else 25)

    def branch(self, place, depth):
        names = [f"s{place}{letter}" for letter in "abc"[: self.pick((1, 2, 3, 3))]]
        states = {name: {"transitions": [self.edge(place, names)]} for name in names}
        for state in states.values():
            state["transitions"] += [self.edge(place, names)] if self.chance(2) else []
        if depth and self.chance(5):
            inner = {f"r{place}{x}": self.branch(f"{place}{x}", 0) for x in "xy"}
            states[names[-1]]["parallel"] = inner
            states[names[-1]]["transitions"].append({"done": True, "to": self.pick((names[0], f"s{place}z"))})
        if not self.chance(4):
            states[f"s{place}z"] = {"final": "done"}
        if self.rare():
            states[f"h{place}"] = {"history": self.pick(("deep", "shallow"))}
            self.remembering.append(f"h{place}")
        written = {"states": states, "initial": names[0]}
        if self.chance(4):
            written["if"] = self.pick(("not d0", f"k{place[0]} in k", f"k{place[0]} in k", "k is not empty"))
        if self.rare():
            written["transitions"] = [self.edge(place, names)]
        if self.rare():
            states[names[0]]["entry"] = self.pick(({"raise": ["e1"]}, {"set": {"x": 0}}))
        return written

    def edge(self, place, names):
        event = self.pick(("e0", "e1", "e2", "stop")) if self.rare() else f"{self.pick('efg')}{place}"
        self.used.add(event)
        edge = {"event": event}
        if not self.chance(8):
            targets = [*names, f"s{place}z", f"s{place}z"]
            edge["to"] = self.pick(("s0a", "s1a", "end", "beside") if self.rare() else targets)
        if self.chance(40 if self.tidy else 4):
            own = f"d{place[0]}"
            edge["if"] = self.pick(ODD if self.chance(4) else (own, f"not {own}", f"u{place[0]}", "x < 1"))
        if self.chance(6):
            key = self.pick(("d0", "d1", "x")) if self.rare() else f"d{place[0]}"
            edge["set"] = {key: "x + 1" if key == "x" else self.chance(2)}
        if self.rare():
            edge["raise"] = [self.pick(sorted(self.used))]
        return edge

    def around(self):
        """What can happen to the parallel state as a whole."""
        edges = []
        if not self.chance(4):
            edges.append({"done": True, "to": self.pick(("end", "end", "beside", "p"))})
            if self.chance(5):
                edges[0]["if"] = self.pick(("d0", "u0", "x < 1"))
        if self.chance(2):
            edges.append({"event": "stop", "to": self.pick(("beside", "beside", "end", "p"))})
            if self.chance(5):
                edges[-1]["set"] = self.pick(({"d0": True}, {"d1": "not d1"}, {"u1": True}))
        if self.chance(5):
            edges.append({"event": "note", "set": {"d2": "not d2"}})
            self.used.add("note")
        return edges

    def back(self):
        edges = [{"event": "back", "to": self.pick((*self.remembering, *self.remembering, "p", "end"))}]
        if self.chance(2):
            edges.append({"event": "stop", "to": "end"})
        return edges

    def history(self):
        kind = self.pick((None, "deep", "deep", "shallow"))
        if kind is None:
            return {}
        self.remembering.append(f"h{len(self.remembering) + 3}")
        return {self.remembering[-1]: {"history": kind}}

    def events(self):
        return {name: {"decides": [f"u{name[1]}"]} if name[0] == "g" else {} for name in sorted(self.used)}

    def mend(self, states):
        """Leave no move without its target: some branches have no end."""
        names = set(_names(states)) | {"end"}
        for state in _all_states(states):
            for edge in state.get("transitions", []):
                if edge.get("to") not in names:
                    edge.pop("to", None)


ODD = ("active(s0a)", "active(s1a)", "not active(s1a)", "d0", "d1", "not active(s0a)", "x > 1")


def _names(states):
    for name, state in states.items():
        yield name
        yield from _names(state.get("states", {}) | state.get("parallel", {}))


def _all_states(states):
    for state in states.values():
        yield state
        yield from _all_states(state.get("states", {}) | state.get("parallel", {}))


def products():
    """A process that is one parallel state of branches tied together by nothing but where the others are."""
    return st.integers(0, 2**32 - 1).map(product_process)


def product_process(seed):
    """One such process."""
    random = Random(seed)  # noqa: S311  # nothing secret is drawn
    sizes = [random.randint(2, 4) for _ in range(random.randint(2, 3))]
    branches = {f"b{branch}": _branch_of_product(random, sizes, branch) for branch in range(len(sizes))}
    whole = {"parallel": branches, "transitions": []}
    if random.random() < 0.7:
        whole["transitions"].append({"done": True, "to": random.choice(("end", "end", "first", "p"))})
    for event in random.sample(("stop", "note", "reset"), random.randint(0, 2)):
        edge = {"event": event} | ({"to": {"stop": "end", "reset": "p"}[event]} if event != "note" else {})
        asked = _asks_where(random, sizes, -1)
        whole["transitions"].append(edge | ({"re-enter": True} if event == "reset" else {}) | asked)
    first = {"transitions": [{"event": "begin", "to": "p"}]}
    return {"states": {"first": first, "p": whole, "end": {"final": "success"}}}


def _branch_of_product(random, sizes, branch):
    states = {}
    for place in range(sizes[branch]):
        states[f"s{branch}{place}"] = {"transitions": []}
        for number in range(random.randint(1, 2)):
            target = f"s{branch}{random.randrange(sizes[branch])}"
            edge = {"event": f"e{branch}{place}{number}", "to": random.choice((f"s{branch}z", target, target))}
            states[f"s{branch}{place}"]["transitions"].append(edge | _asks_where(random, sizes, branch))
    states[f"s{branch}z"] = {"final": "done"}
    return {"initial": f"s{branch}0", "states": states}


def _asks_where(random, sizes, branch):
    """A condition on where other branches are, now and then."""
    if random.random() < 0.6:
        return {}
    other = random.choice([each for each in range(len(sizes)) if each != branch])
    asked = f"active(s{other}{random.choice((*range(sizes[other]), 'z'))})"
    return {"if": random.choice((asked, f"not {asked}"))}
