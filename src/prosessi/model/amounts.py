"""Amounts that differ from case to case, as the author writes them: `2 hours`, or one of the distributions.

The keys are made of what `prosessi.distributions` declares: a new family is known to the reader, to the JSON Schema and
to the messages without a change here. Working times and delays are amounts of time, those of case data plain numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, create_model
from pydantic_core import PydanticCustomError

from prosessi.calendars.lengths import Length
from prosessi.distributions import Distribution, Parameter, distribution, families
from prosessi.model.basis import Grounded
from prosessi.model.fields import Condition, Default, Number, Span
from prosessi.model.placed import Placed, with_fields

FIXED: Final = "fixed"

_BESIDE: Final = frozenset({*Grounded.model_fields, "if_"})
"""What stands beside the form of an amount and is none itself."""

_FAMILIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "uniform": "Tasaisesti kahden rajan välillä: {from: ..., to: ...}",
        "triangular": "Pienin, tavallisin ja suurin: {low: ..., mode: ..., high: ...}",
        "exponential": "Milloin vain, keskimäärin: {mean: ...}",
        "lognormal": "Useimmat lyhyitä, muutama hyvin pitkä: {median: ..., p90: ...}",
        "gamma": "Nollan yläpuolella, yksi huippu: {mean: ..., sd: ...}",
        "weibull": "Elinaikojen jakauma: {shape: ..., mean: ...}",
        "normal": "Keskiarvo ja hajonta, rajattuna: {mean: ..., sd: ..., low: ..., high: ...}",
        "empirical": "Havaitut arvot: {values: [...], weights: [...]}",
    }
)
_PARAMETERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "from": "Pienin",
        "to": "Suurin",
        "low": "Pienin",
        "mode": "Tavallisin",
        "high": "Suurin",
        "mean": "Keskiarvo",
        "median": "Mediaani: puolet on enintään tämän verran",
        "p90": "Yhdeksän kymmenestä on enintään tämän verran",
        "sd": "Keskihajonta",
        "sigma": "Logaritmin keskihajonta, pelkkä luku",
        "shape": "Muoto, pelkkä luku",
        "scale": "Mittakaava",
        "values": "Arvot",
        "weights": "Kunkin arvon paino",
    }
)


class Drawn(Grounded):
    """An amount that is drawn: written in exactly one of its forms, the name of a family or a key of its own."""

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms in which it is written; just one if all is well."""
        fields = type(self).model_fields
        return tuple(name for name in fields if name not in _BESIDE and getattr(self, name) not in (None, (), {}))

    @property
    def parameters(self) -> Mapping[str, object]:
        """The parameters of its family as plain numbers, times in seconds."""
        return self._in_units(1.0)

    def distribution(self, *, never_negative: bool = False, unit: float = 1.0) -> Distribution:
        """How it varies, times in units of so many seconds; a `DistributionProblem` if nothing can vary so."""
        [form] = self.forms
        return distribution(form, never_negative=never_negative, **self._in_units(unit))

    def _in_units(self, seconds: float) -> dict[str, object]:
        [form] = self.forms
        written = getattr(self, form)
        if form == FIXED:
            return {"value": _plain(written, seconds)}
        return {name: _plain(getattr(written, name), seconds) for name in written.model_fields_set}


def _plain(value: object, unit: float) -> object:
    match value:
        case Length():
            return value.seconds / unit
        case tuple():
            return tuple(_plain(each, unit) for each in value)
    return value


def _families(prefix: str, amount: Any) -> dict[str, tuple[Any, Any]]:
    """A field for each family but the fixed one; what its parameters are amounts of is given."""
    return {
        name: (_family(f"{prefix}{name.title()}", name, amount) | None, Field(None, description=_told(name)))
        for name in families()
        if name != FIXED
    }


def _family(called: str, name: str, amount: Any) -> Any:
    parameters = {key: each for form in families()[name].forms for key, each in form.parameters.items()}
    return create_model(
        called,
        __base__=Placed,
        __doc__=f"The parameters of {name}.",
        __cls_kwargs__={"json_schema_extra": {"description": _told(name)}},
        **{key: _parameter(key, each, amount) for key, each in parameters.items()},
    )


def _parameter(name: str, parameter: Parameter, amount: Any) -> Any:
    one: Any = amount if parameter.amount else Number
    many: Any = tuple[one, ...]
    return (many if parameter.many else one) | None, Field(None, description=_PARAMETERS.get(name, name))


def _told(family: str) -> str:
    return _FAMILIES.get(family, f"Jakauma {family}")


def _plainly(kind: str, *plain: type) -> BeforeValidator:
    """Let a plain value stand for itself; what is neither that nor a group of keys is refused as of this kind."""

    def spread(value: Any) -> Any:
        if isinstance(value, plain):
            return {FIXED: value}
        return value if isinstance(value, (dict, Placed)) else _refuse(kind)

    return BeforeValidator(spread)


def _refuse(kind: str) -> Any:
    raise PydanticCustomError(kind, "not an amount")


@with_fields(_families("Time", Span))
class TimeSpread(
    Drawn, json_schema_extra={"description": "Aika, yhdellä tavalla kirjoitettuna.", "type": ["string", "object"]}
):
    """How long something takes."""

    fixed: Span | None = Field(None, description="Aina sama aika: '2 hours'")


class TimeWay(
    TimeSpread, json_schema_extra={"description": "Kuinka kauan jokin kestää, kun ehto täyttyy.", "type": "object"}
):
    """How long something takes on a condition."""

    if_: Condition | None = Field(None, alias="if", description="Näin vain, jos ehto täyttyy")


class TimeAmount(
    TimeSpread, json_schema_extra={"description": "Kuinka kauan jokin kestää.", "type": ["string", "object"]}
):
    """How long something takes, in some cases otherwise than in others."""

    ways: tuple[TimeWay, ...] = Field(
        (), description="Eri tavoin eri asioissa: ensimmäinen, jonka ehto täyttyy; viimeinen ilman ehtoa"
    )


ShortTime = Annotated[TimeSpread, _plainly("length_type", str, int, float)]
HowLong = Annotated[TimeAmount, _plainly("length_type", str, int, float)]
"""How long something takes: a time, or a distribution of times."""


@with_fields(_families("Number", Number))
class DatumSpread(Drawn, json_schema_extra={"description": "Tiedon arvo, yhdellä tavalla kirjoitettuna."}):
    """What a piece of case data can be."""

    fixed: Default | None = Field(None, description="Aina sama arvo")
    chance: Number | None = Field(None, description="Millä todennäköisyydellä tosi (boolean): 0.4")
    shares: dict[str, Number] = Field({}, description="Kunkin vaihtoehdon osuus asioista; yhteensä 1")
    chances: dict[str, Number] = Field({}, description="Kunkin vaihtoehdon todennäköisyys olla mukana (set)")
    ago: ShortTime | None = Field(None, description="Päivä näin kauan sitten (date): '18 years'")
    ahead: ShortTime | None = Field(None, description="Päivä näin pitkän ajan kuluttua (date): '2 weeks'")


class DatumWay(DatumSpread, json_schema_extra={"description": "Tiedon arvo, kun ehto täyttyy.", "type": "object"}):
    """What a piece of case data can be on a condition."""

    if_: Condition | None = Field(None, alias="if", description="Näin vain, jos ehto täyttyy")


class DatumAmount(
    DatumSpread,
    json_schema_extra={
        "description": "Miten asian tieto saa arvonsa.",
        "type": ["string", "boolean", "number", "array", "object"],
        "items": {"type": "string"},
    },
):
    """What a piece of case data can be, in some cases otherwise than in others."""

    ways: tuple[DatumWay, ...] = Field(
        (), description="Eri tavoin eri asioissa: ensimmäinen, jonka ehto täyttyy; viimeinen ilman ehtoa"
    )


DatumValue = Annotated[DatumAmount, _plainly("value_type", bool, int, float, str, list)]
"""What a piece of case data can be: a value, or how often which."""
