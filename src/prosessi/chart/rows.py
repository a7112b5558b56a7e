"""The step from memory: what the semantics has done once is not worked out again.

A row of this table belongs to a place where a case can rest and an event. It is a tree whose inner nodes are the
guards asked and the actions done, in order, and whose leaves say where the step comes to rest. The trees are written
by rehearsing the very step of `semantics` with the data of the case at hand, the first time that a case goes that
way; nothing here knows what a state is. So there is no second meaning to keep in step.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from prosessi.chart.chart import Active, Chart, Slot
from prosessi.chart.deadlines import Marked, marked
from prosessi.chart.memory import remembered
from prosessi.chart.semantics import Microstep, Reaction, Snapshot, World, react, start
from prosessi.chart.whereabouts import has_ended
from prosessi.chart.worlds import Asked, Clocks, Data, Live, Moment, Performed, Rehearsal, ask, assign
from prosessi.expressions.program import Program

_START = ""


@dataclass(slots=True, eq=False)
class Place:
    """A snapshot at which a case can rest, and the rows that begin there, by event."""

    snapshot: Snapshot
    ended: bool
    rows: dict[str, Row] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Landing:
    """A leaf: where the step comes to rest and by which moves; no microsteps if nothing answered the event.

    `clocks` are those it stops and starts, and `marked` is what it does to each deadline.
    """

    place: Place
    microsteps: tuple[Microstep, ...]
    clocks: Clocks
    marked: tuple[Marked, ...]


@dataclass(slots=True, eq=False)
class Ask:
    """A guard asked where the case stands at that moment, and what follows from its answer, as far as it is known."""

    guard: Program
    active: Active
    yes: Row | None = None
    no: Row | None = None


@dataclass(slots=True, eq=False)
class Do:
    """A change of the data, and what follows."""

    slot: Slot
    value: Program
    active: Active
    then: Row | None = None


Row = Landing | Ask | Do


@dataclass(slots=True, eq=False)
class Rows:
    """All that is known of the steps of one chart."""

    chart: Chart
    _places: dict[Snapshot, Place] = field(default_factory=dict)

    def place(self, snapshot: Snapshot) -> Place:
        """The one place of a snapshot."""
        place = self._places.get(snapshot)
        if place is None:
            place = Place(snapshot, has_ended(self.chart, snapshot.active))
            self._places[snapshot] = place
        return place

    def begin(self, data: Data) -> tuple[Landing, Data]:
        """Enter the chart with `data`."""
        return self.react(self.place(Snapshot()), data, _START)

    def react(self, place: Place, data: Data, event: str) -> tuple[Landing, Data]:
        """Take one event at `place`, and give where the case lands and its data then.

        A step that fails raises what the semantics raises, and leaves nothing behind.
        """
        row = place.rows.get(event)
        now = data
        while row is not None:
            if isinstance(row, Landing):
                return row, now
            if isinstance(row, Ask):
                row = row.yes if ask(row.guard, now, row.active) else row.no
            else:
                now = assign(row.slot, row.value, now, row.active)
                row = row.then
        return self._learn(place, data, event)

    def _learn(self, place: Place, data: Data, event: str) -> tuple[Landing, Data]:
        """Take the step itself, and write down which way it went."""
        live = Live(self.chart, data)
        rehearsal = Rehearsal(live)
        reaction = self._step(place, event, rehearsal)
        happened = tuple(marked(watch, reaction.microsteps) for watch in self.chart.watches)
        landing = Landing(self.place(reaction.snapshot), reaction.microsteps, live.clocks, happened)
        hang, row = partial(place.rows.__setitem__, event), place.rows.get(event)
        for moment in rehearsal.moments:
            if row is None:
                row = self._row(moment)
                hang(row)
            way = "then" if isinstance(moment, Performed) else "yes" if moment.answer else "no"
            hang, row = partial(setattr, row, way), getattr(row, way)
        hang(landing)
        return landing, live.data

    def _step(self, place: Place, event: str, world: World) -> Reaction:
        if event == _START:
            return start(self.chart, world)
        return react(self.chart, place.snapshot, event, world)

    def _row(self, moment: Moment) -> Ask | Do:
        if isinstance(moment, Asked):
            return Ask(moment.guard, moment.active)
        return Do(self.chart.slots[moment.action.slot], moment.action.value, moment.active)


@remembered
def rows_of(chart: Chart) -> Rows:
    """The rows of a chart, kept for as long as the chart is."""
    return Rows(chart)
