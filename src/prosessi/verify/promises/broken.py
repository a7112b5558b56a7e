"""PR450-PR452: the promises of a process, held against everything that can become of a case."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.chart.promises import breach_words, promise_name, promise_words
from prosessi.findings import Severity
from prosessi.messages import Message, say
from prosessi.model.promise import Always
from prosessi.rules import Found, rule
from prosessi.span import Span
from prosessi.verify.promises.judgement import Judgement
from prosessi.verify.proof import Proof


@rule("PR450", Severity.WARNING, over="proof")
def broken_promise(proof: Proof) -> Iterator[Found]:
    """A promise does not hold in every case.

    A promise says what always happens in a process, or never: the family is heard before the decision, an application
    gets an answer. Every course that a case can take is looked at, and the shortest that breaks the promise is shown.

    What always has to come may take as long as people need, and they may go round on the way there. But no case may
    end without it, and none may get to where it can no longer come.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {kuule: {}, paata: {}}
        promises:
          kuullaan: {always: {before: paatos, comes: kuule}}  # PR450
        states:
          saapunut:
            transitions:
              - {event: kuule, to: kuultu}
              - {event: paata, to: paatos}
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
          kuullaan: {always: {before: paatos, comes: kuule}}
        states:
          saapunut:
            transitions:
              - {event: kuule, to: kuultu}
          kuultu:
            transitions:
              - {event: paata, to: paatos}
          paatos: {final: success}
    """
    for judgement in proof.judgements:
        if judgement.verdict == "broken":
            how = breach_words(proof.chart, judgement.pledge)
            yield Found(
                _at(proof, judgement),
                say("the promise “{promise}” does not hold: {how}", promise=promise_name(judgement.pledge), how=how),
                _way_out(judgement),
                example=judgement.example,
            )


@rule("PR451", Severity.WARNING, over="proof")
def empty_promise(proof: Proof) -> Iterator[Found]:
    """A promise holds only because what it is about never happens.

    Such a promise protects nobody. Most often it names the wrong state, or what it is about was lost from the process.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        documents: {paatos: {kind: decision}}
        events: {kuule: {}, paata: {needs: paatos}}
        promises:
          kuullaan: {always: {before: paatos, comes: kuule}}  # PR451
        states:
          saapunut:
            transitions:
              - {event: kuule, to: kuultu}
              - {event: paata, to: paatetty}
          kuultu:
            transitions:
              - {event: paata, to: paatetty}
          paatetty: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        documents: {paatos: {kind: decision}}
        events: {kuule: {}, paata: {produces: paatos}}
        promises:
          kuullaan: {always: {before: paatos, comes: kuule}}
        states:
          saapunut:
            transitions:
              - {event: kuule, to: kuultu}
          kuultu:
            transitions:
              - {event: paata, to: paatetty}
          paatetty: {final: success}
    """
    lost = any(finding.code == "PR102" for finding in proof.said)
    for judgement in proof.judgements:
        if judgement.verdict == "empty" and not (lost and judgement.why != "condition"):
            name = promise_name(judgement.pledge)
            why = _idle(judgement)
            yield Found(
                _at(proof, judgement),
                say("the promise “{promise}” says nothing: {why}", promise=name, why=why),
                say("name what happens in the process, or remove the promise"),
            )


@rule("PR452", Severity.NOTE, over="proof")
def undecided_promise(proof: Proof) -> Iterator[Found]:
    """It cannot be told whether a promise holds.

    A promise about time depends on people. It is kept as far as a process can keep it when a deadline that is no
    longer watches the same thing: one that begins with what stands after `after` and is met by what stands after
    `comes`. Other promises are left open where a process is too large to be looked at as a whole, or where its
    conditions reckon with case data.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {paata: {}}
        promises:
          vastataan: {always: {after: saapunut, comes: paata, within: 3 months}}  # PR452
        states:
          saapunut:
            transitions:
              - {event: paata, to: paatos}
          paatos: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {paata: {}}
        deadlines:
          vastaus: {starts: {enter: saapunut}, met_by: {event: paata}, within: 3 months}
        promises:
          vastataan: {always: {after: saapunut, comes: paata, within: 3 months}}
        states:
          saapunut:
            transitions:
              - {event: paata, to: paatos}
          paatos: {final: success}
    """
    for judgement in proof.judgements:
        if judgement.verdict == "unknown":
            name, why = promise_name(judgement.pledge), _open(judgement)
            yield Found(
                _at(proof, judgement),
                say("it cannot be told whether the promise “{promise}” holds: {why}", promise=name, why=why),
                _deadline(judgement)
                if judgement.why == "time"
                else say(
                    "walk through by hand whether it holds: {promise}",
                    promise=promise_words(proof.chart, judgement.pledge),
                ),
            )


def _at(proof: Proof, judgement: Judgement) -> Span:
    return proof.chart.process.place_of_key("promises", judgement.pledge.name)


def _way_out(judgement: Judgement) -> Message:
    match judgement.why:
        case "ends":
            return say("let no case end without it, or change the promise")
        case "stuck":
            return say("add a way to it from where the case ends up, or change the promise")
    return say("close this way, or change the promise")


def _idle(judgement: Judgement) -> Message:
    if judgement.why == "condition":
        return say("its condition never holds when it is asked")
    return say("{name} never happens", name=judgement.pledge.cue_names)


def _open(judgement: Judgement) -> Message:
    match judgement.why:
        case "large":
            return say("a case can go in so many ways that not all were looked at")
        case "inexact":
            return say("a condition of the process reckons with case data, and not every value was tried")
        case "undated":
            return say("a way that breaks it was found, but no days on which it would be taken")
    return say("it comes in every case, but no deadline watches when")


def _deadline(judgement: Judgement) -> Message:
    written = judgement.pledge.written
    assert isinstance(written, Always)  # noqa: S101  # only these have a time
    return say(
        "add a deadline that starts with {cue}, is met by {answer} and has 'within: {time}' or less",
        cue=judgement.pledge.cue_names,
        answer=judgement.pledge.answer_names,
        time=written.within.text if written.within else "",
    )
