"""PR120-PR129: what a transition says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from prosessi.check.outline import Node, Outline
from prosessi.check.ways import unguarded_always
from prosessi.findings import Severity
from prosessi.messages import say
from prosessi.model.state import Transition
from prosessi.rules import Found, rule
from prosessi.span import Span

TRIGGERS = ("event", "after", "at", "done", "always")


@rule("PR120")
def not_one_trigger(outline: Outline) -> Iterator[Found]:
    """A transition has no trigger, or several.

    Exactly one thing sets a transition off: `event`, `after`, `at`, `done: true` or `always: true`. Two ways to
    the same state are two transitions.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {myonna: {}}
        states:
          saapunut:
            transitions:
              - {to: valmis}  # PR120
              - {event: myonna, after: 2 days, to: valmis}  # PR120
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {myonna: {}}
        states:
          saapunut:
            transitions:
              - {event: myonna, to: valmis}
              - {after: 2 days, to: valmis}
          valmis: {final: success}
    """
    for node, transition in outline.transitions:
        written = triggers(transition)
        if not written:
            yield Found(
                transition.place,
                say("a transition of '{name}' does not say what sets it off", name=node.name),
                say(
                    "add one of these: event, after, at, done: true, always: true; if it continues the transition "
                    "above, remove the dash before it"
                )
                if _goes_on(node, transition)
                else say("add one of these: event, after, at, done: true, always: true"),
            )
        elif len(written) > 1:
            yield Found(
                transition.place_of_key(written[1]),
                say("a transition has both '{one}' and '{other}'", one=written[0], other=written[1]),
                say("keep one of them, or write two transitions"),
            )


def _goes_on(node: Node, transition: Transition) -> bool:
    """Whether it may be the rest of the transition above, which leads nowhere."""
    place = next(place for place, each in enumerate(node.state.transitions) if each is transition)
    return place > 0 and not node.state.transitions[place - 1].to


@rule("PR121")
def else_of_nothing(outline: Outline) -> Iterator[Found]:
    """An `else` has a condition of its own, or stands on a timer.

    `else: true` is what happens when no other condition holds for the same event (or the same `done` or
    `always`). It has no condition, and a timer has nothing to be the other case of.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer}}
        events: {ratkaise: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, if: summa > 100, to: hylatty}
              - {event: ratkaise, if: summa < 50, else: true, to: valmis}  # PR121
          valmis: {final: success}
          hylatty: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer}}
        events: {ratkaise: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, if: summa > 100, to: hylatty}
              - {event: ratkaise, else: true, to: valmis}
          valmis: {final: success}
          hylatty: {final: closed}
    """
    for _, transition in outline.transitions:
        if not transition.else_:
            continue
        at = transition.place_of_key("else")
        if transition.if_ is not None:
            yield Found(at, say("a transition has both 'if' and 'else'"), say("remove the 'if', or the 'else'"))
        elif transition.after is not None or transition.at is not None:
            yield Found(
                at,
                say("'else' stands on a timer, which has no other cases"),
                say("remove the 'else', or write an 'if'"),
            )


@rule("PR122", Severity.WARNING)
def never_comes_to_its_turn(outline: Outline) -> Iterator[Found]:
    """A transition can never be taken, because an earlier one of the same state always goes before it.

    Transitions of a state are tried in the order written. One without a condition is always taken, so what stands
    below it for the same event is dead. And with `always: true` without a condition a case never rests in the state,
    so nothing else of it is ever taken.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {ratkaise: {}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, to: valmis}
              - {event: ratkaise, to: hylatty}  # PR122
          valmis: {final: success}
          hylatty: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {hyva: {type: boolean}}
        events: {ratkaise: {decides: hyva}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, if: hyva, to: valmis}
              - {event: ratkaise, else: true, to: hylatty}
          valmis: {final: success}
          hylatty: {final: closed}
    """
    for node in outline.nodes:
        yield from _shadowed(node)
        yield from _restless(node)


@rule("PR124", Severity.WARNING)
def nothing_happens(outline: Outline) -> Iterator[Found]:
    """A transition without an event leads nowhere and does nothing.

    An event may stay in its state, since the act itself is worth recording. A timer, `done` or `always` that
    neither moves the case nor sets or raises anything cannot be noticed.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        states:
          saapunut:
            transitions:
              - {after: 2 days}  # PR124
              - {after: 9 days, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        states:
          saapunut:
            transitions:
              - {after: 9 days, to: valmis}
          valmis: {final: success}
    """
    for node, transition in outline.transitions:
        idle = not (transition.to or transition.set_ or transition.raise_ or transition.then)
        if idle and not transition.event and triggers(transition):
            yield Found(
                transition.place,
                say("this transition of '{name}' leads nowhere and does nothing", name=node.name),
                say("add 'to: <state>'"),
            )


@rule("PR127")
def places_apart(outline: Outline) -> Iterator[Found]:
    """A transition leads to several states in which a case cannot be at once.

    Several targets make sense only in different branches of one parallel state.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        states:
          saapunut:
            transitions:
              - {after: 2 days, to: [valmis, hylatty]}  # PR127
          valmis: {final: success}
          hylatty: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {hyva: {type: boolean}}
        events: {ratkaise: {decides: hyva}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, if: hyva, to: valmis}
              - {event: ratkaise, else: true, to: hylatty}
          valmis: {final: success}
          hylatty: {final: closed}
    """
    for _, transition in outline.transitions:
        yield from _apart(outline, transition.to, transition.place_of("to"))
    for node in outline.nodes:
        yield from _apart(outline, node.state.initial, node.state.place_of("initial"))
    yield from _apart(outline, outline.process.initial, outline.process.place_of("initial"))


def triggers(transition: Transition) -> list[str]:
    """The triggers that a transition has, by the words written."""
    return [word for word in TRIGGERS if getattr(transition, word)]


def _answers(transition: Transition) -> frozenset[str]:
    """What sets it off, as far as another transition can be set off by the same: timers are each their own."""
    silent = {word for word in ("done", "always") if getattr(transition, word) is True}
    awaited = transition.done if isinstance(transition.done, tuple) else ()
    return frozenset({*transition.event, *silent, *(f"done.{name}" for name in awaited)})


def _shadowed(node: Node) -> Iterator[Found]:
    """The transitions of a state for which all that sets them off is taken by earlier ones, with or without an `if`."""
    taken: dict[tuple[str, object], Transition] = {}
    for transition in node.state.transitions:
        condition = _condition(transition)
        answers = sorted(_answers(transition))
        earlier = [taken.get((word, None)) or taken.get((word, condition)) for word in answers]
        if earlier and earlier[0] and all(earlier):
            yield _never_taken(answers[0], earlier[0], transition)
        for word in answers:
            taken.setdefault((word, condition), transition)


def _condition(transition: Transition) -> object:
    """What a transition asks: a condition, whether nothing else holds, or nothing (None)."""
    return "else" if transition.else_ else transition.if_ and transition.if_.tree


def _never_taken(trigger: str, first: Transition, later: Transition) -> Found:
    if first.if_ is not None:
        fix = say("remove it, or change its condition")
    elif first.else_:
        fix = say("remove one 'else'")
    else:
        fix = say("give the first one an 'if', or remove one of them")
    return Found(
        later.place,
        say("this transition is never taken: an earlier one takes '{trigger}' first", trigger=trigger),
        fix,
        ((first.place, say("the earlier one is here")),),
    )


def _restless(node: Node) -> Iterator[Found]:
    """The first transition of a state in which a case never rests."""
    always = unguarded_always(node)
    other = next((transition for transition in node.state.transitions if not transition.always), None)
    if always is not None and other is not None:
        yield Found(
            other.place,
            say("this transition is never taken: a case leaves '{name}' at once by 'always: true'", name=node.name),
            say("give the 'always' an 'if', or remove one of them"),
            ((always.place, say("the 'always' is here")),),
        )


def _apart(outline: Outline, names: tuple[str, ...], at: Span) -> Iterator[Found]:
    nodes = [outline.named[name] for name in names if name in outline.named]
    for one, other in combinations(nodes, 2):
        if not _side_by_side(one, other):
            yield Found(
                at,
                say("a case cannot be in '{one}' and '{other}' at once", one=one.name, other=other.name),
                say("name one state, or states in different branches of one parallel state"),
            )
            return


def _side_by_side(one: Node, other: Node) -> bool:
    """Whether the innermost state around both is a parallel one."""
    from_outside = [[*reversed(list(node.ancestors)), node] for node in (one, other)]
    for left, right in zip(from_outside[0], from_outside[1], strict=False):
        if left is not right:
            return left.branch and right.branch
    return False
