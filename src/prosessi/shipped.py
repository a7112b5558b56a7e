"""Where the processes are that come with prosessi, and which file a person means by a name.

In an installed prosessi they lie inside the package; in a checkout they are the repository's own `processes/`, so
that what is edited is what is run.
"""

from __future__ import annotations

from pathlib import Path

from prosessi.errors import NotFound
from prosessi.messages import say
from prosessi.rules import nearest

HERE = Path(__file__).parent
PLACES = (HERE / "shipped" / "processes", HERE.parents[1] / "processes")
FILE = "process.yaml"


def folder() -> Path:
    """The folder that holds one folder for each shipped process."""
    return next((place for place in PLACES if place.is_dir()), PLACES[0])


def names() -> tuple[str, ...]:
    """The ids of the shipped processes, sorted."""
    return tuple(sorted(path.parent.name for path in folder().glob(f"*/{FILE}")))


def find(argument: str | Path) -> Path:
    """The file of the process that `argument` means: a file, a folder with a `process.yaml`, or a shipped id.

    What lies on disk goes before what is shipped. Raises `NotFound`, which names the nearest shipped id, when it is
    none of these.
    """
    path = Path(argument)
    if _exists(path / FILE):
        return path / FILE
    if _exists(path) and not path.is_dir():
        return path
    if str(argument) in names():
        return folder() / str(argument) / FILE
    if _exists(path):
        raise NotFound(say("the folder '{path}' has no process.yaml", path=str(argument)))
    raise _nothing_like(str(argument))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long to be a path, not allowed, or no path at all
        return False


def _nothing_like(name: str) -> NotFound:
    shown = name if len(name) <= 80 else f"{name[:79]}…"
    near = nearest(name, names())
    if near:
        return NotFound(
            say("there is no file, folder or process '{name}'; did you mean '{near}'?", name=shown, near=near)
        )
    return NotFound(say("there is no file, folder or process '{name}'; shipped: {names}", name=shown, names=names()))
