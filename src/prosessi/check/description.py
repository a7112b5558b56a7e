"""PR6xx and PR701: how completely a process is described.

These rules read a process that has no errors, and each tells of the whole process at once: the first place, the
others with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from prosessi.check.outline import Node, Outline
from prosessi.findings import Severity
from prosessi.messages import LANGUAGES, Message, say, say_many
from prosessi.model.text import LocalText
from prosessi.rules import Found, rule
from prosessi.span import Span

LONGEST_LABEL = 60
SECTIONS = ("roles", "case", "documents", "events", "deadlines", "rules")


@dataclass(frozen=True, slots=True)
class Element:
    """Something that people read about: its id, where that and its label stand, and whether it says its basis.

    `names` is whether the label is a name; a title and a rule in words are longer.
    """

    name: str
    at: Span
    label: LocalText | None
    label_at: Span
    grounded: bool
    names: bool = True


@rule("PR601", Severity.NOTE, over="description")
def unlabelled(outline: Outline) -> Iterator[Found]:
    """Something has no name that people could read.

    Diagrams, walks and pages show the label; without one they show the id.

    Bad::

        prosessi: 1
        process: laina  # PR601
        initial: valmis
        assumption: harjoitus
        states:
          valmis: {final: success, assumption: harjoitus}

    Good::

        prosessi: 1
        process: laina
        title: Laina
        initial: valmis
        assumption: harjoitus
        states:
          valmis: {label: Laina on myönnetty, final: success, assumption: harjoitus}
    """
    nameless = [element for element in _elements(outline) if not str(element.label or "")]
    if nameless:
        yield Found(
            nameless[0].at,
            say_many(
                "'{first}' has no name for people to read",
                "{n} elements have no name for people to read",
                len(nameless),
                first=nameless[0].name,
            ),
            say("add 'title' to the process and 'label' to the others: 'label: Asia on vireillä'"),
            _others(nameless),
        )


@rule("PR602", Severity.NOTE, over="description")
def long_label(outline: Outline) -> Iterator[Found]:
    """A label is so long that it makes a poor name.

    A label stands in a box of a diagram and in sentences. What is longer than 60 characters belongs to
    `description`.

    Bad::

        prosessi: 1
        process: laina
        title: Laina
        initial: valmis
        assumption: harjoitus
        states:
          valmis:
            label: Hakemus on käsitelty, laina on myönnetty, ja asiakas on saanut siitä päätöksen postitse  # PR602
            final: success
            assumption: harjoitus

    Good::

        prosessi: 1
        process: laina
        title: Laina
        initial: valmis
        assumption: harjoitus
        states:
          valmis:
            label: Laina on myönnetty
            description: Hakemus on käsitelty, ja asiakas on saanut siitä päätöksen postitse
            final: success
            assumption: harjoitus
    """
    names = [element for element in _elements(outline) if element.names]
    long = [element for element in names if element.label is not None and _length(element.label) > LONGEST_LABEL]
    if long:
        yield Found(
            long[0].label_at,
            say_many(
                "the label of '{first}' is longer than {most} characters",
                "{n} labels are longer than {most} characters",
                len(long),
                first=long[0].name,
                most=LONGEST_LABEL,
            ),
            say("shorten it, and tell the rest in 'description'"),
            tuple((element.label_at, say("'{name}'", name=element.name)) for element in long[1:]),
        )


@rule("PR603", Severity.NOTE, over="description")
def untranslated(outline: Outline) -> Iterator[Found]:
    """A name is missing in a language that the title has.

    A missing language is told, never silently replaced.

    Bad::

        prosessi: 1
        process: laina
        title: {fi: Laina, sv: Lån}
        initial: valmis
        assumption: harjoitus
        states:
          valmis: {label: Laina on myönnetty, final: success, assumption: harjoitus}  # PR603

    Good::

        prosessi: 1
        process: laina
        title: {fi: Laina, sv: Lån}
        initial: valmis
        assumption: harjoitus
        states:
          valmis: {label: {fi: Laina on myönnetty, sv: Lånet har beviljats}, final: success, assumption: harjoitus}
    """
    title = outline.process.title
    for language in LANGUAGES:
        lacking = [each for each in _elements(outline) if str(each.label or "") and not getattr(each.label, language)]
        if title is not None and getattr(title, language) and lacking:
            yield Found(
                lacking[0].at,
                say_many(
                    "'{first}' has no name in the language '{language}', which the title has",
                    "{n} elements have no name in the language '{language}', which the title has",
                    len(lacking),
                    first=lacking[0].name,
                    language=language,
                ),
                say("add to the name its text in this language: '{language}: ...'", language=language),
                _others(lacking),
            )


@rule("PR701", Severity.WARNING, over="description")
def groundless(outline: Outline) -> Iterator[Found]:
    """Something does not say what it rests on.

    Every element rests on the law (`law`), on a source fact (`source`) or on an assumption that says so
    (`assumption`), so that a reader can tell a duty from a habit. A state inside a state that says its basis
    rests on the same.

    Bad::

        prosessi: 1
        process: laina
        title: Laina
        assumption: harjoitus
        initial: saapunut
        states:
          saapunut:  # PR701
            label: Hakemus on saapunut
            transitions:
              - {after: 2 days, to: valmis, assumption: harjoitus}
          valmis: {label: Laina on myönnetty, final: success}

    Good::

        prosessi: 1
        process: laina
        title: Laina
        assumption: harjoitus
        initial: saapunut
        states:
          saapunut:
            label: Hakemus on saapunut
            assumption: Asiakaspalvelu vahvistaa
            transitions:
              - {after: 2 days, to: valmis, assumption: harjoitus}
          valmis: {label: Laina on myönnetty, final: success, assumption: harjoitus}
    """
    bare = [element for element in chain(_elements(outline), _timers(outline)) if not element.grounded]
    if bare:
        yield Found(
            bare[0].at,
            say_many(
                "'{first}' does not say what it rests on",
                "{n} elements do not say what they rest on",
                len(bare),
                first=bare[0].name,
            ),
            say("add 'law: <id>', 'source: <fact>' or 'assumption: <what, and who confirms it>'"),
            _others(bare),
        )


def _elements(outline: Outline) -> Iterator[Element]:
    """The process itself, and then everything in it that has a label."""
    process = outline.process
    yield Element(
        process.process,
        process.place_of("process"),
        process.title,
        process.place_of("title"),
        process.grounded,
        names=False,
    )
    for section in SECTIONS:
        for name, part in getattr(process, section).items():
            at = process.place_of_key(section, name)
            yield Element(name, at, part.label, part.place_of_key("label"), part.grounded, names=section != "rules")
    for node in outline.nodes:
        if not node.state.history:
            yield Element(node.name, node.at, node.state.label, node.state.place_of_key("label"), _stands(node))


def _timers(outline: Outline) -> Iterator[Element]:
    """The transitions that a limit of time sets off; the others rest on what their events rest on."""
    for node, transition in outline.transitions:
        if transition.after is not None or transition.at is not None:
            yield Element(node.name, transition.place, None, transition.place, transition.grounded)


def _stands(node: Node) -> bool:
    return any(around.state.grounded for around in (node, *node.ancestors))


def _length(label: LocalText) -> int:
    return max(len(getattr(label, language)) for language in LANGUAGES)


def _others(elements: list[Element]) -> tuple[tuple[Span, Message], ...]:
    return tuple((element.at, say("'{name}'", name=element.name)) for element in elements[1:])
