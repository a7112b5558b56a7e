"""PR884-PR885: a scenario that is like another one but for what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from prosessi.findings import Severity
from prosessi.messages import say
from prosessi.model.library import shown
from prosessi.model.likeness import LIKE, Idle, place_of_other
from prosessi.model.scenario import Scenario
from prosessi.rules import Found, nearest, respelt, rule
from prosessi.source.located import LocatedMap
from prosessi.span import Span

FILES = "*scenario.yaml"


class Looked(Protocol):
    """What is found in a file."""

    @property
    def model(self) -> object:
        """What the file says."""

    @property
    def sound(self) -> bool:
        """Whether it has no errors."""

    @property
    def goes_round(self) -> bool:
        """Whether it is like itself in the end."""


@dataclass(frozen=True, slots=True)
class Named:
    """A scenario, its file, and what is found in the other that it names; None if there is no such file."""

    value: LocatedMap
    file: Path
    other: Looked | None

    @property
    def name(self) -> str:
        """How the other is named."""
        return str(self.value[LIKE])

    @property
    def at(self) -> Span:
        """Where it is named."""
        return self.value.value_spans[LIKE]

    @property
    def goes_round(self) -> bool:
        """Whether the one is like the other, and the other like the one."""
        return self.other is not None and self.other.goes_round


@rule("PR884", over="like")
def like_nothing(named: Named) -> Iterator[Found]:
    """The scenario that another one is like is not there, or cannot be used.

    After `like` stands a file, as seen from the folder of the one that says so. What the scenario does not say itself
    is that of this file. So it has to be a scenario without errors, and in the end one that says everything itself.

    Bad::

        # laina/kaksi.scenario.yaml
        scenario: kaksi
        like: vuosi.scenario.yaml  # PR884
        staff: {virkailija: {people: 2, assumption: harjoitus}}
        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: jonossa
        roles: {virkailija: {}}
        events: {ratkaise: {by: virkailija}}
        states:
          jonossa: {transitions: [{event: ratkaise, to: valmis}]}
          valmis: {final: success}

    Good::

        # laina/kaksi.scenario.yaml
        scenario: kaksi
        like: vuosi.scenario.yaml
        staff: {virkailija: {people: 2, assumption: harjoitus}}
        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: jonossa
        roles: {virkailija: {}}
        events: {ratkaise: {by: virkailija}}
        states:
          jonossa: {transitions: [{event: ratkaise, to: valmis}]}
          valmis: {final: success}
        # laina/vuosi.scenario.yaml
        scenario: vuosi
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}}
        staff: {virkailija: {people: 1}}
    """
    other = named.other
    if named.goes_round:
        yield Found(
            named.at,
            say("'{file}' and what it is like go round in a circle: none of them says all numbers", file=named.name),
            say("let one of them say everything itself, without 'like'"),
        )
    elif other is None:
        near = nearest(named.name, _near(named.file))
        yield Found(
            named.at,
            say("there is no file '{file}'", file=named.name),
            say("did you mean '{near}'?", near=near)
            if near
            else say("name a scenario as seen from this folder, for example 'kainuu.scenario.yaml'"),
            edits=respelt(named.at, named.name, _near(named.file)),
        )
    elif not other.sound:
        yield Found(
            named.at,
            say("the scenario '{file}' has errors of its own", file=named.name),
            say("mend them first: prosessi check {file}", file=shown(place_of_other(named.name, named.file))),
        )
    elif not isinstance(other.model, Scenario):
        yield Found(
            named.at,
            say("'{file}' is no scenario", file=named.name),
            say("name a file that begins with 'scenario'"),
        )


@rule("PR885", Severity.WARNING, over="idle")
def nothing_to_take_away(idle: Idle) -> Iterator[Found]:
    """A scenario takes away what the one that it is like does not have.

    `null` or `none` takes away what the other file says. Where that says nothing, the name is most likely misspelt.

    Bad::

        # laina/kiireeton.scenario.yaml
        scenario: kiireeton
        like: vuosi.scenario.yaml
        processes:
          laina:
            acts: {peruu: none}  # PR885
        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: jonossa
        roles: {virkailija: {}, asiakas: {kind: client}}
        events: {ratkaise: {by: virkailija}, peru: {by: asiakas}}
        states:
          jonossa: {transitions: [{event: ratkaise, to: valmis}, {event: peru, to: valmis}]}
          valmis: {final: success}
        # laina/vuosi.scenario.yaml
        scenario: vuosi
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}, peru: {after: 3 days, chance: 0.1}}
        staff: {virkailija: {people: 1}}

    Good::

        # laina/kiireeton.scenario.yaml
        scenario: kiireeton
        like: vuosi.scenario.yaml
        processes:
          laina:
            acts: {peru: none}
        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: jonossa
        roles: {virkailija: {}, asiakas: {kind: client}}
        events: {ratkaise: {by: virkailija}, peru: {by: asiakas}}
        states:
          jonossa: {transitions: [{event: ratkaise, to: valmis}, {event: peru, to: valmis}]}
          valmis: {final: success}
        # laina/vuosi.scenario.yaml
        scenario: vuosi
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}, peru: {after: 3 days, chance: 0.1}}
        staff: {virkailija: {people: 1}}
    """
    near = nearest(idle.key, idle.known)
    yield Found(
        idle.at,
        say("the scenario that this one is like has no '{name}' here to take away", name=idle.key),
        say("did you mean '{near}'?", near=near) if near else say("remove it"),
        edits=respelt(idle.at, idle.key, idle.known),
    )


def _near(file: Path) -> tuple[str, ...]:
    """The names of the other scenarios in the folder of a file."""
    return tuple(sorted(each.name for each in file.parent.glob(FILES) if each.name != file.name))
