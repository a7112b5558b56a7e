"""What the log calls things, found in the process: by id, by label in any language, or as the user says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from prosessi.chart.chart import Chart, Slot
from prosessi.chart.names import choice_name, datum_name, deadline_name, event_name, role_name, state_name
from prosessi.expressions.kinds import Coded, ValueProblem, encode
from prosessi.fitting.logs.moments import parse_moment
from prosessi.messages import LANGUAGES, show

_TRUE: Final = frozenset({"true", "1", "yes", "kyllä", "kylla", "ja", "x", "tosi"})
_FALSE: Final = frozenset({"false", "0", "no", "ei", "nej", "epätosi"})


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """A name without what people write now so, now otherwise: case, accents, signs and spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[^a-z0-9]+", "_", "".join(c for c in plain if not unicodedata.combining(c))).strip("_")


@dataclass(eq=False)
class Naming:
    """The names of one process. `said` are those of the log that the user has put to an id."""

    chart: Chart
    said: Mapping[str, str]

    def event(self, name: str) -> str | None:
        """The event that the log calls so."""
        return self.said.get(name) or self._events.get(folded(name))

    def role(self, name: str) -> str | None:
        """The role that the log calls so."""
        return self.said.get(name) or self._roles.get(folded(name))

    def state(self, name: str) -> str | None:
        """The state that the log calls so."""
        return self._states.get(folded(name))

    def deadline(self, name: str) -> str | None:
        """The deadline that the log calls so."""
        return self._deadlines.get(folded(name))

    def data(self, written: Mapping[str, str], decides: Collection[str] = ()) -> dict[int, Coded]:
        """The values of case data, by slot, as far as the log's columns are data of the process and can be read.

        Nothing means an empty set where a set is what the act `decides`, and otherwise that nothing is said.
        """
        found: dict[int, Coded] = {}
        for name, text in written.items():
            slot = self._slots.get(self.said.get(name) or folded(name))
            if slot is None or (not text.strip() and not (slot.type.kind == "set" and slot.name in decides)):
                continue
            value = self._value(slot, text.strip())
            if value is not None:
                found[slot.index] = value
        return found

    def _value(self, slot: Slot, text: str) -> Coded | None:
        try:
            return encode(slot.type, self._plain(slot, text))
        except (ValueProblem, ValueError):
            return None

    def _plain(self, slot: Slot, text: str) -> object:  # noqa: PLR0911  # one return a kind
        """The value that a text of the log means, as Python knows it."""
        match slot.type.kind:
            case "boolean":
                return True if text.casefold() in _TRUE else False if text.casefold() in _FALSE else text
            case "integer":
                return int(float(text.replace(",", ".")))
            case "number":
                return float(text.replace(",", "."))
            case "choice":
                return self._choices(slot).get(folded(text), text)
            case "set":
                words = [word for word in re.split(r"[\s,;|]+", text) if word]
                return [self._choices(slot).get(folded(word), word) for word in words]
            case "date":
                moment = parse_moment(text)
                return moment.date() if moment else text
        return text

    def _choices(self, slot: Slot) -> dict[str, str]:
        return _by_name(slot.type.of, lambda choice: choice_name(self.chart, slot.name, choice))

    @cached_property
    def _events(self) -> dict[str, str]:
        return _by_name(self.chart.process.events, lambda name: event_name(self.chart, name))

    @cached_property
    def _roles(self) -> dict[str, str]:
        roles = dict.fromkeys(role for event in self.chart.process.events.values() for role in event.by)
        return _by_name(roles, lambda name: role_name(self.chart, name))

    @cached_property
    def _states(self) -> dict[str, str]:
        return _by_name(self.chart.ids, lambda name: state_name(self.chart, name))

    @cached_property
    def _deadlines(self) -> dict[str, str]:
        return _by_name(self.chart.process.deadlines, lambda name: deadline_name(self.chart, name))

    @cached_property
    def _slots(self) -> dict[str, Slot]:
        slots = {slot.name: slot for slot in self.chart.slots}
        return {key: slots[name] for key, name in _by_name(slots, lambda name: datum_name(self.chart, name)).items()}


def _by_name(ids: Iterable[str], called: Callable[[str], object]) -> dict[str, str]:
    """Every id by its own name and by its labels; an id goes before a label that is like it."""
    names = [*ids]
    by_label = {folded(show(called(name), language)): name for name in reversed(names) for language in LANGUAGES}
    return by_label | {folded(name): name for name in names}
