"""The promises of a process ready to be watched: each is a small observer of what happens in a case.

An observer sees the happenings of a case one after another. Of each it only asks whether it is what the promise waits
for (`CUE`) or what then has to come (`ANSWER`), and it remembers one of two or three things. A new kind of promise is
a new entry of `PATTERNS`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from prosessi.chart.chart import ROOT, Active, Chart, StateId
from prosessi.chart.memory import remembered
from prosessi.chart.names import Name, document_name, event_name, labels, state_name
from prosessi.chart.semantics import Microstep
from prosessi.chart.worlds import slots_of
from prosessi.expressions.program import Program, compile_condition
from prosessi.expressions.syntax import Expression
from prosessi.expressions.words import describe
from prosessi.messages import AnyOf, Message, say
from prosessi.model.promise import Always, Happening, Never, Promise, Way

CUE = 1
ANSWER = 2
BROKEN = -1

KEYS = ("before", "after", "comes", "twice", "together", "in")
"""The keys that say what a promise is about, in the order in which it is spoken."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One kind of promise.

    `rows` is its observer: in each of its states, where nothing, the cue, the answer, or both at once lead. In the
    states `owing` something still has to come, so no case may end in them. `cue` and `answer` are the keys under which
    the two stand, and `limited` the one that `if` narrows, or neither: then it is asked when the case ends. With
    `presumes` a promise whose cue happens in no case says nothing. `words` tells the promise, `breach` how it is
    broken; both are given the names that stand under cue and answer.
    """

    always: bool
    cue: str | None
    answer: str | None
    rows: tuple[tuple[int, int, int, int], ...]
    words: Callable[[object, object], Message]
    breach: Callable[[object, object], Message]
    owing: frozenset[int] = frozenset()
    limited: int = CUE
    presumes: bool = False
    timed: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether a condition that never holds makes the promise empty, and is not what the promise is about."""
        return self.limited == CUE and len(self.rows) > 1

    @property
    def keys(self) -> frozenset[str]:
        """The keys that make a promise one of this kind."""
        return frozenset(self.in_order)

    @property
    def in_order(self) -> tuple[str, ...]:
        """The keys in the order in which the promise is spoken."""
        return tuple(key for key in KEYS if key in {self.cue, self.answer})


ONCE = Pattern(
    always=False,
    cue="twice",
    answer=None,
    rows=((0, 1, 0, 1), (1, BROKEN, 1, BROKEN)),
    presumes=True,
    words=lambda cue, _: say("{cue} comes once at the most", cue=cue),
    breach=lambda cue, _: say("{cue} can come twice", cue=cue),
)

PATTERNS = (
    Pattern(
        always=True,
        cue="before",
        answer="comes",
        rows=((0, BROKEN, 1, 1), (1, 1, 1, 1)),
        presumes=True,
        words=lambda cue, answer: say("Before {cue} there is always {answer}", cue=cue, answer=answer),
        breach=lambda cue, answer: say("{cue} can come without {answer} before it", cue=cue, answer=answer),
    ),
    Pattern(
        always=True,
        cue="after",
        answer="comes",
        rows=((0, 1, 0, 0), (1, 1, 0, 0)),
        owing=frozenset({1}),
        presumes=True,
        timed=True,
        words=lambda cue, answer: say("After {cue} there always comes {answer}", cue=cue, answer=answer),
        breach=lambda cue, answer: say("after {cue} it can be that {answer} never comes", cue=cue, answer=answer),
    ),
    Pattern(
        always=True,
        cue=None,
        answer="comes",
        rows=((0, 0, 1, 1), (1, 1, 1, 1)),
        owing=frozenset({0}),
        limited=0,
        words=lambda _, answer: say("Every case comes to {answer}", answer=answer),
        breach=lambda _, answer: say("it can be that {answer} never comes", answer=answer),
    ),
    Pattern(
        always=False,
        cue="comes",
        answer=None,
        rows=((0, BROKEN, 0, BROKEN),),
        words=lambda cue, _: say("{cue} never comes", cue=cue),
        breach=lambda cue, _: say("{cue} can come", cue=cue),
    ),
    ONCE,
    Pattern(
        always=False,
        cue="after",
        answer="comes",
        rows=((0, 1, 0, 1), (1, 1, BROKEN, BROKEN)),
        limited=ANSWER,
        presumes=True,
        words=lambda cue, answer: say("After {cue} there never comes {answer}", cue=cue, answer=answer),
        breach=lambda cue, answer: say("{answer} can come after {cue}", cue=cue, answer=answer),
    ),
    Pattern(
        always=False,
        cue="comes",
        answer="before",
        rows=((0, BROKEN, 1, 1), (1, 1, 1, 1)),
        presumes=True,
        words=lambda cue, answer: say("{cue} never comes before {answer}", cue=cue, answer=answer),
        breach=lambda cue, answer: say("{cue} can come before {answer}", cue=cue, answer=answer),
    ),
    Pattern(
        always=False,
        cue="together",
        answer=None,
        rows=((0, BROKEN, 0, BROKEN),),
        presumes=True,
        words=lambda cue, _: say("The case is never at once in {cue}", cue=cue),
        breach=lambda cue, _: say("the case can be at once in {cue}", cue=cue),
    ),
    Pattern(
        always=False,
        cue="in",
        answer=None,
        rows=((0, BROKEN, 0, BROKEN),),
        presumes=True,
        words=lambda cue, _: say("The case is never in {cue}", cue=cue),
        breach=lambda cue, _: say("the case can be in {cue}", cue=cue),
    ),
)
"""The kinds of promise: precedence, response, existence; absence, twice, absence after and before, and two at rest."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What counts as one thing happening: states entered or left, events, documents made.

    `resting` are states of which so many as `least` are active where a case rests.
    """

    enter: frozenset[StateId] = frozenset()
    exit: frozenset[StateId] = frozenset()
    events: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    resting: frozenset[StateId] = frozenset()
    least: int = 1

    def meets(self, instant: Instant) -> bool:
        """Whether it is what happens."""
        return any(
            what in (self.enter if way == "enter" else self.exit if way == "exit" else self._acts(way))
            for way, what in instant
        )

    def _acts(self, way: str) -> frozenset[str]:
        return self.events if way == "event" else self.documents

    def rests(self, active: Active) -> bool:
        """Whether a case that rests so is in enough of its states."""
        return bool(self.resting) and len(self.resting & active) >= self.least


Instant = frozenset[tuple[str, StateId | str]]
"""What happens at one and the same time, each with its way of happening."""

NOTHING = Sight()


@dataclass(frozen=True, slots=True, eq=False)
class Pledge:
    """A promise with its pattern, its names resolved and its condition compiled."""

    name: str
    promise: Promise
    pattern: Pattern
    cue: Sight
    answer: Sight
    condition: Program | None
    cue_names: object
    answer_names: object

    @property
    def written(self) -> Always | Never:
        """The part of the promise that says something."""
        said = self.promise.always or self.promise.never
        assert said is not None  # noqa: S101  # no pattern without one
        return said

    @property
    def sights(self) -> dict[str | None, Sight]:
        """What is watched for, by key."""
        return {self.pattern.cue: self.cue, self.pattern.answer: self.answer}


def pattern_of(promise: Promise) -> Pattern | None:
    """What kind of promise it is; None where its keys do not say one thing."""
    if (promise.always is None) == (promise.never is None):
        return None
    said = promise.always or promise.never
    keys = frozenset(key for key in KEYS if said is not None and getattr(said, _FIELDS.get(key, key), None))
    always = promise.always is not None
    found = next((each for each in PATTERNS if each.always is always and each.keys == keys), None)
    out_of_place = promise.always is not None and promise.always.within and not (found and found.timed)
    return None if out_of_place else found


@remembered
def pledges(chart: Chart) -> tuple[Pledge, ...]:
    """The promises of a process, in its order."""
    return tuple(_pledges(chart))


def instants(chart: Chart, microsteps: Collection[Microstep], act: str | None) -> Iterator[Instant]:
    """What a step lets happen, in order: of each move its event, then each state left, then each state entered.

    The documents that an act makes come together with its event.
    """
    first = True
    for microstep in microsteps:
        together: set[tuple[str, StateId | str]] = {("event", microstep.event)} if microstep.event else set()
        if first and act is not None:
            together |= {("document", name) for name in chart.process.events[act].produces}
        first = False
        if together:
            yield frozenset(together)
        yield from (frozenset({("exit", state)}) for state in microstep.exited)
        yield from (frozenset({("enter", state)}) for state in microstep.entered if state != ROOT)


def promise_name(pledge: Pledge) -> Name:
    """What a promise is called."""
    words = pledge.name.replace("_", " ")
    label = pledge.promise.label
    return label if label is not None and str(label).strip() else words[:1].upper() + words[1:]


def promise_words(chart: Chart, pledge: Pledge) -> Message:
    """The promise as a sentence without its full stop."""
    words = pledge.pattern.words(pledge.cue_names, pledge.answer_names)
    if isinstance(pledge.written, Always) and pledge.written.within is not None:
        words = say("{promise}, within {time}", promise=words, time=pledge.written.within.in_words())
    return _on_condition(chart, pledge, words)


def breach_words(chart: Chart, pledge: Pledge) -> Message:
    """How the promise is broken."""
    return _on_condition(chart, pledge, pledge.pattern.breach(pledge.cue_names, pledge.answer_names))


_FIELDS = MappingProxyType({"in": "in_"})


def _on_condition(chart: Chart, pledge: Pledge, words: Message) -> Message:
    condition = pledge.written.if_
    if condition is None:
        return words
    return say("{words}, when {condition}", words=words, condition=describe(condition, labels(chart)))


def _pledges(chart: Chart) -> Iterator[Pledge]:
    for name, promise in chart.process.promises.items():
        pattern = pattern_of(promise)
        said = promise.always or promise.never
        if pattern is not None and said is not None:
            yield Pledge(
                name,
                promise,
                pattern,
                _sight(chart, said, pattern.cue),
                _sight(chart, said, pattern.answer),
                _condition(chart, said.if_),
                _names(chart, said, pattern.cue),
                _names(chart, said, pattern.answer),
            )


def _condition(chart: Chart, condition: Expression | None) -> Program | None:
    return None if condition is None else compile_condition(condition, slots_of(chart), chart.ids)


def _sight(chart: Chart, said: Always | Never, key: str | None) -> Sight:
    if key is None:
        return NOTHING
    value: Happening | tuple[str, ...] = getattr(said, _FIELDS.get(key, key))
    if isinstance(value, tuple):
        return Sight(resting=frozenset(chart.ids[name] for name in value), least=2 if key == "together" else 1)
    seen: dict[str, set[str]] = {"enter": set(), "exit": set(), "event": set(), "document": set()}
    for way, name in value.told_apart(chart.ids, chart.process.events, chart.process.papers):
        seen[way].add(name)
    return Sight(
        enter=frozenset(chart.ids[name] for name in seen["enter"]),
        exit=frozenset(chart.ids[name] for name in seen["exit"]),
        events=frozenset(seen["event"]),
        documents=frozenset(seen["document"]),
    )


def _names(chart: Chart, said: Always | Never, key: str | None) -> object:
    """What stands under a key, by the names that people know; of several any one will do."""
    if key is None:
        return ""
    value: Happening | tuple[str, ...] = getattr(said, _FIELDS.get(key, key))
    if isinstance(value, tuple):
        names: list[object] = [say("“{name}”", name=state_name(chart, name)) for name in value]
        return names if key == "together" else _any_of(names)
    told = value.told_apart(chart.ids, chart.process.events, chart.process.papers)
    return _any_of([_name(chart, way, name) for way, name in told])


def _name(chart: Chart, way: Way, name: str) -> Message:
    match way:
        case "event":
            return say("“{name}”", name=event_name(chart, name))
        case "document":
            return say("“{name}”", name=document_name(chart, name))
        case "exit":
            return say("leaving “{name}”", name=state_name(chart, name))
    return say("“{name}”", name=state_name(chart, name))


def _any_of(names: list[object]) -> object:
    return names[0] if len(names) == 1 else AnyOf(tuple(names))
