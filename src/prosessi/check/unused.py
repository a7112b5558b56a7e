"""PR211-PR214: what is declared and never used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from prosessi.check.outline import Outline
from prosessi.check.ways import dead_ends
from prosessi.findings import Severity
from prosessi.messages import say
from prosessi.model.placed import Placed
from prosessi.rules import Found, rule


@rule("PR211", Severity.WARNING, over="unused")
def unused_event(outline: Outline) -> Iterator[Found]:
    """An event is declared, but no state takes it.

    While a case gets stuck in a state, as many events are passed over: they most likely lead out of it.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        events:
          myonna: {}
          hylkaa: {}  # PR211
        states:
          saapunut:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        events:
          myonna: {}
        states:
          saapunut:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}
    """
    taken = {
        outline.meant("event", use.name)
        for use in outline.uses
        if use.kind == "event" and use.way in {"event", "finish"}
    }
    for name in islice(_unused(outline.process.events, taken), len(dead_ends(outline)), None):
        yield Found(
            outline.process.place_of_key("events", name),
            say("no state takes the event '{name}'", name=name),
            say("add a transition '- {{event: {name}, to: ...}}', or remove the event", name=name),
        )


@rule("PR212", Severity.WARNING, over="unused")
def unused_role(outline: Outline) -> Iterator[Found]:
    """A role is declared, but nothing names it.

    Bad::

        prosessi: 1
        process: laina
        initial: valmis
        roles: {virkailija: {}}  # PR212
        states:
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: valmis
        roles: {virkailija: {}}
        states:
          valmis: {final: success, responsible: virkailija}
    """
    for name in _unused(outline.process.roles, outline.used("role")):
        yield Found(
            outline.process.place_of_key("roles", name),
            say("nobody acts in the role '{name}'", name=name),
            say("name it in 'by' or 'responsible', or remove it"),
        )


@rule("PR213", Severity.WARNING, over="unused")
def unused_document(outline: Outline) -> Iterator[Found]:
    """A document is declared, but no event needs or produces it.

    Bad::

        prosessi: 1
        process: laina
        initial: valmis
        documents: {hakemus: {}}  # PR213
        states:
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        documents: {hakemus: {}}
        events: {myonna: {needs: hakemus}}
        states:
          saapunut:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}
    """
    for name in _unused(outline.process.documents, outline.used("document")):
        yield Found(
            outline.process.place_of_key("documents", name),
            say("no event needs or produces the document '{name}'", name=name),
            say("name it in the 'needs' or 'produces' of an event, or remove it"),
        )


@rule("PR214", Severity.WARNING, over="unused")
def unused_data(outline: Outline) -> Iterator[Found]:
    """Case data is declared, but nothing asks about it, decides it or sets it.

    Text is carried for people and never asked about.

    Bad::

        prosessi: 1
        process: laina
        initial: valmis
        case: {summa: {type: integer}}  # PR214
        states:
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer}}
        events: {myonna: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}
    """
    words = {use.name for use in outline.uses if use.kind == "word"}
    near = {outline.meant("data", word) for word in words}
    for name in _unused(outline.process.case, outline.used("data") | near):
        if outline.process.case[name].type != "text":
            yield Found(
                outline.process.place_of_key("case", name),
                say("nothing asks about the case data '{name}' or decides it", name=name),
                say("ask about it in an 'if', name it in the 'decides' of an event, or remove it"),
            )


def _unused(declared: Mapping[str, Placed], used: set[str] | set[str | None]) -> Iterator[str]:
    return (name for name in declared if name not in used)
