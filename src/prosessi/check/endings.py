"""PR111-PR115: where cases and nests end, and where they return to."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.check.outline import Outline
from prosessi.findings import Severity
from prosessi.messages import say
from prosessi.rules import Found, rule


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
        events: {myonna: {}}
        states:
          saapunut:
            transitions:
              - {event: myonna, to: valmis}
              - {after: 9 days, to: vanhentunut}
          valmis: {final: done}  # PR113
          vanhentunut: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {myonna: {}}
        states:
          saapunut:
            transitions:
              - {event: myonna, to: valmis}
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
