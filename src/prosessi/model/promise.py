"""Promises: what a process keeps to on every way, whatever happens."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from prosessi.model.basis import Grounded
from prosessi.model.fields import ID_PATTERN, Condition, Ids, Within
from prosessi.model.placed import Placed
from prosessi.model.text import Text

Way = Literal["enter", "exit", "event", "document"]
WAYS: tuple[Way, ...] = ("enter", "exit", "event", "document")


class Happening(
    Placed,
    json_schema_extra={"description": "Jotain, mitä asiassa tapahtuu. Mikä tahansa luetelluista riittää."},
):
    """Something that happens in a case, and any of several will do.

    A bare name is the state, the event or the document of that name; where two of them share it, the key says which.
    """

    name: Ids = Field((), description="Tilan, tapahtuman tai asiakirjan tunnus")
    enter: Ids = Field((), description="Tilaan tullaan")
    exit: Ids = Field((), description="Tilasta lähdetään")
    event: Ids = Field((), description="Tapahtuma tapahtuu")
    document: Ids = Field((), description="Asiakirja syntyy")

    def __bool__(self) -> bool:
        """Whether it names anything."""
        return bool(self.name or any(getattr(self, way) for way in WAYS))

    def told_apart(
        self, states: Collection[str], events: Collection[str], documents: Collection[str]
    ) -> Iterator[tuple[Way, str]]:
        """Each name with what happens to it. A bare name of several things is the first of state, event, document."""
        for name in self.name:
            yield (ways_of(name, states, events, documents) or ("enter",))[0], name
        for way in WAYS:
            yield from ((way, name) for name in getattr(self, way))


def ways_of(name: str, states: Collection[str], events: Collection[str], documents: Collection[str]) -> tuple[Way, ...]:
    """All that a bare name can mean: that a state is entered, an event happens, or a document is made."""
    known: tuple[tuple[Way, Collection[str]], ...] = (("enter", states), ("event", events), ("document", documents))
    return tuple(way for way, names in known if name in names)


def _names_are_happenings(value: Any) -> Any:
    if isinstance(value, (str, list, tuple)):
        return {"name": value}
    if isinstance(value, (dict, Happening)):
        return value
    raise PydanticCustomError("one_or_many_type", "not a happening")


_NAMES: dict[str, Any] = {"type": ["string", "array"], "items": {"type": "string", "pattern": ID_PATTERN}}

What = Annotated[
    Happening,
    BeforeValidator(_names_are_happenings),
    WithJsonSchema(
        {
            "type": ["string", "array", "object"],
            "pattern": ID_PATTERN,
            "items": {"type": "string", "pattern": ID_PATTERN},
            "properties": {
                name: {**_NAMES, "description": field.description} for name, field in Happening.model_fields.items()
            },
            "additionalProperties": False,
        }
    ),
]
"""What happens: the id of a state, an event or a document, or several of them."""


class Always(
    Placed,
    json_schema_extra={
        "description": "Mitä aina tapahtuu: 'before: x, comes: y' = ennen x:ää on aina tullut y;"
        " 'after: x, comes: y' = x:n jälkeen tulee aina y; pelkkä 'comes: y' = y tulee ennen kuin asia päättyy."
    },
):
    """Something that comes in every case: before something else, after it, or at all."""

    before: What | None = Field(None, description="Ennen mitä sen on täytynyt tapahtua")
    after: What | None = Field(None, description="Minkä jälkeen sen on tapahduttava")
    comes: What | None = Field(None, description="Mitä tapahtuu: tilan, tapahtuman tai asiakirjan tunnus")
    within: Within | None = Field(None, description="Missä ajassa: '3 months' (vain after)")
    if_: Condition | None = Field(None, alias="if", description="Koskee vain asioita, joissa ehto silloin täyttyy")


class Never(
    Placed,
    json_schema_extra={
        "description": "Mitä ei koskaan tapahdu: 'comes: x' ei tule; 'twice: x' ei tule kahdesti;"
        " 'before: x, comes: y' ei ennen x:ää; 'after: x, comes: y' ei enää x:n jälkeen;"
        " 'together: [x, y]' ei yhtä aikaa; 'in: x, if: ehto' tilassa x ei, kun ehto täyttyy."
    },
):
    """Something that comes in no case: at all, twice, before or after something else, at once, or on a condition."""

    comes: What | None = Field(None, description="Mitä ei tapahdu")
    before: What | None = Field(None, description="Ennen mitä se ei tapahdu")
    after: What | None = Field(None, description="Minkä jälkeen se ei enää tapahdu")
    twice: What | None = Field(None, description="Mitä ei tapahdu kahdesti samassa asiassa")
    together: Ids = Field((), description="Tilat, joissa asia ei ole yhtä aikaa")
    in_: Ids = Field((), alias="in", description="Tilat, joissa asia ei ole, kun ehto täyttyy")
    if_: Condition | None = Field(None, alias="if", description="Vain kun ehto silloin täyttyy")


class Promise(
    Grounded,
    json_schema_extra={
        "description": "Lupaus: mitä prosessissa aina tai ei koskaan tapahdu. Tarkistus kulkee läpi kaikki asian kulut."
    },
):
    """What a process keeps to in every case; `check` shows the case in which it does not."""

    label: Text | None = Field(None, description="Lupaus sanoin: 'Perhettä kuullaan ennen päätöstä'")
    selko: Text | None = Field(None, description="Lupaus selkokielellä")
    always: Always | None = Field(None, description="Mitä aina tapahtuu")
    never: Never | None = Field(None, description="Mitä ei koskaan tapahdu")
