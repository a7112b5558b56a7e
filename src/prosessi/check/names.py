"""PR201-PR210: names that nothing has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from prosessi.check.outline import Outline
from prosessi.check.uses import Use
from prosessi.findings import Edit, Severity
from prosessi.messages import Message, say
from prosessi.rules import Found, respelt, rule
from prosessi.span import Span

KINDS = {"events": "event", "roles": "role", "documents": "document", "case": "data"}
"""The sections of a process, and the kind of name that each declares."""

WORDS: Mapping[str, Message] = {
    "state": say("a state"),
    "event": say("an event"),
    "role": say("a role"),
    "document": say("a document"),
    "data": say("case data"),
}


@rule("PR201")
def unknown_state(outline: Outline) -> Iterator[Found]:
    """A transition, a deadline or a rule names a state that does not exist.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        states:
          saapunut:
            transitions:
              - {after: 2 days, to: vamis}  # PR201
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        states:
          saapunut:
            transitions:
              - {after: 2 days, to: valmis}
          valmis: {final: success}
    """
    for use, others in _by_name(outline.unknown("state")):
        known = outline.named
        near = outline.nearest("state", use.name)
        yield Found(
            use.at,
            say("unknown state '{name}'", name=use.name),
            _elsewhere(outline, use, near)
            or (_did_you_mean(near, known[near].at.line) if near else None)
            or say("write the name of a state, or add '{name}' under 'states'", name=use.name),
            others,
            edits=_respelling(outline, use, others),
        )


@rule("PR202")
def unknown_event(outline: Outline) -> Iterator[Found]:
    """Something names an event that is not declared.

    Every event is declared once under `events`, with who does it and what it needs.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {myonna: {}}
        states:
          saapunut:
            transitions:
              - {event: myona, to: valmis}  # PR202
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
          valmis: {final: success}
    """
    for use, others in _by_name(outline.unknown("event")):
        yield Found(
            use.at,
            say("unknown event '{name}'", name=use.name),
            _remedy(outline, use, "events") or say("add '{name}: {{label: ...}}' under 'events'", name=use.name),
            others,
            edits=_respelling(outline, use, others),
        )


@rule("PR203")
def unknown_role(outline: Outline) -> Iterator[Found]:
    """Something names a role that neither the process nor the shared vocabulary has.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        roles: {virkailija: {}}
        events: {myonna: {by: virkalija}}  # PR203
        states:
          saapunut:
            responsible: virkailija
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        roles: {virkailija: {}}
        events: {myonna: {by: virkailija}}
        states:
          saapunut:
            responsible: virkailija
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}
    """
    for use, others in _by_name(outline.unknown("role")):
        yield Found(
            use.at,
            say("unknown role '{name}'", name=use.name),
            _remedy(outline, use, "roles")
            or say("add '{name}: {{label: ..., kind: staff}}' under 'roles'", name=use.name),
            others,
            edits=_respelling(outline, use, others),
        )


@rule("PR204")
def unknown_document(outline: Outline) -> Iterator[Found]:
    """An event needs or produces a document that neither the process nor the shared vocabulary has.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        documents: {hakemus: {}}
        events: {myonna: {needs: hakmus}}  # PR204
        states:
          saapunut:
            transitions:
              - {event: myonna, to: valmis}
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
    for use, others in _by_name(outline.unknown("document")):
        yield Found(
            use.at,
            say("unknown document '{name}'", name=use.name),
            _remedy(outline, use, "documents") or say("add '{name}: {{label: ...}}' under 'documents'", name=use.name),
            others,
            edits=_respelling(outline, use, others),
        )


@rule("PR205")
def unknown_data(outline: Outline) -> Iterator[Found]:
    """Something sets, decides or counts from case data that is not declared.

    What conditions ask about is told of by PR301.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer}}
        events: {myonna: {decides: suma}}  # PR205
        states:
          saapunut:
            transitions:
              - {event: myonna, if: summa > 10, to: valmis}
              - {event: myonna, else: true, to: valmis}
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
              - {event: myonna, if: summa > 10, to: valmis}
              - {event: myonna, else: true, to: valmis}
          valmis: {final: success}
    """
    for use, others in _by_name(outline.unknown("data")):
        yield Found(
            use.at,
            say("unknown case data '{name}'", name=use.name),
            _remedy(outline, use, "case") or say("add '{name}: {{type: ...}}' under 'case'", name=use.name),
            others,
            edits=_respelling(outline, use, others),
        )


@rule("PR209")
def unknown_calendar(outline: Outline) -> Iterator[Found]:
    """A deadline or the process names a calendar that calendars.yaml does not have.

    Without a calendars.yaml nothing is asked of the name.

    Bad::

        # calendars.yaml
        calendars:
          hyvinvointialue: {closed: [2026-12-31]}
        # laina.yaml
        prosessi: 1
        process: laina
        calendar: hyvinvointialu  # PR209
        initial: valmis
        states:
          valmis: {final: success}

    Good::

        # calendars.yaml
        calendars:
          hyvinvointialue: {closed: [2026-12-31]}
        # laina.yaml
        prosessi: 1
        process: laina
        calendar: hyvinvointialue
        initial: valmis
        states:
          valmis: {final: success}
    """
    calendars = outline.declared("calendar") or {}
    for use, others in _by_name(outline.unknown("calendar")):
        near = outline.nearest("calendar", use.name)
        yield Found(
            use.at,
            say("unknown calendar '{name}'", name=use.name),
            say("did you mean '{near}'?", near=near)
            if near
            else say("name one of these: {names}", names=sorted(calendars)),
            others,
            edits=_respelling(outline, use, others),
        )


@rule("PR210", Severity.NOTE)
def misspelt_process(outline: Outline) -> Iterator[Found]:
    """A case is handed over to a process whose name is almost that of a process here.

    A process that is described elsewhere may have any name. One that differs from the name of a process beside this
    one by a letter or two is most likely a slip.

    Bad::

        # processes/perinta/process.yaml
        prosessi: 1
        process: perinta
        initial: valmis
        states:
          valmis: {final: success}
        # processes/laina/process.yaml
        prosessi: 1
        process: laina
        initial: siirretty
        states:
          siirretty: {final: handover, process: perintaa}  # PR210

    Good::

        # processes/perinta/process.yaml
        prosessi: 1
        process: perinta
        initial: valmis
        states:
          valmis: {final: success}
        # processes/laina/process.yaml
        prosessi: 1
        process: laina
        initial: siirretty
        states:
          siirretty: {final: handover, process: perinta}
    """
    others = outline.processes_beside
    for use in outline.uses:
        if use.kind == "process" and use.name not in others:
            near = get_close_matches(use.name, others, 1, cutoff=0.85)
            if near:
                yield Found(
                    use.at,
                    say("process '{name}' is not among the processes here", name=use.name),
                    say("did you mean '{near}'?", near=near[0]),
                    edits=respelt(use.at, use.name, others),
                )


def _by_name(uses: Iterable[Use]) -> Iterator[tuple[Use, tuple[tuple[Span, Message], ...]]]:
    """The first use of each name, with the places of the others: what is missing is missed once."""
    named: dict[str, list[Use]] = {}
    for use in sorted(uses, key=lambda use: use.at):
        named.setdefault(use.name, []).append(use)
    for first, *others in named.values():
        yield first, tuple((other.at, say("here as well")) for other in others)


def _respelling(outline: Outline, use: Use, others: tuple[tuple[Span, Message], ...]) -> tuple[Edit, ...]:
    """Write the name that is certainly meant wherever this one stands.

    There is none if another kind of thing has this name, or if it stands in several places and the other in none: it
    is then the declaration that is misspelt.
    """
    if any(use.name in (outline.declared(kind) or {}) for kind in WORDS):
        return ()
    edits = [respelt(at, use.name, outline.declared(use.kind) or {}) for at in (use.at, *(at for at, _ in others))]
    if not all(edits):
        return ()
    named = Counter(each.name for each in outline.uses)
    doubtful = named[use.name] > 1 and not named[edits[0][0].text]
    return () if doubtful else tuple(edit for each in edits for edit in each)


def _elsewhere(outline: Outline, use: Use, near: str | None) -> Message | None:
    """Say what the name is instead, if it is something else."""
    kind = next((word for kind, word in WORDS.items() if use.name in (outline.declared(kind) or {})), None)
    if kind is None:
        return None
    if near:
        return say("'{name}' is {kind}; did you mean '{near}'?", name=use.name, kind=kind, near=near)
    return say("'{name}' is {kind}; write {wanted} here", name=use.name, kind=kind, wanted=WORDS[use.kind])


def _remedy(outline: Outline, use: Use, key: str) -> Message | None:
    """Point at the nearest name, with its line if this process declares it."""
    near = outline.nearest(KINDS[key], use.name)
    if other := _elsewhere(outline, use, near):
        return other
    if near is None:
        return None
    if near in getattr(outline.process, key):
        return _did_you_mean(near, outline.process.place_of_key(key, near).line)
    return say("did you mean '{near}'?", near=near)


def _did_you_mean(near: str, line: int) -> Message:
    return say("did you mean '{near}' (line {line})?", near=near, line=line)
