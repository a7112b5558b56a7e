"""PR101-PR119: what a state is, and what may stand in what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from prosessi.check.outline import Node, Outline
from prosessi.findings import Severity
from prosessi.messages import say, say_many
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


@rule("PR108")
def branch_without_work(outline: Outline) -> Iterator[Found]:
    """A branch of a parallel state never finishes by anything.

    A branch is one step (`finish`: the event that ends it) or a nest of states (`states`).

    Bad::

        prosessi: 1
        process: laina
        initial: kasittely
        events: {vastaus: {}}
        states:
          kasittely:
            parallel:
              lausunto: {finish: vastaus}
              kuuleminen: {}  # PR108
            transitions:
              - {done: true, to: valmis}
          valmis: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: kasittely
        events: {vastaus: {}, kuultu: {}}
        states:
          kasittely:
            parallel:
              lausunto: {finish: vastaus}
              kuuleminen: {finish: kuultu}
            transitions:
              - {done: true, to: valmis}
          valmis: {final: closed}
    """
    for node in outline.nodes:
        if node.branch and not node.state.finish and not node.composite:
            yield Found(
                node.at,
                say("branch '{name}' does not say what finishes it", name=node.name),
                say("add 'finish: <event>' for a one-step branch, or 'states' for a longer one"),
            )


@rule("PR109")
def join_of_nothing(outline: Outline) -> Iterator[Found]:
    """A parallel state waits for more branches than it has, or something else than a parallel state waits.

    Bad::

        prosessi: 1
        process: laina
        initial: kasittely
        events: {vastaus: {}, kuultu: {}}
        states:
          kasittely:
            parallel:
              lausunto: {finish: vastaus}
              kuuleminen: {finish: kuultu}
            join: 3  # PR109
            transitions:
              - {done: true, to: valmis}
          valmis: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: kasittely
        events: {vastaus: {}, kuultu: {}}
        states:
          kasittely:
            parallel:
              lausunto: {finish: vastaus}
              kuuleminen: {finish: kuultu}
            join: any
            transitions:
              - {done: true, to: valmis}
          valmis: {final: closed}
    """
    for node in outline.nodes:
        join, branches = node.state.join, len(node.state.parallel)
        if join is None:
            continue
        at = node.state.place_of("join")
        if not branches:
            yield Found(
                at,
                say("state '{name}' has 'join' but no parallel branches", name=node.name),
                say("remove 'join', or write the branches under 'parallel'"),
            )
        elif isinstance(join, int) and not 1 <= join <= branches:
            yield Found(
                at,
                say_many(
                    "'join: {join}' does not fit a single branch",
                    "'join: {join}' does not fit {n} branches",
                    branches,
                    join=join,
                ),
                say("write 'all', 'any' or a number from 1 to {n}", n=branches),
            )


@rule("PR110")
def branch_words_elsewhere(outline: Outline) -> Iterator[Found]:
    """A state that is no branch has a word that only a branch has.

    `if` decides whether a branch starts, and `finish` ends a branch of one step. The condition of a transition
    stands on the transition.

    Bad::

        prosessi: 1
        process: laina
        initial: kasittely
        case: {kiire: {type: boolean}}
        states:
          kasittely:
            if: kiire  # PR110
            transitions:
              - {after: 2 days, to: valmis}
          valmis: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: kasittely
        case: {kiire: {type: boolean}}
        states:
          kasittely:
            transitions:
              - {after: 2 days, if: kiire, to: valmis}
              - {after: 20 days, to: valmis}
          valmis: {final: closed}
    """
    for node in outline.nodes:
        if node.branch:
            continue
        if node.state.if_ is not None:
            yield Found(
                node.state.place_of_key("if"),
                say("state '{name}' has a condition, but only a branch of a parallel state can", name=node.name),
                say("move the 'if' to the transition that leads to '{name}'", name=node.name),
            )
        if node.state.finish:
            yield Found(
                node.state.place_of_key("finish"),
                say("state '{name}' has 'finish', but only a branch of a parallel state can", name=node.name),
                say("write a transition: '- {{event: {event}, to: ...}}'", event=node.state.finish[0]),
            )


@rule("PR111")
def way_out_of_an_end(outline: Outline) -> Iterator[Found]:
    """A transition leaves a final state.

    A case that has ended does not go on. If it can, the state is not final.

    Bad::

        prosessi: 1
        process: laina
        initial: myonnetty
        states:
          myonnetty:
            final: success
            transitions:
              - {after: 2 days, to: suljettu}  # PR111
          suljettu: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: myonnetty
        states:
          myonnetty:
            transitions:
              - {after: 2 days, to: suljettu}
          suljettu: {final: closed}
    """
    for node in outline.nodes:
        if node.state.final and node.state.transitions:
            yield Found(
                node.state.place_of("transitions", 0),
                say("a transition leaves the final state '{name}'", name=node.name),
                say("remove the transitions, or remove 'final: {final}'", final=node.state.final),
                ((node.state.place_of_key("final"), say("it is final here")),),
            )


@rule("PR113")
def end_in_the_wrong_place(outline: Outline) -> Iterator[Found]:
    """An inner state ends the case, or an outermost one ends only itself.

    `success`, `closed` and `handover` end the whole case and stand on outermost states; `done` ends a nest or a
    branch and stands inside.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        states:
          saapunut:
            transitions:
              - {after: 2 days, to: valmis}
              - {after: 9 days, to: vanhentunut}
          valmis: {final: done}  # PR113
          vanhentunut: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        states:
          saapunut:
            transitions:
              - {after: 2 days, to: valmis}
              - {after: 9 days, to: vanhentunut}
          valmis: {final: success}
          vanhentunut: {final: closed}
    """
    for node in outline.nodes:
        final = node.state.final
        if final == "done" and node.parent is None:
            yield Found(
                node.state.place_of("final"),
                say("'final: done' ends only an inner state, and '{name}' is not inside any", name=node.name),
                say("write how the case ends: success, closed or handover"),
            )
        elif final not in {None, "done"} and node.parent is not None:
            yield Found(
                node.state.place_of("final"),
                say(
                    "'{name}' is inside '{parent}' and cannot end the whole case",
                    name=node.name,
                    parent=node.parent.name,
                ),
                say("write 'final: done', and lead on from '{parent}' with 'done: true'", parent=node.parent.name),
            )


@rule("PR114", Severity.NOTE)
def handover_to_nobody(outline: Outline) -> Iterator[Found]:
    """A handover does not say which process goes on, or something else than a handover does.

    Bad::

        prosessi: 1
        process: laina
        initial: siirretty
        states:
          siirretty: {final: handover}  # PR114

    Good::

        prosessi: 1
        process: laina
        initial: siirretty
        states:
          siirretty: {final: handover, process: perinta}
    """
    for node in outline.nodes:
        if node.state.final == "handover" and node.parent is None and node.state.process is None:
            yield Found(
                node.state.place_of("final"),
                say("'{name}' hands the case over but does not say to which process", name=node.name),
                say("add 'process: <id of the process that goes on>'"),
            )
        elif node.state.process is not None and node.state.final != "handover":
            yield Found(
                node.state.place_of_key("process"),
                say("'{name}' names a process but is no handover", name=node.name),
                say("add 'final: handover', or remove 'process'"),
            )


@rule("PR115")
def misplaced_history(outline: Outline) -> Iterator[Found]:
    """A history state stands where there is nothing to remember, or has ways of its own.

    A history state stands inside the nest that it remembers; a transition to it returns to where the nest was left.

    Bad::

        prosessi: 1
        process: laina
        initial: tauko
        states:
          tauko:
            transitions:
              - {after: 2 days, to: palaa}
              - {after: 9 days, to: valmis}
          palaa: {history: deep}  # PR115
          valmis: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: tauko
        states:
          tauko:
            transitions:
              - {after: 2 days, to: palaa}
          kasittely:
            initial: luku
            states:
              luku: {}
              palaa: {history: deep}
            transitions:
              - {after: 9 days, to: valmis}
          valmis: {final: closed}
    """
    for node in outline.nodes:
        if not node.state.history:
            continue
        if node.parent is None:
            yield Found(
                node.state.place_of_key("history"),
                say("history state '{name}' is not inside any state that it could remember", name=node.name),
                say("move it into the 'states' of the state to return to"),
            )
        elif node.state.transitions:
            yield Found(
                node.state.place_of_key("transitions"),
                say("history state '{name}' has transitions, but a case never rests in it", name=node.name),
                say("move the transitions to '{parent}'", parent=node.parent.name),
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
