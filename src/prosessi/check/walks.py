"""PR8xx: walks, as far as they can be judged without walking them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from prosessi.check.data import misfit
from prosessi.check.outline import Outline
from prosessi.check.uses import Use
from prosessi.check.walks_outline import WalksOutline
from prosessi.messages import Message, say
from prosessi.model.walks import Expectation, WalkStep
from prosessi.rules import Found, respelt, rule


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
            say("write '{line}'", line=f"walks: {outline.beside}")
            if outline.beside
            else say("put this file in the folder of its process, beside process.yaml"),
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
          saapunut: {transitions: [{event: myonna, to: valmis}]}
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
          saapunut: {transitions: [{event: myonna, to: valmis}]}
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
                edits=respelt(use.at, use.name, known),
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
        case: {summa: {type: integer}, kiire: {type: boolean, default: false}}
        events: {myonna: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: myonna, set: {kiire: false}, to: valmis}
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
        case: {summa: {type: integer}, kiire: {type: boolean, default: false}}
        events: {myonna: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: myonna, set: {kiire: false}, to: valmis}
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
    for step in outline.steps:
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
          saapunut: {transitions: [{event: myonna, to: valmis}]}
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
          saapunut: {transitions: [{event: myonna, to: valmis}]}
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
    for name, value, at in outline.values:
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
          saapunut: {transitions: [{event: myonna, to: valmis}]}
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
          saapunut: {transitions: [{event: myonna, to: valmis}]}
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
          saapunut: {transitions: [{event: myonna, to: valmis}]}
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
          saapunut: {transitions: [{event: myonna, to: valmis}]}
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


def _known(names: Collection[str]) -> Message:
    return say("the process has these: {names}", names=sorted(names)) if names else say("the process has none")
