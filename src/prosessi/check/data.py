"""PR3xx: case data and what is asked of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from prosessi.check.outline import Outline
from prosessi.check.uses import expressions_of, inside
from prosessi.expressions.kinds import BOOLEAN, DataType, ValueProblem, encode
from prosessi.expressions.types import check
from prosessi.messages import say
from prosessi.model.process import Datum
from prosessi.rules import Found, nearest, respelt, rule


@rule("PR301")
def senseless_expression(outline: Outline) -> Iterator[Found]:
    """A condition or a value does not fit the case data it speaks of.

    Names are case data or, beside a choice, one of its alternatives. Only things of one kind are compared, and
    what is set fits the type of what it is set to.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer}}
        events: {ratkaise: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, if: summa == true, to: hylatty}  # PR301
              - {event: ratkaise, else: true, to: valmis}
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
              - {event: ratkaise, if: summa > 1000, to: hylatty}
              - {event: ratkaise, else: true, to: valmis}
          valmis: {final: success}
          hylatty: {final: closed}
    """
    data = types_of(outline.process.case)
    found = [
        Found(inside(at, expression.text, problem.start, problem.end), problem.message, problem.fix)
        for expression, at, target in expressions_of(outline.process)
        for problem in check(expression, data, outline.named, BOOLEAN if target is None else data.get(target))
    ]
    yield from _names_once(found)


@rule("PR302")
def choice_of_nothing(outline: Outline) -> Iterator[Found]:
    """A choice or a set does not say what there is to choose from, or something else does.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {tulos: {type: choice}}  # PR302
        events: {ratkaise: {decides: tulos}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {tulos: {type: choice, of: [myonto, hylkays]}}
        events: {ratkaise: {decides: tulos}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, to: valmis}
          valmis: {final: success}
    """
    for name, datum in outline.process.case.items():
        chooses = datum.type in {"choice", "set"}
        if chooses and not datum.of:
            yield Found(
                outline.process.place_of_key("case", name),
                say("'{name}' does not say what there is to choose from", name=name),
                say("add 'of: [first, second]'"),
            )
        elif datum.of and not chooses:
            yield Found(
                datum.place_of_key("of"),
                say("'{name}' has alternatives, but its type is {type}", name=name, type=datum.type),
                say("write 'type: choice' (one of them) or 'type: set' (any of them)"),
            )


@rule("PR303")
def label_of_no_choice(outline: Outline) -> Iterator[Found]:
    """A label is given to an alternative that the choice does not have.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case:
          tulos:
            type: choice
            of: [myonto, hylkays]
            labels: {myonto: Hakemus hyväksytään, hylkys: Hakemus hylätään}  # PR303
        events: {ratkaise: {decides: tulos}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case:
          tulos:
            type: choice
            of: [myonto, hylkays]
            labels: {myonto: Hakemus hyväksytään, hylkays: Hakemus hylätään}
        events: {ratkaise: {decides: tulos}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, to: valmis}
          valmis: {final: success}
    """
    for name, datum in outline.process.case.items():
        for choice in datum.labels:
            if choice not in datum.of:
                near = nearest(choice, datum.of)
                yield Found(
                    datum.place_of_key("labels", choice),
                    say("'{name}' has no alternative '{choice}'", name=name, choice=choice),
                    say("did you mean '{near}'?", near=near)
                    if near
                    else say("add '{choice}' to 'of', or remove the label", choice=choice),
                    edits=respelt(datum.place_of_key("labels", choice), choice, datum.of),
                )


@rule("PR304")
def crossed_bounds(outline: Outline) -> Iterator[Found]:
    """The least value of a number is greater than its greatest, or something else than a number has bounds.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer, min: 100, max: 1}}  # PR304
        events: {ratkaise: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer, min: 1, max: 100}}
        events: {ratkaise: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, to: valmis}
          valmis: {final: success}
    """
    for name, datum in outline.process.case.items():
        bound = "min" if datum.min is not None else "max" if datum.max is not None else None
        if bound is None:
            continue
        if datum.type not in {"integer", "number"}:
            yield Found(
                datum.place_of_key(bound),
                say("'{name}' has '{bound}', but its type is {type}", name=name, bound=bound, type=datum.type),
                say("write 'type: integer' or 'type: number', or remove '{bound}'", bound=bound),
            )
        elif datum.min is not None and datum.max is not None and datum.min > datum.max:
            yield Found(
                datum.place_of("min"),
                say(
                    "the least '{name}' ({min}) is greater than the greatest ({max})",
                    name=name,
                    min=datum.min,
                    max=datum.max,
                ),
                say("write 'min: {max}, max: {min}'", min=datum.min, max=datum.max),
                ((datum.place_of("max"), say("the greatest is here")),),
            )


@rule("PR305")
def default_that_does_not_fit(outline: Outline) -> Iterator[Found]:
    """The value that case data has at the start is not a value that it can have.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer, max: 100, default: 1000}}  # PR305
        events: {ratkaise: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer, max: 100, default: 10}}
        events: {ratkaise: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, to: valmis}
          valmis: {final: success}
    """
    for datum in outline.process.case.values():
        if datum.default is not None:
            wrong = misfit(datum, datum.default)
            if wrong is not None:
                yield Found(datum.place_of("default"), wrong.message, wrong.fix)


def _names_once(found: Iterable[Found]) -> Iterator[Found]:
    """The same finds, but what is said of one name at several places is said once, at the first of them."""
    alike: dict[object, list[Found]] = {}
    for each in sorted(found, key=lambda each: each.at):
        alike.setdefault(each.message if each.message.facts else each.at, []).append(each)
    for first, *others in alike.values():
        yield replace(first, also=tuple((other.at, say("here as well")) for other in others))


def types_of(case: Mapping[str, Datum]) -> dict[str, DataType]:
    """The types of the declared case data."""
    return {name: type_of(datum) for name, datum in case.items()}


def type_of(datum: Datum) -> DataType:
    """The type of a piece of case data."""
    return DataType(datum.type, datum.of, datum.min, datum.max)


def misfit(datum: Datum, value: object) -> ValueProblem | None:
    """Why a value written in YAML cannot be a value of the datum, and what can; None if it can."""
    try:
        encode(type_of(datum), value)
    except ValueProblem as problem:
        return problem
    return None
