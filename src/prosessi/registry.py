"""The one way to add to an open set: a decorated function in a module of its own.

The modules of a room are found by walking its package, so that no list of them is kept by hand.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

Member = TypeVar("Member")


class Registry(Mapping[str, Member], Generic[Member]):
    """The members of an open set by name; asking for one loads the modules of `room` first."""

    def __init__(self, room: str) -> None:
        self._room = room
        self._members: dict[str, Member] = {}
        self._loaded = False

    def __call__(self, name: str) -> Callable[[Member], Member]:
        """Declare the decorated thing as member `name`."""

        def declare(member: Member) -> Member:
            if name in self._members:
                raise ValueError(f"{self._room} already has a member {name!r}")
            self._members[name] = member
            return member

        return declare

    def __getitem__(self, name: str) -> Member:
        self._load()
        return self._members[name]

    def __iter__(self) -> Iterator[str]:
        self._load()
        return iter(sorted(self._members))

    def __len__(self) -> int:
        self._load()
        return len(self._members)

    def _load(self) -> None:
        if self._loaded:
            return
        self._loaded = True
        room = importlib.import_module(self._room)
        for module in pkgutil.iter_modules(room.__path__, f"{self._room}."):
            importlib.import_module(module.name)
