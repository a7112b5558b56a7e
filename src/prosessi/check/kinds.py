"""PR100: which kind of file a file is."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.messages import say
from prosessi.model.bind import FILES
from prosessi.model.process import Process
from prosessi.rules import Found, nearest, rule
from prosessi.source.located import LocatedMap


@rule("PR100", over="file")
def unknown_kind(value: LocatedMap) -> Iterator[Found]:
    """A file is of no kind that prosessi knows.

    A file is told by its first key: `prosessi` and `process` for a process, `walks` for walks, `scenario` for the
    numbers of a simulation, and `laws`, `calendars`, `vocabulary` or `facts` for the shared registers.

    Bad::

        nimi: Laina  # PR100
        omistaja: asiakaspalvelu

    Good::

        prosessi: 1
        process: laina
        initial: valmis
        states:
          valmis: {final: success}
    """
    if not recognised(value):
        key = next(iter(value), None)
        yield Found(
            value.key_spans[key] if key is not None else value.at,
            say("this file is of no kind that prosessi knows"),
            say("begin it with one of these: {kinds}", kinds=["prosessi", *FILES]),
        )


def recognised(value: LocatedMap) -> bool:
    """Whether the keys of a file, perhaps misspelt, are those of a file of prosessi."""
    known = {*FILES, *Process.model_fields}
    return any(key in known or nearest(key, FILES) for key in value)
