"""The class that every part of the format is: frozen, closed, and aware of its place in the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, PrivateAttr, create_model, model_validator

from prosessi.source.located import LocatedList, LocatedMap
from prosessi.span import Span

NOWHERE = Span("")


class Placed(BaseModel):
    """A mapping of the file. What is asked of its place is asked by the names that the author wrote."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, protected_namespaces=(), defer_build=True
    )

    _written: LocatedMap | None = PrivateAttr(default=None)

    @model_validator(mode="wrap")
    @classmethod
    def _keep_place(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        made = handler(value)
        if isinstance(value, LocatedMap):
            made._written = value  # noqa: SLF001  # `made` is of this very class
        return made

    @property
    def place(self) -> Span:
        """Where it stands in its file."""
        return self._written.at if self._written is not None else NOWHERE

    def place_of(self, key: str, item: int | str | None = None) -> Span:
        """Where the value of `key` stands, or one item of that value; the whole if `key` was not written."""
        if self._written is None or key not in self._written:
            return self.place
        value = self._written[key]
        if isinstance(item, int) and isinstance(value, LocatedList):
            return value.item_spans[item]
        if isinstance(item, str) and isinstance(value, LocatedMap):
            return value.value_spans[item]
        return self._written.value_spans[key]

    def place_of_key(self, key: str, item: str | None = None) -> Span:
        """Where the key `key` itself stands, or the key `item` of the mapping under it."""
        if self._written is None or key not in self._written:
            return self.place
        if item is not None:
            value = self._written[key]
            return value.key_spans[item] if isinstance(value, LocatedMap) else self._written.value_spans[key]
        return self._written.key_spans[key]

    def wrote(self, key: str) -> bool:
        """Whether the author wrote `key`, as opposed to leaving it out."""
        return self._written is not None and key in self._written

    def wrote_alone(self, key: str) -> bool:
        """Whether the author wrote one text for `key` where there could be a list."""
        return self._written is not None and isinstance(self._written.get(key), str)


Made = TypeVar("Made", bound=Placed)


def with_fields(fields: Mapping[str, tuple[Any, Any]]) -> Callable[[type[Made]], type[Made]]:
    """Give the decorated class fields that are worked out: by name, each with its annotation and its default."""

    def extend(cls: type[Made]) -> type[Made]:
        return create_model(cls.__name__, __base__=cls, __doc__=cls.__doc__, __module__=cls.__module__, **fields)  # type: ignore[call-overload, no-any-return]  # fields of any kind

    return extend
