"""PR882-PR883: whether those who do something together can come together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from prosessi.check.scenario.outline import Numbers, ScenarioOutline
from prosessi.check.scenario.people import said, seats_of
from prosessi.findings import Severity
from prosessi.messages import say
from prosessi.rules import Found, rule
from prosessi.simulate.layout import MOST_PEOPLE


@rule("PR882", over="acts")
def too_many_together(outline: ScenarioOutline) -> Iterator[Found]:
    """More than eight people do something together.

    A simulation gathers them one by one, and no more than eight. Of a bigger meeting name those whose time is short.

    Bad::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: jonossa
        roles: {a: {}, b: {}, c: {}, d: {}, e: {}, f: {}, g: {}, h: {}, i: {}}
        events: {ratkaise: {by: [a, b, c, d, e, f, g, h, i]}}
        states:
          jonossa: {transitions: [{event: ratkaise, to: valmis}]}
          valmis: {final: success}
        # laina/scenario.yaml
        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour, with: [b, c, d, e, f, g, h, i]}}  # PR882
        staff: {kaikki: {people: 9, roles: [a, b, c, d, e, f, g, h, i]}}

    Good::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: jonossa
        roles: {a: {}, b: {}, c: {}, d: {}, e: {}, f: {}, g: {}, h: {}, i: {}}
        events: {ratkaise: {by: [a, b, c, d, e, f, g, h, i]}}
        states:
          jonossa: {transitions: [{event: ratkaise, to: valmis}]}
          valmis: {final: success}
        # laina/scenario.yaml
        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour, with: [b, c, d, e, f, g, h]}}
        staff: {kaikki: {people: 8, roles: [a, b, c, d, e, f, g, h]}}
    """
    for numbers, event, roles in _meetings(outline):
        if len(roles) > MOST_PEOPLE:
            yield Found(
                numbers.written.place_of_key("acts", event),
                say(
                    "{n} people do '{event}' together, and at most {most} can",
                    n=len(roles),
                    event=event,
                    most=MOST_PEOPLE,
                ),
                say("name under 'with' those whose time is short"),
            )


@rule("PR883", Severity.WARNING, over="acts")
def waits_for_itself(outline: ScenarioOutline) -> Iterator[Found]:
    """Somebody would have to sit in a meeting twice.

    Each role of a meeting needs a person of its own. If one person has two of its roles and nobody else has them, or
    keeps the case in both, the meeting waits for its own participant for ever.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour, with: johtaja}}  # PR883
        staff: {virkailija: {people: 1, roles: [virkailija, johtaja]}}

    Good::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour, with: johtaja}}
        staff: {virkailija: {people: 2, roles: [virkailija, johtaja]}}
    """
    for numbers, event, roles in _meetings(outline):
        seats = next((some for some in _sets(roles) if _short_of_people(outline, some)), None)
        if seats is not None:
            yield Found(
                numbers.written.place_of_key("acts", event),
                say(
                    "'{event}' needs a person for each of the roles {roles}, and somebody would have to be two of them",
                    event=event,
                    roles=[f"'{said(role)}'" for role in seats],
                ),
                say("leave one of the roles out of 'with', or give it to somebody else under 'staff'"),
            )


def _meetings(outline: ScenarioOutline) -> Iterator[tuple[Numbers, str, tuple[str, ...]]]:
    """What people do together, with the roles in it that somebody is there for; each act once for the same roles."""
    for numbers in outline.known:
        offers = outline.offers[numbers.name]
        found = dict.fromkeys(
            (offer.event, tuple(sorted(seat for seat in seats_of(offer, numbers) if outline.crews(seat))))
            for offer in offers
        )
        yield from ((numbers, event, roles) for event, roles in found if len(roles) > 1)


def _sets(roles: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Two of the roles and more, as far as a meeting can be simulated at all."""
    if len(roles) <= MOST_PEOPLE:
        for size in range(2, len(roles) + 1):
            yield from combinations(roles, size)


def _short_of_people(outline: ScenarioOutline, roles: Sequence[str]) -> bool:
    """Whether some of the roles fall to one and the same person."""
    crews = {name: crew for role in roles for name, crew in outline.crews(role).items()}
    people = sum(crew.people for crew in crews.values())
    keepers = all(crew.named for crew in crews.values())
    doubled = any(all(name in outline.crews(role) for role in roles) for name in crews)
    return 0 < people < len(roles) or (keepers and doubled)
