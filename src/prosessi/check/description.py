"""PR601, PR602, PR605 and PR701: how completely, and how readably, a process is described.

These rules read a process that has no errors, and each tells of the whole process at once: the first place, the
others with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from prosessi.check.elements import Described, apart, longest, others
from prosessi.findings import Severity
from prosessi.messages import say, say_many
from prosessi.rules import Found, rule

LONGEST_LABEL = 60
MOST_STATES = 20
"""About so many symbols can be read on a sheet of A4, by the rule of thumb of Finnish process consultants."""


@rule("PR601", Severity.NOTE, over="description")
def unlabelled(described: Described) -> Iterator[Found]:
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
    for nameless in apart(described, "PR601", [each for each in described.elements if not str(each.label or "")]):
        yield Found(
            nameless[0].at,
            say_many(
                "'{first}' has no name for people to read",
                "{n} elements have no name for people to read",
                len(nameless),
                first=nameless[0].name,
            ),
            say("add 'title' to the process and 'label' to the others: 'label: Asia on vireillä'"),
            others(nameless),
        )


@rule("PR602", Severity.NOTE, over="description")
def long_label(described: Described) -> Iterator[Found]:
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
    names = [replace(each, at=each.label_at) for each in described.elements if each.names]
    for long in apart(described, "PR602", [each for each in names if longest(each.label) > LONGEST_LABEL]):
        yield Found(
            long[0].at,
            say_many(
                "the label of '{first}' is longer than {most} characters",
                "{n} labels are longer than {most} characters",
                len(long),
                first=long[0].name,
                most=LONGEST_LABEL,
            ),
            say("shorten it, and tell the rest in 'description'"),
            others(long),
        )


@rule("PR605", Severity.NOTE, over="description")
def too_many_states(described: Described) -> Iterator[Found]:
    """A process has so many states that its diagram does not fit a page.

    About twenty symbols can be read on a sheet of A4. A larger process is easier to grasp as two that hand the case
    over (`final: handover` and `process:`), or with its details left to instructions. It is no mistake: a poster has
    more room. The note stands where the first state beyond the twentieth does.

    Bad::

        prosessi: 1
        process: laina
        title: Laina
        assumption: harjoitus
        initial: vaihe_1
        states:
          vaihe_1: {label: Vaihe 1, assumption: x, transitions: [{after: 1 days, to: vaihe_2, assumption: x}]}
          vaihe_2: {label: Vaihe 2, assumption: x, transitions: [{after: 1 days, to: vaihe_3, assumption: x}]}
          vaihe_3: {label: Vaihe 3, assumption: x, transitions: [{after: 1 days, to: vaihe_4, assumption: x}]}
          vaihe_4: {label: Vaihe 4, assumption: x, transitions: [{after: 1 days, to: vaihe_5, assumption: x}]}
          vaihe_5: {label: Vaihe 5, assumption: x, transitions: [{after: 1 days, to: vaihe_6, assumption: x}]}
          vaihe_6: {label: Vaihe 6, assumption: x, transitions: [{after: 1 days, to: vaihe_7, assumption: x}]}
          vaihe_7: {label: Vaihe 7, assumption: x, transitions: [{after: 1 days, to: vaihe_8, assumption: x}]}
          vaihe_8: {label: Vaihe 8, assumption: x, transitions: [{after: 1 days, to: vaihe_9, assumption: x}]}
          vaihe_9: {label: Vaihe 9, assumption: x, transitions: [{after: 1 days, to: vaihe_10, assumption: x}]}
          vaihe_10: {label: Vaihe 10, assumption: x, transitions: [{after: 1 days, to: vaihe_11, assumption: x}]}
          vaihe_11: {label: Vaihe 11, assumption: x, transitions: [{after: 1 days, to: vaihe_12, assumption: x}]}
          vaihe_12: {label: Vaihe 12, assumption: x, transitions: [{after: 1 days, to: vaihe_13, assumption: x}]}
          vaihe_13: {label: Vaihe 13, assumption: x, transitions: [{after: 1 days, to: vaihe_14, assumption: x}]}
          vaihe_14: {label: Vaihe 14, assumption: x, transitions: [{after: 1 days, to: vaihe_15, assumption: x}]}
          vaihe_15: {label: Vaihe 15, assumption: x, transitions: [{after: 1 days, to: vaihe_16, assumption: x}]}
          vaihe_16: {label: Vaihe 16, assumption: x, transitions: [{after: 1 days, to: vaihe_17, assumption: x}]}
          vaihe_17: {label: Vaihe 17, assumption: x, transitions: [{after: 1 days, to: vaihe_18, assumption: x}]}
          vaihe_18: {label: Vaihe 18, assumption: x, transitions: [{after: 1 days, to: vaihe_19, assumption: x}]}
          vaihe_19: {label: Vaihe 19, assumption: x, transitions: [{after: 1 days, to: vaihe_20, assumption: x}]}
          vaihe_20: {label: Vaihe 20, assumption: x, transitions: [{after: 1 days, to: vaihe_21, assumption: x}]}
          vaihe_21: {label: Vaihe 21, assumption: x, final: success}  # PR605

    Good::

        prosessi: 1
        process: laina
        title: Laina
        assumption: harjoitus
        initial: vaihe_1
        states:
          vaihe_1: {label: Vaihe 1, assumption: x, transitions: [{after: 1 days, to: vaihe_2, assumption: x}]}
          vaihe_2: {label: Vaihe 2, assumption: x, transitions: [{after: 1 days, to: vaihe_3, assumption: x}]}
          vaihe_3: {label: Vaihe 3, assumption: x, final: success}
    """
    states = [node for node in described.outline.nodes if not node.state.history]
    if len(states) > MOST_STATES:
        yield Found(
            states[MOST_STATES].at,
            say(
                "the process has {n} states, and about {most} can be read on one page",
                n=len(states),
                most=MOST_STATES,
            ),
            say("split it: end it with 'final: handover', and let another process take the rest of the states"),
        )


@rule("PR701", Severity.WARNING, over="description")
def groundless(described: Described) -> Iterator[Found]:
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
    everything = chain(described.elements, described.timers)
    for bare in apart(described, "PR701", [element for element in everything if not element.grounded]):
        yield Found(
            bare[0].at,
            say_many(
                "'{first}' does not say what it rests on",
                "{n} elements do not say what they rest on",
                len(bare),
                first=bare[0].name,
            ),
            say("add 'law: <id>', 'source: <fact>' or 'assumption: <what, and who confirms it>'"),
            others(bare),
        )
