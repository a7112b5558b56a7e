"""PR853-PR856: what is drawn, and whether anything can be drawn so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prosessi.check.scenario.outline import Number, Numbers, ScenarioOutline
from prosessi.check.uses import inside as part_of
from prosessi.distributions import DistributionProblem, families
from prosessi.expressions.kinds import BOOLEAN, DataType, ValueProblem, encode
from prosessi.expressions.syntax import Expression
from prosessi.expressions.types import check
from prosessi.messages import Message, say
from prosessi.model.amounts import FIXED, DatumAmount, DatumSpread, DatumWay, TimeAmount, TimeWay
from prosessi.rules import Found, rule
from prosessi.simulate.chances import plain
from prosessi.span import Span

FITTING: Mapping[str, tuple[str, ...]] = {
    "boolean": ("chance", "shares", FIXED),
    "choice": ("shares", FIXED),
    "set": ("chances", FIXED),
    "date": ("ago", "ahead", "shares", FIXED),
    "text": ("shares", FIXED),
}
"""The forms in which data of a type can be written; numbers can be written as any distribution."""

EXAMPLES: Mapping[str, str] = {
    "boolean": "{chance: 0.4}",
    "choice": "{shares: {%s: 1}}",
    "set": "{chances: {%s: 0.5}}",
    "date": "{ago: 2 weeks}",
    "integer": "{uniform: {from: 0, to: 10}}",
    "number": "{uniform: {from: 0, to: 10}}",
    "text": "{shares: {sana: 1}}",
}


@rule("PR853", over="scenario")
def value_that_cannot_be(outline: ScenarioOutline) -> Iterator[Found]:
    """Case data get a value that they cannot have, or vary in a way that does not fit their type.

    What is true or false has a `chance`, a choice has `shares`, a set has `chances`, a date lies some time `ago` or
    `ahead`, and numbers have a distribution. One value that all have stands alone.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            case:
              kiire: {lognormal: {median: 2, p90: 5}}  # PR853
              tulos: {shares: {myontoo: 0.4, hylkays: 0.6}}  # PR853
              ika: -5  # PR853
            acts: {ratkaise: {work: 1 hour}}
        staff: {virkailija: {people: 2}}

    Good::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            case:
              kiire: {chance: 0.1}
              tulos: {shares: {myonto: 0.4, hylkays: 0.6}}
              ika: {uniform: {from: 18, to: 70}}
            acts: {ratkaise: {work: 1 hour}}
        staff: {virkailija: {people: 2}}
    """
    for number in outline.numbers:
        kind, spread = number.kind, number.drawn
        if kind is None or not isinstance(spread, DatumSpread) or len(spread.forms) != 1:
            continue
        [form] = spread.forms
        fitting = FITTING.get(kind.kind, (FIXED, "shares", *families()))
        if form not in fitting:
            yield Found(
                number.place(form),
                say("'{form}' does not fit '{name}', which is {kind}", form=form, name=number.datum, kind=kind),
                say("write for example {example}", example=_example(kind)),
            )
        else:
            yield from _values(number, spread, kind)


@rule("PR854", over="scenario")
def not_one_way(outline: ScenarioOutline) -> Iterator[Found]:
    """An amount is written in no form or in several, or its `ways` leave cases without any.

    Of `ways` the first one counts whose condition holds. So the last has no condition, and all before it have one.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            case:
              kiire: {chance: 0.1, fixed: true}  # PR854
            acts:
              ratkaise:
                work: {ways: [{if: kiire, fixed: 1 hour}]}  # PR854
        staff: {virkailija: {people: 2}}

    Good::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            case:
              kiire: {chance: 0.1}
            acts:
              ratkaise:
                work: {ways: [{if: kiire, fixed: 1 hour}, {fixed: 3 hours}]}
        staff: {virkailija: {people: 2}}
    """
    for number in outline.amounts:
        if isinstance(number.drawn, (TimeAmount, DatumAmount)) and number.drawn.ways:
            yield from _wrong_ways(number, number.drawn)
    for number in outline.numbers:
        forms = number.drawn.forms
        if len(forms) > 1:
            yield Found(
                number.place(forms[1]),
                say("this is written in several ways: {forms}", forms=[f"'{form}'" for form in forms]),
                say("keep one of them"),
            )
        elif not forms:
            yield Found(
                number.at,
                say("there is no number here"),
                say("write for example {example}", example=_example(number.kind)),
            )


@rule("PR855", over="scenario")
def impossible_distribution(outline: ScenarioOutline) -> Iterator[Found]:
    """A distribution has parameters that do not make one, or that make times negative.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts:
              ratkaise: {work: {lognormal: {median: 2 hours, p90: 1 hour}}}  # PR855
              hylkaa: {work: {gamma: {shape: 2}}}  # PR855
        staff: {virkailija: {people: 2}}

    Good::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts:
              ratkaise: {work: {lognormal: {median: 1 hour, p90: 2 hours}}}
              hylkaa: {work: {gamma: {mean: 30 minutes, shape: 2}}}
        staff: {virkailija: {people: 2}}
    """
    for number in outline.numbers:
        spread = number.drawn
        if len(spread.forms) != 1 or spread.forms[0] not in families() or spread.forms[0] == FIXED:
            continue
        [form] = spread.forms
        try:
            spread.distribution(never_negative=number.datum is None)
        except DistributionProblem as problem:
            parameters = getattr(spread, form)
            written = problem.parameter is not None and parameters.wrote(problem.parameter)
            at = parameters.place_of(problem.parameter) if written else number.place(form)
            yield Found(at, problem.message, problem.fix)


@rule("PR856", over="scenario")
def senseless_question(outline: ScenarioOutline) -> Iterator[Found]:
    """A condition in a scenario asks what its process cannot answer.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            case: {kiire: {chance: 0.1}}
            acts: {ratkaise: {work: 1 hour}}
            first: kiiree  # PR856
        staff: {virkailija: {people: 2}}

    Good::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            case: {kiire: {chance: 0.1}}
            acts: {ratkaise: {work: 1 hour}}
            first: kiire
        staff: {virkailija: {people: 2}}
    """
    for owner, condition, at in _conditions(outline):
        for problem in check(condition, owner.types, owner.process.named, BOOLEAN):
            yield Found(part_of(at, condition.text, problem.start, problem.end), problem.message, problem.fix)


def _conditions(outline: ScenarioOutline) -> Iterator[tuple[Numbers, Expression, Span]]:
    for numbers in outline.known:
        for place, condition in enumerate(numbers.written.first):
            yield numbers, condition, numbers.written.place_of("first", place)
    for number in outline.numbers:
        way = number.drawn
        if isinstance(way, (TimeWay, DatumWay)) and way.if_ is not None:
            yield number.owner, way.if_, way.place_of("if")


def _values(number: Number, spread: DatumSpread, kind: DataType) -> Iterator[Found]:
    """The values that stand there and cannot be."""
    if spread.fixed is not None:
        value = list(spread.fixed) if isinstance(spread.fixed, tuple) else spread.fixed
        yield from _refused(kind, value, number, FIXED, None)
    for name in spread.shares:
        yield from _refused(kind, plain(kind, name), number, "shares", name)
    for name in spread.chances:
        yield from _refused(kind, [name], number, "chances", name)


def _refused(kind: DataType, value: object, number: Number, key: str, item: str | None) -> Iterator[Found]:
    try:
        encode(kind, value)
    except ValueProblem as problem:
        yield Found(number.place(key, item), problem.message, problem.fix)


def _wrong_ways(number: Number, amount: TimeAmount | DatumAmount) -> Iterator[Found]:
    *before, last = amount.ways
    if set(amount.forms) != {"ways"}:
        yield Found(
            number.place("ways"),
            say("this is written in several ways: {forms}", forms=[f"'{form}'" for form in amount.forms]),
            say("keep one of them"),
        )
    if last.if_ is not None:
        yield Found(
            last.place_of("if"),
            say("no way is left for cases in which '{condition}' does not hold", condition=last.if_.text),
            say("add a last way without 'if'"),
        )
    for way in before:
        if way.if_ is None:
            yield Found(
                way.place,
                say("the ways after this one are never looked at, since it has no condition"),
                say("write it last, or add 'if: ...' to it"),
            )


def _example(kind: DataType | None) -> Message | str:
    if kind is None:
        return "{lognormal: {median: 20 minutes, p90: 1 hour}}"
    example = EXAMPLES[kind.kind]
    return example % kind.of[0] if "%s" in example and kind.of else example
