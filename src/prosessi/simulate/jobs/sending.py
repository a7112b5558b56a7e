"""How setups go to workers, and what came of them comes back.

What is sent is the setup itself, not the files that it was read from: a worker needs none of the registers, calendars
and logs that lie beside them, and simulates what was checked at home even if a file has changed since. A chart travels
as a parcel of its own, which a worker opens once: setups that differ only in their staff share what it has learnt of
the chart. On the way back, a setup or a chart is only named, and the one at home is meant.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from prosessi.chart.chart import Chart
from prosessi.chart.memory import remembered
from prosessi.simulate.setup import Setup

_SETUP = -1


def packed(work: object) -> bytes:
    """Something that a worker is to do, with everything that it needs."""
    return _dumped(_Packer, work)


@lru_cache(maxsize=4)
def unpacked(sent: bytes) -> Any:
    """What was packed, unpacked once however many jobs it is needed for."""
    return pickle.loads(sent)  # noqa: S301  (it comes from who started this worker)


def answered(answer: object, setup: Setup | None) -> bytes:
    """What came of a job, on its way home, where the setup is."""
    known = dict(_known(setup))
    return _dumped(lambda file: _Answerer(file, {id(thing): place for place, thing in known.items()}), answer)


def heard(sent: bytes, setup: Setup | None) -> Any:
    """What came of a job, at home."""
    return _Hearer(io.BytesIO(sent), dict(_known(setup))).load()


class _Packer(pickle.Pickler):
    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)

    def reducer_override(self, thing: object) -> Any:
        return (_chart, (_parcel(thing),)) if isinstance(thing, Chart) else NotImplemented


class _Answerer(pickle.Pickler):
    def __init__(self, file: io.BytesIO, known: dict[int, int]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._known = known

    def persistent_id(self, thing: object) -> int | None:
        return self._known.get(id(thing)) if isinstance(thing, Setup | Chart) else None


class _Hearer(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, known: dict[int, object]) -> None:
        super().__init__(file)
        self._known = known

    def persistent_load(self, place: int) -> object:
        return self._known[place]


def _known(setup: Setup | None) -> Iterator[tuple[int, object]]:
    if setup is not None:
        yield _SETUP, setup
        yield from enumerate(process.chart for process in setup.processes)


@remembered
def _parcel(chart: Chart) -> bytes:
    return pickle.dumps(chart, pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=32)
def _chart(parcel: bytes) -> Chart:
    chart: Chart = pickle.loads(parcel)  # noqa: S301  (as above)
    return chart


def _dumped(pickler: Any, thing: object) -> bytes:
    file = io.BytesIO()
    pickler(file).dump(thing)
    return file.getvalue()
