"""Random processes made of blocks, and all the days on which each block can be over: found by trying every day.

Nothing here knows that a later day stays later: every day on which a step may be done is gone on from.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import product

from hypothesis import strategies as st

from prosessi.calendars.calendar import FINLAND
from prosessi.calendars.clocks import count
from prosessi.calendars.durations import parse_duration

LENGTHS = ("0 days", "1 day", "3 days", "1 week", "2 working days", "5 working days", "same or next working day")
TARGETS = ("5 days", "9 days", "8 working days", "2 weeks", "3 weeks", "1 month")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Step:
    """A state that people leave within a target, or else by its clock; with several blocks they choose one of them."""

    target: str | None
    clock: str | None
    then: tuple = ()


@dataclass(frozen=True)
class Sequence:
    """Blocks one after another."""

    blocks: tuple


@dataclass(frozen=True)
class Split:
    """Blocks side by side, of which so many are waited for; None for all."""

    blocks: tuple
    join: int | None


@dataclass(frozen=True)
class Stretch:
    """A block with a target of its own."""

    block: object
    target: str


ALONE = st.just(())


def steps(then=ALONE):
    bounds = st.sampled_from([(True, False), (False, True), (True, True)])
    return st.builds(
        lambda which, target, clock, blocks: Step(target if which[0] else None, clock if which[1] else None, blocks),
        bounds,
        st.sampled_from(LENGTHS),
        st.sampled_from(LENGTHS),
        then,
    )


def blocks():
    return st.recursive(
        steps(),
        lambda inner: st.one_of(
            st.builds(Sequence, st.lists(inner, min_size=1, max_size=3).map(tuple)),
            st.builds(Split, st.lists(inner, min_size=2, max_size=3).map(tuple), st.sampled_from([None, 1, 2])),
            st.builds(Stretch, inner, st.sampled_from(TARGETS)),
            steps(st.lists(inner, min_size=2, max_size=2).map(tuple)),
        ),
        max_leaves=6,
    )


@cache
def days_after(block, day):
    """The days on which a block can be over that begins on `day`."""
    match block:
        case Step():
            acts, rings = _days_of_step(block, day)
            if not block.then:
                return acts | rings
            chosen = frozenset(over for act in acts for then in block.then for over in days_after(then, act))
            return chosen | frozenset(over for ring in rings for over in days_after(block.then[0], ring))
        case Sequence():
            over = frozenset({day})
            for inner in block.blocks:
                over = frozenset(after for each in over for after in days_after(inner, each))
            return over
        case Split():
            wanted = len(block.blocks) if block.join is None else min(block.join, len(block.blocks))
            ends = product(*(days_after(inner, day) for inner in block.blocks))
            return frozenset(sorted(end)[wanted - 1] for end in ends)
    due = _due(block.target, day, rolls=True)
    return frozenset(over for over in days_after(block.block, day) if over <= due)


def _days_of_step(step, day):
    """Every day on which people may act, and the day on which the clock rings if they have not."""
    rings = _due(step.clock, day, rolls=False) + DAY if step.clock else None
    last = _due(step.target, day, rolls=True) if step.target else rings
    heard = rings is not None and rings <= last
    acts = (rings - DAY if heard else last) - day
    return frozenset(day + DAY * n for n in range(acts.days + 1)), frozenset([rings] if heard else [])


@cache
def _due(text, day, *, rolls):
    return count(parse_duration(text), day, FINLAND, rolls=rolls).due


def process_of(block, within):
    """The block as a process, whose only statutory limit runs from the beginning to the end."""
    maker = _Maker()
    first = maker.write(block, "valmis", maker.states)
    maker.deadlines["raja"] = {"starts": {"enter": first}, "met_by": {"enter": "valmis"}, "within": within}
    states = {first: maker.states.pop(first), **maker.states, "valmis": {"final": "success"}}
    return {"deadlines": maker.deadlines, "initial": first, "states": states}


class _Maker:
    def __init__(self):
        self.states, self.deadlines, self.made = {}, {}, 0

    def name(self, letter):
        self.made += 1
        return f"{letter}{self.made}"

    def write(self, block, after, states):
        """Write a block that goes on to the state `after`; gives the state in which it begins."""
        match block:
            case Step():
                return self._step(block, after, states)
            case Sequence():
                for inner in reversed(block.blocks):
                    after = self.write(inner, after, states)
                return after
            case Split():
                return self._split(block, after, states)
        begin = self.write(block.block, after, states)
        over = self.name("v")
        states[over] = {"transitions": [{"always": True, "to": begin}]}
        self.deadlines[self.name("d")] = self._target({"enter": over}, {"enter": after}, block.target)
        return over

    def _step(self, step, after, states):
        name = self.name("s")
        begins = [self.write(then, after, states) for then in step.then] or [after]
        ways = [{"event": f"{name}_{number}", "to": begin} for number, begin in enumerate(begins)]
        if step.clock:
            ways += [{"after": step.clock, "to": begins[0]}]
        states[name] = {"transitions": ways}
        if step.target:
            self.deadlines[self.name("d")] = self._target({"enter": name}, {"exit": name}, step.target)
        return name

    def _split(self, split, after, states):
        name, branches = self.name("p"), {}
        for inner in split.blocks:
            end, own = self.name("f"), {}
            begin = self.write(inner, end, own)
            own[end] = {"final": "done"}
            branches[self.name("b")] = {"initial": begin, "states": own}
        states[name] = {"parallel": branches, "transitions": [{"done": True, "to": after}]}
        states[name] |= {} if split.join is None else {"join": split.join}
        return name

    def _target(self, starts, met, within):
        return {"starts": starts, "met_by": met, "within": within, "soft": True}
