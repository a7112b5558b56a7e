"""A Dask cluster: the same jobs on other machines.

Dask brings the jobs to whoever is there, brings those of a lost worker to another, and takes in workers that come
later. It is an extra, and nothing of it is imported before a cluster is asked for.
"""

from __future__ import annotations

import hashlib
import platform
import socket
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import version
from threading import Lock
from typing import Any, Self
from urllib.parse import urlsplit

from prosessi.errors import NotFound, ProsessiError, WrongUse
from prosessi.messages import say
from prosessi.simulate.jobs import sending
from prosessi.simulate.jobs.workers import Answer, Tick, Work, WorkersLost, telling

PATIENCE = 10
"""So many seconds a scheduler is waited for, and then its first worker."""

LONG_PATIENCE = 120
"""So many seconds others are waited for when all workers are lost."""

LOOK_AROUND = 0.05


class Unlike(ProsessiError):
    """A worker has other versions than the one who asks, and could come to other figures."""


class Unwanted(Exception):
    """A job that nobody waits for any more."""


class Cluster:
    """The workers of a Dask scheduler, until the `with` block ends."""

    def __init__(self, address: str) -> None:
        self._client = _client(address)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def results(self, work: Work[Answer], numbers: Sequence[int], more: Tick) -> Generator[tuple[int, Answer]]:
        """Give each answer with its number as soon as it is ready.

        What the jobs have in common is the result of a job of its own. So it goes to each worker once, and is made
        again if it was lost with one.
        """
        sent = sending.packed(work)
        with _complaints():
            common = self._client.submit(_same, sent, key=f"prosessi-{hashlib.sha256(sent).hexdigest()}")
            numbered = {
                self._client.submit(_work, common, number, _edition(), pure=False, priority=-number): number
                for number in numbers
            }
            try:
                for ready in _batches(self._client, list(numbered)):
                    batch = sorted(ready, key=numbered.__getitem__)
                    for future, (ended, answer) in zip(batch, self._client.gather(batch), strict=True):
                        more(ended)
                        yield numbered.pop(future), sending.heard(answer, work.setup)
            finally:
                self._client.cancel([*numbered, common])


def _client(address: str) -> Any:
    """The connection to the scheduler at `address`, which has a worker.

    Whether anybody answers there is tried first: a client that cannot connect does so later, of itself, and can keep
    others from it.
    """
    distributed = _distributed()
    _knock(address)
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False, name="prosessi")
    except OSError as error:
        raise _nobody(address) from error
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        client.close()
        raise NotFound(say("the scheduler at '{address}' has no workers", address=address)) from error
    return client


def _knock(address: str) -> None:
    until = time.monotonic() + PATIENCE
    try:
        url = urlsplit(address if "//" in address else f"//{address}")
        place = url.hostname or "", url.port or 0
    except ValueError:
        place = "", 0
    if not all(place):
        raise WrongUse(say("'{address}' is no address of a scheduler; such as tcp://10.0.0.5:8786 is", address=address))
    while True:
        try:
            socket.create_connection(place, PATIENCE).close()
        except OSError as error:
            if time.monotonic() > until:
                raise _nobody(address) from error
            time.sleep(LOOK_AROUND)
        else:
            return


def _nobody(address: str) -> NotFound:
    return NotFound(say("no Dask scheduler answers at '{address}'", address=address))


def _distributed() -> Any:
    try:
        return import_module("distributed")
    except ImportError as error:
        raise NotFound(say("a cluster needs an extra part: pip install 'prosessi[cluster]'")) from error


def _batches(client: Any, futures: list[Any]) -> Generator[list[Any]]:
    """The futures as they get ready. Gives up when there have been no workers for long."""
    ready = _distributed().as_completed(futures, loop=client.loop)
    looked = seen = time.monotonic()
    while not ready.is_empty():
        yield ready.next_batch(block=False)
        time.sleep(LOOK_AROUND)
        if time.monotonic() - looked > PATIENCE:
            looked = time.monotonic()
            seen = looked if client.scheduler_info()["workers"] else seen
            if looked - seen > LONG_PATIENCE:
                raise WorkersLost(say("the cluster has lost all its workers, and no others have come"))


@contextmanager
def _complaints() -> Generator[None]:
    """Say what Dask complains of in the words of this house."""
    distributed = _distributed()
    try:
        yield
    except distributed.KilledWorker as error:
        raise WorkersLost(
            say("workers of the cluster were lost one after another over the same job; perhaps memory ran out")
        ) from error
    except (distributed.CancelledError, distributed.comm.CommClosedError) as error:
        raise WorkersLost(say("the connection to the scheduler of the cluster was lost")) from error
    except (ImportError, RuntimeError) as error:
        if not isinstance(error.__cause__ or error, ImportError):
            raise
        raise NotFound(
            say("prosessi is not installed on the cluster; its scheduler and every worker need the same as here")
        ) from error


_ONE_AT_A_TIME = Lock()
"""What is learnt of a chart is kept with it, and a worker may have several threads."""


def _same(sent: bytes) -> bytes:
    return sent


def _work(common: bytes, number: int, edition: str) -> tuple[int, bytes]:
    """Do a job, on a worker: the cases that ended, and the answer."""
    job = _Job()
    if edition != _edition():
        raise Unlike(
            say(
                "the worker {worker} has {its}, but here it is {ours}: results could differ",
                worker=job.worker.address,
                its=_edition(),
                ours=edition,
            )
        )
    with _ONE_AT_A_TIME:
        work = sending.unpacked(common)
        answer = sending.answered(work(number, telling(job.more)), work.setup)
    return job.ended, answer


def _edition() -> str:
    """What figures rest on besides what is sent: sums are rounded otherwise in some Pythons, and holidays change."""
    python = ".".join(platform.python_version_tuple()[:2])
    return f"prosessi {version('prosessi')}, Python {python}, holidays {version('holidays')}"


class _Job:
    """A job as its worker knows it. It ends early when nobody wants it any more."""

    def __init__(self) -> None:
        self.worker = _distributed().get_worker()
        self.ended = 0
        self._key = self.worker.get_current_task()

    def more(self, ended: int) -> None:
        """Count cases that have ended."""
        self.ended += ended
        task = self.worker.state.tasks.get(self._key)
        if task is None or task.state == "cancelled":
            raise Unwanted
