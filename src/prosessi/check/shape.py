"""PR101-PR119: where things begin, what a state is, and what it is called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from prosessi.check.outline import Node, Outline
from prosessi.messages import say
from prosessi.rules import Found, rule


@rule("PR101")
def no_start(outline: Outline) -> Iterator[Found]:
    """The process does not say in which state a case begins.

    The order of the states is for the reader; it decides nothing.

    Bad::

        prosessi: 1
        process: laina
        states:  # PR101
          saapunut: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        states:
          saapunut: {final: closed}
    """
    process = outline.process
    if process.states and not process.initial:
        yield Found(
            process.place_of_key("states"),
            say("the process does not say where a case begins"),
            say("write 'initial: {name}' above the states", name=next(iter(process.states))),
        )


@rule("PR104")
def start_outside(outline: Outline) -> Iterator[Found]:
    """A state begins in a state that is not inside it.

    `initial` names where a case goes when it enters the state, so it must be one of the states inside.

    Bad::

        prosessi: 1
        process: laina
        initial: kasittely
        states:
          kasittely:
            initial: valmis  # PR104
            states:
              luku: {}
            transitions:
              - {after: 2 days, to: valmis}
          valmis: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: kasittely
        states:
          kasittely:
            initial: luku
            states:
              luku: {}
            transitions:
              - {after: 2 days, to: valmis}
          valmis: {final: closed}
    """
    for node in outline.nodes:
        for index, name in enumerate(node.state.initial):
            first = outline.named.get(name)
            home = node.parent if node.state.history else node
            if first is not None and home is not None and home not in first.ancestors:
                yield Found(
                    node.state.place_of("initial", index),
                    say("state '{first}' is not inside '{name}'", first=name, name=home.name),
                    say("name one of these: {names}", names=_names(outline.children[home])),
                    ((first.at, say("'{name}' is here", name=name)),),
                )


@rule("PR106")
def nest_without_start(outline: Outline) -> Iterator[Found]:
    """A state with states inside does not say which of them comes first.

    Bad::

        prosessi: 1
        process: laina
        initial: kasittely
        states:
          kasittely:  # PR106
            states:
              luku: {}
            transitions:
              - {after: 2 days, to: valmis}
          valmis: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: kasittely
        states:
          kasittely:
            initial: luku
            states:
              luku: {}
            transitions:
              - {after: 2 days, to: valmis}
          valmis: {final: closed}
    """
    for node in outline.nodes:
        if node.state.states and not node.state.initial and not node.state.parallel:
            yield Found(
                node.at,
                say("state '{name}' has states inside but does not say which comes first", name=node.name),
                say("add 'initial: {first}'", first=next(iter(node.state.states))),
            )
        elif node.state.initial and not node.state.states and not node.state.history:
            yield Found(
                node.state.place_of_key("initial"),
                say("state '{name}' has 'initial' but no states inside", name=node.name),
                say("remove 'initial', or write the states inside under 'states'"),
            )


@rule("PR107")
def two_natures(outline: Outline) -> Iterator[Found]:
    """A state is two things at once.

    `states` nests, `parallel` runs side by side, `finish` makes a branch of one step, `history` remembers and
    `final` ends: a state is at most one of them.

    Bad::

        prosessi: 1
        process: laina
        initial: kasittely
        events: {vastaus: {}}
        states:
          kasittely:
            initial: luku
            states:
              luku: {}
            parallel:  # PR107
              lausunto: {finish: vastaus}
            transitions:
              - {done: true, to: valmis}
          valmis: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: kasittely
        events: {vastaus: {}}
        states:
          kasittely:
            parallel:
              lausunto: {finish: vastaus}
            transitions:
              - {done: true, to: valmis}
          valmis: {final: closed}
    """
    for node in outline.nodes:
        natures = [key for key in ("states", "parallel", "finish", "history", "final") if node.state.wrote(key)]
        if len(natures) > 1:
            yield Found(
                node.state.place_of_key(natures[1]),
                say("state '{name}' has both '{one}' and '{other}'", name=node.name, one=natures[0], other=natures[1]),
                say("keep one of them; a state inside can have the other"),
                ((node.state.place_of_key(natures[0]), say("'{one}' is here", one=natures[0])),),
            )


@rule("PR116")
def same_name_twice(outline: Outline) -> Iterator[Found]:
    """Two states have the same name.

    Names are unique in the whole process, inner states and branches included, so that a transition, a deadline or
    a walk can say which one it means.

    Bad::

        prosessi: 1
        process: laina
        initial: kasittely
        states:
          kasittely:
            initial: luku
            states:
              luku: {}
              valmis: {}
            transitions:
              - {after: 2 days, to: valmis}
          valmis: {final: closed}  # PR116

    Good::

        prosessi: 1
        process: laina
        initial: kasittely
        states:
          kasittely:
            initial: luku
            states:
              luku: {}
            transitions:
              - {after: 2 days, to: valmis}
          valmis: {final: closed}
    """
    for node in outline.nodes:
        first = outline.named[node.name]
        if first is not node:
            yield Found(
                node.at,
                say("there are two states called '{name}'", name=node.name),
                say(
                    "rename one of them, for example '{name}_{home}'",
                    name=node.name,
                    home=node.parent.name if node.parent else "2",
                ),
                ((first.at, say("the first '{name}' is here", name=node.name)),),
            )


@rule("PR118")
def other_name_than_its_folder(outline: Outline) -> Iterator[Found]:
    """A process has another id than the folder it stands in.

    Processes are found by their folders: walks, handovers and commands name the folder.

    Bad::

        # processes/lainat/process.yaml
        prosessi: 1
        process: laina  # PR118
        initial: valmis
        states:
          valmis: {final: closed}

    Good::

        # processes/laina/process.yaml
        prosessi: 1
        process: laina
        initial: valmis
        states:
          valmis: {final: closed}
    """
    process = outline.process
    path = Path(process.place.file)
    folder = path.parent.name or (path.absolute().parent.name if path.name == process.place.file else "")
    if path.name == "process.yaml" and folder not in {"", process.process}:
        yield Found(
            process.place_of("process"),
            say("process '{name}' stands in the folder '{folder}'", name=process.process, folder=folder),
            say("write 'process: {folder}', or rename the folder", folder=folder),
        )


@rule("PR119")
def no_states(outline: Outline) -> Iterator[Found]:
    """The process has no states.

    Bad::

        prosessi: 1
        process: laina
        states: {}  # PR119

    Good::

        prosessi: 1
        process: laina
        initial: valmis
        states:
          valmis: {final: closed}
    """
    if not outline.process.states:
        yield Found(
            outline.process.place_of_key("states"),
            say("the process has no states"),
            say("write the first one under 'states', and name it in 'initial'"),
        )


def _names(nodes: Sequence[Node]) -> list[str]:
    return [f"'{node.name}'" for node in nodes]
