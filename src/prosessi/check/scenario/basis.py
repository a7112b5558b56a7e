"""PR876: what the numbers of a scenario rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prosessi.check.scenario.outline import ScenarioOutline, inside
from prosessi.findings import Severity
from prosessi.messages import say
from prosessi.model.basis import Grounded
from prosessi.model.placed import Placed
from prosessi.model.scenario import ProcessNumbers
from prosessi.rules import Found, rule
from prosessi.span import Span


@rule("PR876", Severity.WARNING, over="prepared")
def number_out_of_the_air(outline: ScenarioOutline) -> Iterator[Found]:
    """A number does not say where it comes from.

    Results are only as good as what goes into them. So each number names a source or a law, or says that it is an
    assumption: in its own element or in one around it.

    Bad::

        scenario: vilkas
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week, assumption: harjoitus}
            acts:
              ratkaise: {work: 1 hour}  # PR876
        staff: {virkailija: {people: 2, assumption: harjoitus}}

    Good::

        scenario: vilkas
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week, assumption: harjoitus}
            acts:
              ratkaise: {work: 1 hour, assumption: "Kokeneen virkailijan arvio, johtaja vahvistaa"}
        staff: {virkailija: {people: 2, assumption: harjoitus}}
    """
    scenario = outline.scenario
    if scenario.grounded:
        return
    bare = [each for name, numbers in scenario.processes.items() for each in _of_process(name, numbers)]
    bare += _bare(scenario, "staff", scenario.staff)
    if bare:
        (name, at), *others = bare
        yield Found(
            at,
            say("nothing says where the numbers of '{name}' come from", name=name),
            say("add 'source: <fact>', 'law: <id>' or 'assumption: <whose guess>' to it"),
            tuple((other, say("nor those of '{name}'", name=name)) for name, other in others),
        )


def _of_process(name: str, numbers: ProcessNumbers) -> list[tuple[str, Span]]:
    if numbers.grounded:
        return []
    arrivals = numbers.arrivals
    alone = [(name, numbers.place_of_key("arrivals"))] if arrivals is not None and not arrivals.grounded else []
    return [*alone, *_bare(numbers, "case", numbers.case), *_bare(numbers, "acts", numbers.acts)]


def _bare(owner: Placed, key: str, parts: Mapping[str, Grounded]) -> list[tuple[str, Span]]:
    return [(name, owner.place_of_key(key, name)) for name, part in parts.items() if not _rests(part)]


def _rests(part: object) -> bool:
    """Whether a part says what it rests on, or everything inside it does."""
    if isinstance(part, Grounded) and part.grounded:
        return True
    inner = [each for each in inside(part) if isinstance(each, (Placed, dict, tuple))]
    return bool(inner) and all(_rests(each) for each in inner)
