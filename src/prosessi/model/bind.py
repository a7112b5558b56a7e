"""From read values to the model, and everything in a file that does not fit the format.

Binding goes on after the first mistake, and one mistake is said once: what was already said of a place when its text
was read is not said again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError

from prosessi.findings import Finding, Severity
from prosessi.model import fit, layout
from prosessi.model.emptiness import empty_values
from prosessi.model.misfit import NO_VALUE, Misfit, gathered, misfits
from prosessi.model.placed import Placed
from prosessi.model.process import Process
from prosessi.model.registers import Calendars, Facts, Laws
from prosessi.model.scenario import Scenario
from prosessi.model.shape import keys_at
from prosessi.model.vocabulary import Vocabulary
from prosessi.model.walks import Walks
from prosessi.rules import rules_over
from prosessi.source.located import LocatedMap
from prosessi.source.yaml import read

RULES_OF_FORMAT = (fit, layout)

FILES: dict[str, type[Placed]] = {
    "process": Process,
    "scenario": Scenario,
    "walks": Walks,
    "laws": Laws,
    "calendars": Calendars,
    "vocabulary": Vocabulary,
    "facts": Facts,
}
"""The kinds of file, each by the key that only it has at the top."""

Model = TypeVar("Model", bound=Placed)


@dataclass(frozen=True, slots=True)
class Bound(Generic[Model]):
    """A file as the model has it, or None if it does not fit; with all findings so far, and the text."""

    model: Model | None
    findings: tuple[Finding, ...]
    text: str = ""

    @property
    def sound(self) -> bool:
        """Whether there is a model and no error."""
        return self.model is not None and all(each.severity is not Severity.ERROR for each in self.findings)


def read_as(cls: type[Model], raw: str | bytes, file: str) -> Bound[Model]:
    """Read a file and bind it to its class, in one go; `findings` are those of both."""
    reading = read(raw, file)
    if reading.value is None:
        return Bound(None, reading.findings, reading.text)
    bound = bind(reading.value, cls, reading.findings)
    together = sorted((*reading.findings, *bound.findings), key=lambda finding: finding.at)
    return Bound(bound.model, tuple(together), reading.text)


def bind(value: LocatedMap, cls: type[Model], known: Sequence[Finding] = ()) -> Bound[Model]:
    """Bind read values to the class of their file. Places of which the `known` findings tell are passed over."""
    found = list(empty_values(value, cls))
    model: Model | None = None
    try:
        model = cls.model_validate(value)
    except ValidationError as error:
        found += gathered(list(misfits(error, value, cls)), value, cls)
    fresh = [each for each in found if not any(_tells(finding, each) for finding in known)]
    return Bound(model, tuple(sorted(_findings(fresh), key=lambda finding: finding.at)))


def kind_of(value: LocatedMap) -> type[Placed]:
    """The class of a file by the key that only it has, else the one that knows most of its keys."""
    told = next((cls for key, cls in FILES.items() if key in value), None)
    return told or max(FILES.values(), key=lambda cls: sum(key in keys_at(cls, ()) for key in value))


def _findings(found: Sequence[Misfit]) -> list[Finding]:
    return [finding for misfit in found for rule in rules_over("fields") for finding in rule(misfit)]


def _tells(finding: Finding, misfit: Misfit) -> bool:
    """Whether what was found before says the same. What a comment swallowed is why nothing stands there."""
    one, other = finding.at, misfit.at
    if NO_VALUE in misfit.kinds:
        return one.line in {other.line, other.line + 1} or any(
            place.line == other.line + 1 for place, _ in finding.also
        )
    return finding.severity is Severity.ERROR and one.start < other.end and other.start < one.end
