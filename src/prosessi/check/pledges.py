"""PR453-PR454: promises that cannot be understood."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.chart.promises import PATTERNS, pattern_of
from prosessi.check.outline import Outline
from prosessi.messages import AnyOf, Message, say
from prosessi.model.promise import Always, Never, Way, ways_of
from prosessi.rules import Found, rule

MEANINGS: dict[Way, Message] = {
    "enter": say("a state"),
    "event": say("an event"),
    "document": say("a document"),
}


@rule("PR453")
def unclear_promise(outline: Outline) -> Iterator[Found]:
    """The keys of a promise do not make one thing that can be held to.

    A promise says `always` or `never`. What always happens comes `before` something, `after` something, or at some
    time in every case. What never happens does not come at all, not `twice`, not `before` or `after` something, not
    `together`, or not `in` a state. Only what comes after something can have a time.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {kuule: {}, paata: {}}
        promises:
          kuullaan:  # PR453
            always: {before: paata, after: saapunut, comes: kuule}
        states:
          saapunut:
            transitions:
              - {event: kuule, to: kuultu}
          kuultu:
            transitions:
              - {event: paata, to: paatos}
          paatos: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {kuule: {}, paata: {}}
        promises:
          kuullaan:
            always: {before: paata, comes: kuule}
        states:
          saapunut:
            transitions:
              - {event: kuule, to: kuultu}
          kuultu:
            transitions:
              - {event: paata, to: paatos}
          paatos: {final: success}
    """
    for name, promise in outline.process.promises.items():
        if pattern_of(promise) is not None:
            continue
        at = outline.process.place_of_key("promises", name)
        if promise.always is None and promise.never is None:
            yield Found(
                at,
                say("the promise '{name}' does not say what always or never happens", name=name),
                say("write for example 'always: {{before: …, comes: …}}' or 'never: {{comes: …}}'"),
            )
            continue
        if promise.always is not None and promise.never is not None:
            yield Found(
                at,
                say("the promise '{name}' says both what always and what never happens", name=name),
                say("write two promises"),
            )
            continue
        key = "always" if promise.always is not None else "never"
        yield Found(
            at,
            say("the keys of '{key}' in the promise '{name}' do not make one promise", key=key, name=name),
            say("write one of these: {forms}", forms=_forms(key)),
        )


@rule("PR454")
def ambiguous_name(outline: Outline) -> Iterator[Found]:
    """A name in a promise is that of several things.

    A state, an event and a document may share a name. In a promise it must be clear which of them is meant.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        documents: {paatos: {kind: decision}}
        events: {kuule: {}, paata: {produces: paatos}}
        promises:
          kuullaan: {always: {before: paatos, comes: kuule}}  # PR454
        states:
          saapunut:
            transitions:
              - {event: kuule, to: kuultu}
          kuultu:
            transitions:
              - {event: paata, to: paatos}
          paatos: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        documents: {paatos: {kind: decision}}
        events: {kuule: {}, paata: {produces: paatos}}
        promises:
          kuullaan: {always: {before: {document: paatos}, comes: kuule}}
        states:
          saapunut:
            transitions:
              - {event: kuule, to: kuultu}
          kuultu:
            transitions:
              - {event: paata, to: paatos}
          paatos: {final: success}
    """
    process = outline.process
    for promise in process.promises.values():
        for said in (promise.always, promise.never):
            for key, index, name in _bare_names(said):
                ways = ways_of(name, outline.named, process.events, process.papers)
                if len(ways) > 1 and said is not None:
                    forms = AnyOf(tuple(f"{key}: {{{way}: {name}}}" for way in ways))
                    yield Found(
                        said.place_of(key, index),
                        say("'{name}' is {meanings}", name=name, meanings=[MEANINGS[way] for way in ways]),
                        say("say which is meant: {forms}", forms=forms),
                    )


def _bare_names(said: Always | Never | None) -> Iterator[tuple[str, int, str]]:
    for key in ("before", "after", "comes", "twice"):
        happening = getattr(said, key, None)
        if happening is not None:
            yield from ((key, index, name) for index, name in enumerate(happening.name))


def _forms(key: str) -> AnyOf:
    """What can be written, as it is written."""
    patterns = (each for each in PATTERNS if each.always is (key == "always"))
    return AnyOf(tuple(f"{key}: {{{', '.join(f'{each}: …' for each in pattern.in_order)}}}" for pattern in patterns))
