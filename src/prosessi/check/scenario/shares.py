"""PR857-PR858: shares, chances and weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import fsum, isclose

from prosessi.check.scenario.outline import Number, Numbers, ScenarioOutline
from prosessi.messages import say
from prosessi.model.amounts import DatumSpread
from prosessi.model.placed import Placed
from prosessi.model.staffing import Crew
from prosessi.rules import Found, rule
from prosessi.simulate.doing import Offer
from prosessi.span import Span

CLOSE = 1e-6


@rule("PR857", over="scenario")
def shares_that_do_not_sum(outline: ScenarioOutline) -> Iterator[Found]:
    """Shares of one whole do not sum to one.

    The shares of the values of a datum sum to one. So do those of the acts that are alternatives in a state, unless
    there is one without a share, which then takes what is left.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            case:
              tulos: {shares: {myonto: 0.7, hylkays: 0.5}}  # PR857
            acts:
              ratkaise: {work: 1 hour, share: 0.7}
              hylkaa: {work: 1 hour, share: 0.2}  # PR857
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
              tulos: {shares: {myonto: 0.7, hylkays: 0.3}}
            acts:
              ratkaise: {work: 1 hour, share: 0.7}
              hylkaa: {work: 1 hour}
        staff: {virkailija: {people: 2}}
    """
    for number in outline.numbers:
        if isinstance(number.drawn, DatumSpread) and number.drawn.shares:
            yield from _not_one(number, number.drawn.shares)
    for numbers in outline.known:
        yield from _alternatives(outline, numbers)


@rule("PR858", over="scenario")
def not_between_none_and_all(outline: ScenarioOutline) -> Iterator[Found]:
    """A share or a chance is not between 0 and 1, or a weight is negative.

    A share of 0.05 is five in a hundred. Weights are compared with 1, which is what is ordinary.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week, weekdays: {sat: -1}}  # PR858
            case:
              kiire: {chance: 5}  # PR858
            acts:
              ratkaise: {work: 1 hour}
              peru: {after: 60 days, chance: 1.5}  # PR858
        staff: {virkailija: {people: 2}}

    Good::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week, weekdays: {sat: 0}}
            case:
              kiire: {chance: 0.05}
            acts:
              ratkaise: {work: 1 hour}
              peru: {after: 60 days, chance: 0.15}
        staff: {virkailija: {people: 2}}
    """
    for number in outline.numbers:
        if isinstance(number.drawn, DatumSpread):
            yield from _outside(number.drawn, "chance")
            yield from _items_outside(number.drawn, "shares", number.drawn.shares)
            yield from _items_outside(number.drawn, "chances", number.drawn.chances)
    for numbers in outline.known:
        for _, doing, _ in numbers.doings:
            yield from _outside(doing, "share")
            yield from _outside(doing, "chance")
        yield from _weights(numbers)
    for crew in outline.scenario.staff.values():
        yield from _part_time(crew)


def _not_one(number: Number, shares: Mapping[str, float]) -> Iterator[Found]:
    total = fsum(shares.values())
    if isclose(total, 1, abs_tol=CLOSE) or any(_wrong(share) for share in shares.values()):
        return
    *others, last = shares
    rest = 1 - fsum(shares[name] for name in others)
    yield Found(
        number.place("shares"),
        say("the shares of '{name}' sum to {total}, and not to 1", name=number.datum, total=_said(total)),
        say("write '{name}: {share}'", name=last, share=_said(rest))
        if rest > CLOSE
        else say(
            "write shares that sum to 1; divided by {total} these are {shares}",
            total=_said(total),
            shares=[f"{name}: {_said(share / total)}" for name, share in shares.items()],
        ),
    )


def _alternatives(outline: ScenarioOutline, numbers: Numbers) -> Iterator[Found]:
    """The states whose alternatives take more than all cases, or leave some to nobody."""
    told: set[Span] = set()
    chart = outline.charts[numbers.name]
    offers = outline.offers[numbers.name]
    for state in dict.fromkeys(offer.state for offer in offers):
        here = [offer for offer in offers if offer.state == state and offer.alternative]
        shared = [offer for offer in here if offer.doing.share is not None]
        total = fsum(offer.doing.share or 0 for offer in shared)
        short = len(shared) == len(here) > 1 and total < 1 - CLOSE
        if any(_wrong(offer.doing.share or 0) for offer in shared) or not (short or total > 1 + CLOSE):
            continue
        at = _place_of_share(numbers, shared[-1])
        if at not in told:
            told.add(at)
            yield _not_all(chart[state].name, shared, total, at)


def _not_all(state: str, shared: list[Offer], total: float, at: Span) -> Found:
    names = [f"{offer.event}: {offer.doing.share:g}" for offer in shared]
    return Found(
        at,
        say(
            "what can be done in '{state}' has shares that sum to {total}, and not to 1: {shares}",
            state=state,
            total=_said(total),
            shares=names,
        ),
        say("leave the share of one of them out, and it is done in the remaining {rest}", rest=_said(1 - total))
        if total < 1
        else say("lower them by {more} in all", more=_said(total - 1)),
    )


def _place_of_share(numbers: Numbers, offer: Offer) -> Span:
    act = numbers.written.acts[offer.event]
    doings = (*act.in_.values(), act)
    said = next(each for each in doings if each.wrote("share") and each.share == offer.doing.share)
    return said.place_of("share")


def _outside(part: Placed, key: str) -> Iterator[Found]:
    value = getattr(part, key)
    if value is not None and _wrong(value):
        yield _unlikely(part.place_of(key), key, value)


def _items_outside(part: Placed, key: str, values: Mapping[str, float]) -> Iterator[Found]:
    for name, value in values.items():
        if _wrong(value):
            yield _unlikely(part.place_of(key, name), name, value)


def _unlikely(at: Span, name: str, value: float) -> Found:
    return Found(
        at,
        say("'{name}' is {value}, and must be between 0 and 1", name=name, value=_said(value)),
        say("write '{share}' for {value} in a hundred", share=_said(value / 100), value=_said(value))
        if 2 <= value <= 100  # as a percentage
        else say("write a number from 0 to 1, for example 0.05 for five in a hundred"),
    )


def _weights(numbers: Numbers) -> Iterator[Found]:
    arrivals = numbers.written.arrivals
    for weights in (arrivals.weekdays, arrivals.months) if arrivals else ():
        if weights is None:
            continue
        for name in weights.model_fields_set:
            if getattr(weights, name) < 0:
                yield Found(
                    weights.place_of(name),
                    say("the weight of '{name}' is below zero", name=name),
                    say("write 0 if nothing comes then, and 1 if as much as usual"),
                )
        if not any(weights.weights):
            yield Found(
                weights.place,
                say("all weights are zero, so nothing ever comes"),
                say("write 1 where as much comes as usual"),
            )


def _part_time(crew: Crew) -> Iterator[Found]:
    if crew.part_time is not None and not 0 < crew.part_time <= 1:
        yield Found(
            crew.place_of("part_time"),
            say("'part_time' is {value}, and must be above 0 and at most 1", value=_said(crew.part_time)),
            say(
                "write '{share}' for {value} % of a working day",
                share=_said(crew.part_time / 100),
                value=_said(crew.part_time),
            )
            if 1 < crew.part_time <= 100  # as a percentage
            else say("write for example 0.8 for four fifths of a working day"),
        )


def _wrong(value: float) -> bool:
    return not 0 <= value <= 1


def _said(value: float) -> str:
    return f"{value:.4g}"
