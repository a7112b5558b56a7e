"""PR8xx: walks, as far as they can be judged without walking them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from prosessi.check.data import misfit
from prosessi.check.outline import Outline
from prosessi.check.uses import Use, listed, single
from prosessi.messages import Message, say
from prosessi.model.placed import Placed
from prosessi.model.walks import Expectation, WalkPath, Walks, WalkStep
from prosessi.rules import Found, rule
from prosessi.span import Span


@dataclass(frozen=True)
class WalksOutline:
    """A file of walks, and the process that they walk, if it was found and could be read."""

    walks: Walks
    process: Outline | None
    process_found: bool

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Every place where something of the process is called by its name."""
        return tuple(use for path in self.walks.paths.values() for use in _of_path(path))


@rule("PR801", over="walks")
def walks_of_nothing(outline: WalksOutline) -> Iterator[Found]:
    """The process that is walked is not there.

    Walks stand in the folder of their process, or name a process of a folder beside it.

    Bad::

        # laina/walks.yaml
        walks: laina  # PR801
        paths:
          heti:
            start: 2026-01-07
            steps: []

    Good::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: valmis
        states:
          valmis: {final: success}
        # laina/walks.yaml
        walks: laina
        paths:
          heti:
            start: 2026-01-07
            steps: []
    """
    if not outline.process_found:
        yield Found(
            outline.walks.place_of("walks"),
            say("there is no process '{name}' here to walk", name=outline.walks.walks),
            say("put this file in the folder of its process, beside process.yaml"),
        )


@rule("PR802", over="walks")
def unknown_name_in_a_walk(outline: WalksOutline) -> Iterator[Found]:
    """A walk names something that its process does not have.

    An event that is meant to be unknown says so: `refused: unknown_event`.

    Bad::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: saapunut
        events: {myonna: {}}
        states:
          saapunut:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}
        # laina/walks.yaml
        walks: laina
        paths:
          heti:
            start: 2026-01-07
            steps:
              - {do: myona}  # PR802
              - {do: myonna, expect: {state: valmiz}}  # PR802

    Good::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: saapunut
        events: {myonna: {}}
        states:
          saapunut:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}
        # laina/walks.yaml
        walks: laina
        paths:
          heti:
            start: 2026-01-07
            steps:
              - {do: hylkaa, refused: unknown_event}
              - {do: myonna, expect: {state: valmis}}
    """
    if outline.process is None:
        return
    for use in outline.uses:
        known = outline.process.declared(use.kind) or {}
        if use.name not in known:
            near = outline.process.nearest(use.kind, use.name)
            yield Found(
                use.at,
                _unknown(use),
                say("did you mean '{near}'?", near=near) if near else _known(known),
            )


@rule("PR803", over="walks")
def decided_by_nobody(outline: WalksOutline) -> Iterator[Found]:
    """A step sets data that its event does not decide.

    What an act settles is declared once, in the `decides` of the event.

    Bad::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer}, kiire: {type: boolean}}
        events: {myonna: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: myonna, if: not kiire, to: valmis}
              - {event: myonna, else: true, to: valmis}
          valmis: {final: success}
        # laina/walks.yaml
        walks: laina
        paths:
          heti:
            start: 2026-01-07
            steps:
              - {do: myonna, set: {kiire: true}}  # PR803

    Good::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer}, kiire: {type: boolean}}
        events: {myonna: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: myonna, if: not kiire, to: valmis}
              - {event: myonna, else: true, to: valmis}
          valmis: {final: success}
        # laina/walks.yaml
        walks: laina
        paths:
          heti:
            case: {kiire: true}
            start: 2026-01-07
            steps:
              - {do: myonna, set: {summa: 200}}
    """
    process = outline.process.process if outline.process else None
    for step in _steps(outline.walks):
        event = process.events.get(step.do) if process else None
        for name in step.set_:
            if process and event and name in process.case and name not in event.decides:
                yield Found(
                    step.place_of_key("set", name),
                    say("'{event}' does not decide '{name}'", event=step.do, name=name),
                    say(
                        "add '{name}' to the 'decides' of '{event}', or set it in the 'case' of the walk",
                        name=name,
                        event=step.do,
                    ),
                )


@rule("PR804", over="walks")
def value_that_does_not_fit(outline: WalksOutline) -> Iterator[Found]:
    """A walk gives case data a value that it cannot have, or expects one.

    Bad::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer, max: 1000}}
        events: {myonna: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}
        # laina/walks.yaml
        walks: laina
        paths:
          heti:
            start: 2026-01-07
            steps:
              - {do: myonna, set: {summa: paljon}}  # PR804

    Good::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer, max: 1000}}
        events: {myonna: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}
        # laina/walks.yaml
        walks: laina
        paths:
          heti:
            start: 2026-01-07
            steps:
              - {do: myonna, set: {summa: 500}}
    """
    case = outline.process.process.case if outline.process else {}
    for name, value, at in _values(outline.walks):
        wrong = misfit(case[name], value) if name in case else None
        if wrong is not None:
            yield Found(at, wrong.message, wrong.fix)


@rule("PR805", over="walks")
def time_backwards(outline: WalksOutline) -> Iterator[Found]:
    """A step happens before the one above it.

    Bad::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: saapunut
        events: {myonna: {}}
        states:
          saapunut:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}
        # laina/walks.yaml
        walks: laina
        paths:
          heti:
            start: 2026-01-07
            steps:
              - {do: myonna, on_date: 2025-12-31}  # PR805

    Good::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: saapunut
        events: {myonna: {}}
        states:
          saapunut:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}
        # laina/walks.yaml
        walks: laina
        paths:
          heti:
            start: 2026-01-07
            steps:
              - {do: myonna, on_date: 2026-01-31}
    """
    for path in outline.walks.paths.values():
        today, since = path.start, path.place_of("start")
        for step in path.steps:
            if step.on_date is None:
                continue
            if step.on_date < today:
                yield Found(
                    step.place_of("on_date"),
                    say(
                        "this step is on {day}, before {today} where the walk already is", day=step.on_date, today=today
                    ),
                    say("write a day from {today} on", today=today.isoformat()),
                    ((since, say("the walk is here on {today}", today=today)),),
                )
            today, since = max(today, step.on_date), step.place_of("on_date")


@rule("PR806", over="walks")
def contradictory_step(outline: WalksOutline) -> Iterator[Found]:
    """A step says two things that cannot both be.

    A step happens after a time or on a date, not both. Only an act can be refused, and a refused act leaves the
    case where it was.

    Bad::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: saapunut
        events: {myonna: {}}
        states:
          saapunut:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}
        # laina/walks.yaml
        walks: laina
        paths:
          heti:
            start: 2026-01-07
            expect: {state: saapunut}
            steps:
              - {after: 2 days, refused: condition}  # PR806
              - {do: myonna, after: 2 days, on_date: 2026-01-31}  # PR806

    Good::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: saapunut
        events: {myonna: {}}
        states:
          saapunut:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}
        # laina/walks.yaml
        walks: laina
        paths:
          heti:
            start: 2026-01-07
            expect: {state: saapunut}
            steps:
              - {do: myonna, after: 2 days}
    """
    for path in outline.walks.paths.values():
        before = path.expect
        for step in path.steps:
            yield from _contradictions(step, before, outline.process)
            before = step.expect or (before if step.refused else None)


def _contradictions(step: WalkStep, before: Expectation | None, process: Outline | None) -> Iterator[Found]:
    if step.after is not None and step.on_date is not None:
        yield Found(
            step.place_of_key("on_date"),
            say("a step has both 'after' and 'on_date'"),
            say("keep one of them"),
            ((step.place_of_key("after"), say("'after' is here")),),
        )
    if step.refused is None:
        return
    at = step.place_of("refused")
    if not step.do:
        yield Found(at, say("nothing is done in this step that could be refused"), say("add 'do: <event>'"))
    elif step.refused == "unknown_event" and process is not None and step.do in process.process.events:
        yield Found(
            at,
            say("'{event}' is an event of the process, so it is not unknown", event=step.do),
            say("write the reason that you mean, or the event that is not there"),
        )
    else:
        yield from _moved_by_a_refusal(step, before)


def _moved_by_a_refusal(step: WalkStep, before: Expectation | None) -> Iterator[Found]:
    was = before.state if before else None
    now = step.expect.state if step.expect else None
    waits = step.after is not None or step.on_date is not None
    if was and now and was != now and not waits and step.expect:
        yield Found(
            step.expect.place_of("state"),
            say("a refused act leaves the case in '{was}', so it cannot come to '{now}'", was=was, now=now),
            say("write 'state: {was}', or remove 'refused'", was=was),
        )


def _of_path(path: WalkPath) -> Iterator[Use]:
    yield from _keys("data", path, "case", path.case)
    yield from listed("document", path, "documents", path.documents)
    if path.expect is not None:
        yield from _of_expectation(path.expect)
    for step in path.steps:
        yield from _of_step(step)


def _of_step(step: WalkStep) -> Iterator[Use]:
    if step.do and step.refused != "unknown_event":
        yield from single("event", step, "do", step.do)
    yield from single("role", step, "by", step.by)
    yield from listed("document", step, "with", step.with_)
    yield from _keys("data", step, "set", step.set_)
    if step.expect is not None:
        yield from _of_expectation(step.expect)


def _of_expectation(expect: Expectation) -> Iterator[Use]:
    yield from single("state", expect, "state", expect.state)
    yield from listed("state", expect, "active", expect.active or ())
    yield from _keys("deadline", expect, "deadlines", expect.deadlines or {})
    yield from listed("deadline", expect, "met", expect.met or ())
    yield from listed("deadline", expect, "breached", expect.breached or ())
    yield from _keys("data", expect, "case", expect.case or {})
    yield from listed("document", expect, "documents", expect.documents or ())


def _keys(kind: Any, owner: Placed, key: str, names: Any) -> Iterator[Use]:
    return (Use(kind, name, owner.place_of_key(key, name), key) for name in names)


def _steps(walks: Walks) -> Iterator[WalkStep]:
    return (step for path in walks.paths.values() for step in path.steps)


def _values(walks: Walks) -> Iterator[tuple[str, object, Span]]:
    for path in walks.paths.values():
        yield from _given(path, "case", path.case)
        for step in path.steps:
            yield from _given(step, "set", step.set_)
            if step.expect is not None and step.expect.case:
                yield from _given(step.expect, "case", step.expect.case)


def _given(owner: Placed, key: str, values: dict[str, object]) -> Iterator[tuple[str, object, Span]]:
    return ((name, value, owner.place_of(key, name)) for name, value in values.items() if value is not None)


def _unknown(use: Use) -> Message:
    match use.kind:
        case "state":
            return say("unknown state '{name}'", name=use.name)
        case "event":
            return say("unknown event '{name}'", name=use.name)
        case "role":
            return say("unknown role '{name}'", name=use.name)
        case "document":
            return say("unknown document '{name}'", name=use.name)
        case "deadline":
            return say("unknown deadline '{name}'", name=use.name)
    return say("unknown case data '{name}'", name=use.name)


def _known(names: Any) -> Message:
    return say("the process has these: {names}", names=sorted(names)) if names else say("the process has none")
