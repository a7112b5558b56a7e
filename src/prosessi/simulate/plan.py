"""A scenario with all that it rests on, from which the setup of a run is made, also with other people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from prosessi.chart.chart import Chart
from prosessi.errors import NotFound
from prosessi.messages import Message, say
from prosessi.model.library import Library
from prosessi.model.placed import Placed
from prosessi.model.scenario import Scenario
from prosessi.model.text import LocalText
from prosessi.rules import nearest
from prosessi.simulate.prepare import prepare
from prosessi.simulate.setup import Setup


class Assumption(NamedTuple):
    """What is taken for granted at a path of the scenario, in its author's words, and by whom it is to be confirmed."""

    path: str
    text: str


@dataclass(frozen=True)
class Plan:
    """A sound scenario, the charts of its processes, its registers, and the folder where its logs lie.

    `like` are the scenarios that it is like, the nearest first.
    """

    scenario: Scenario
    charts: Mapping[str, Chart]
    library: Library
    folder: Path
    like: tuple[Scenario, ...] = ()

    @cached_property
    def setup(self) -> Setup:
        """The scenario made ready to run."""
        return prepare(self.scenario, self.charts, self.library, self.folder)

    @property
    def title(self) -> LocalText | str:
        """What the scenario is called: by its title, otherwise by its id."""
        return self.scenario.title or self.scenario.scenario

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """Every assumption of the scenario, in the order of its file."""
        return tuple(_assumptions(self.scenario, ()))

    def with_people(self, people: Mapping[str, int]) -> Plan:
        """The same with other numbers of people in some crews; raises `NotFound` if there is no such crew."""
        staff = dict(self.scenario.staff)
        for name, number in people.items():
            if name not in staff:
                raise NotFound(no_such_crew(name, staff))
            staff[name] = staff[name].model_copy(update={"people": number})
        return replace(self, scenario=self.scenario.model_copy(update={"staff": staff}))


def no_such_crew(name: str, crews: Iterable[str]) -> Message:
    """What is answered when a crew is named that the scenario does not have."""
    near = nearest(name, crews)
    if near:
        return say("the scenario has no staff called '{name}'; did you mean '{near}'?", name=name, near=near)
    return say("the scenario has no staff called '{name}'; it has {crews}", name=name, crews=list(crews))


def _assumptions(part: object, path: tuple[str, ...]) -> Iterator[Assumption]:
    match part:
        case Placed():
            text = getattr(part, "assumption", "")
            if text:
                yield Assumption(".".join(path), text)
            for name, field in type(part).model_fields.items():
                yield from _assumptions(getattr(part, name), (*path, field.alias or name))
        case Mapping():
            for key, inner in part.items():
                yield from _assumptions(inner, (*path, str(key)))
        case tuple():
            for number, inner in enumerate(part, 1):
                yield from _assumptions(inner, (*path, str(number)))
