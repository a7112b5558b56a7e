"""What a family of distributions is: the forms in which it is written, its curve, and how it is fitted to data.

A family is a file of this room: a frozen dataclass with the methods of `Curve`, and a `Family` that declares it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from prosessi.messages import AnyOf, Message, say
from prosessi.registry import Registry

Written = Mapping[str, object]
"""Parameters by their names, as somebody wrote them."""


class DistributionProblem(ValueError):
    """Parameters of which no distribution can be made: what is wrong, what to write instead, and which of them it is.

    Whoever knows where they stand in a file makes a finding of it.
    """

    def __init__(self, message: Message, fix: Message, parameter: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.parameter = parameter

    def __str__(self) -> str:
        return str(self.message)


class Curve(Protocol):
    """A member of a family."""

    @property
    def parameters(self) -> Mapping[str, float | tuple[float, ...]]:
        """Its parameters in one of the written forms, which give the same curve back."""

    @property
    def least(self) -> float:
        """What no draw is below."""

    @property
    def mean(self) -> float:
        """What draws are on average."""

    @property
    def deviation(self) -> float:
        """The standard deviation."""

    def quantile(self, u: float) -> float:
        """Return what a share `u` of draws does not exceed, 0 < u < 1."""

    def cumulative(self, x: float) -> float:
        """The share of draws that do not exceed `x`."""

    def log_density(self, x: float) -> float:
        """The logarithm of how dense draws lie at `x`, or of the share of `x` itself where they come in steps."""

    def in_words(self, amount: Callable[[float], object]) -> Message:
        """The curve for people; `amount` says how an amount is told."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What may stand at a parameter: an amount, which has the unit of what is drawn, or a pure number; one or many."""

    amount: bool
    many: bool = False
    positive: bool = False
    optional: bool = False

    def read(self, name: str, written: object) -> float | tuple[float, ...]:
        """The number or numbers written at `name`; a `DistributionProblem` if it is none."""
        if not self.many:
            return self._number(name, written)
        if isinstance(written, (list, tuple)) and written:
            return tuple(self._number(name, one) for one in written)
        raise DistributionProblem(say("'{name}' is not a list", name=name), say("write for example [1, 2, 5]"), name)

    def _number(self, name: str, written: object) -> float:
        if isinstance(written, bool) or not isinstance(written, (int, float)) or not math.isfinite(written):
            raise DistributionProblem(say("'{name}' is not a number", name=name), say("write a number"), name)
        if self.positive and written <= 0:
            raise DistributionProblem(
                say("'{name}' must be above zero", name=name),
                say("write a larger one; what does not vary is written as the amount alone"),
                name,
            )
        return float(written)


AMOUNT = Parameter(amount=True)
SOME_AMOUNT = Parameter(amount=True, positive=True)
SOME_NUMBER = Parameter(amount=False, positive=True)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a member of a family: its parameters in order, and the curve that they make.

    `make` gets None for an optional parameter that is not there.
    """

    parameters: Mapping[str, Parameter]
    make: Callable[..., Curve]

    def fits(self, names: Mapping[str, object]) -> bool:
        """Whether these are its names, none missing and none too many."""
        needed = {name for name, parameter in self.parameters.items() if not parameter.optional}
        return needed <= {*names} <= {*self.parameters}

    def read(self, written: Written) -> Curve:
        """The curve; a `DistributionProblem` if there is none with these parameters."""
        values: list[Any] = [
            parameter.read(name, written[name]) if name in written else None
            for name, parameter in self.parameters.items()
        ]
        return self.make(*values)

    def in_words(self) -> Message:
        """Its names, for people."""
        needed = [name for name, parameter in self.parameters.items() if not parameter.optional]
        optional = [name for name, parameter in self.parameters.items() if parameter.optional]
        if optional:
            return say("{names} (and {optional}, if you like)", names=needed, optional=optional)
        return say("{names}", names=needed)


@dataclass(frozen=True, slots=True)
class Family:
    """A declared family.

    `fit` finds the member nearest to data by what `estimator` names, or None where there is none; a family without
    it is not tried. `fit_lasting` does so where of some amounts, given apart, only the least is known. `ends` is how
    many of its parameters are ends beyond which nothing lies. `cut_by` is the parameter that cuts it from below, for
    those that may be cut at zero.
    """

    name: str
    forms: tuple[Form, ...]
    fit: Callable[[Sequence[float]], Curve | None] | None = None
    estimator: Message | None = None
    ends: int = 0
    cut_by: str | None = None
    fit_lasting: Callable[[Sequence[float], Sequence[float]], Curve | None] | None = None

    @property
    def free(self) -> int:
        """How many numbers are chosen to make a member fit.

        An end counts as two: put at the outermost of the data it gains twice as much by mere chance as others do.
        """
        return self.ends + sum(not parameter.optional for parameter in self.forms[0].parameters.values())

    def form_of(self, written: Written) -> Form:
        """The form that these names make; a `DistributionProblem` if there is none."""
        found = next((form for form in self.forms if form.fits(written)), None)
        if found is not None:
            return found
        known = {name for form in self.forms for name in form.parameters}
        unknown = next((name for name in written if name not in known), None)
        fix = say("write {forms}", forms=AnyOf(tuple(form.in_words() for form in self.forms)))
        if unknown is not None:
            raise DistributionProblem(
                say("'{family}' has no '{name}'", family=self.name, name=unknown), fix, parameter=unknown
            )
        if not written:
            raise DistributionProblem(say("'{family}' has no numbers", family=self.name), fix)
        raise DistributionProblem(
            say("'{family}' is not made of {names} alone", family=self.name, names=list(written)), fix
        )


FAMILIES: Registry[Family] = Registry("prosessi.distributions")


def families() -> Mapping[str, Family]:
    """All families by name."""
    return FAMILIES


def declare(family: Family) -> None:
    """Make a family known under its name."""
    FAMILIES(family.name)(family)
