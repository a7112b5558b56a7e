"""Who does the jobs: this process alone, others of this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from prosessi.errors import WrongUse
from prosessi.messages import say
from prosessi.simulate.jobs.workers import Workers


@contextmanager
def hired(processes: int = 1, cluster: str | None = None) -> Iterator[Workers | None]:
    """Those who work for as long as the `with` block lasts; None for this process alone."""
    if processes < 1:
        raise WrongUse(say("there must be at least one worker"))
    if cluster is not None and processes > 1:
        raise WrongUse(say("choose either processes of this machine or a cluster"))
    if cluster is not None:
        from prosessi.simulate.jobs.cluster import Cluster  # noqa: PLC0415  (an extra, and slow to load)

        with Cluster(cluster) as team:
            yield team
    elif processes > 1:
        from prosessi.simulate.jobs.processes import Processes  # noqa: PLC0415  (slow to load)

        with Processes(processes) as others:
            yield others
    else:
        yield None
