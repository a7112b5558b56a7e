"""Where the process is that another file speaks of: beside it, in a folder near it, or among the shipped ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from prosessi import shipped

FILE: Final = shipped.FILE
LOOK_AT: Final = 1 << 16
"""So many bytes are looked at for the id of a process."""

_ID: Final = re.compile(r"^process:[ \t]*[\"']?([a-z][a-z0-9-]*)", re.MULTILINE)


def process_file(name: str, beside: Path) -> Path | None:
    """The file of the process `name` that is nearest to the file `beside`; None if there is none."""
    return next((path for path in _places(name, beside.absolute().parent) if process_in(path) == name), None)


def process_in(path: Path) -> str | None:
    """The id of the process that a file describes, if it is there and describes one."""
    try:
        with path.open("rb") as file:
            head = file.read(LOOK_AT).decode("utf-8", "replace")
    except OSError:
        return None
    found = _ID.search(head)
    return found[1] if found else None


def processes_near(beside: Path) -> tuple[str, ...]:
    """The ids of the processes that a file could speak of, the shipped ones included, sorted."""
    folder = beside.absolute().parent
    near = (folder / FILE, *folder.glob(f"*/{FILE}"), *folder.parent.glob(f"*/{FILE}"))
    return tuple(sorted({name for path in near if (name := process_in(path))} | set(shipped.names())))


def _places(name: str, folder: Path) -> Iterator[Path]:
    yield folder / FILE
    yield folder / f"{name}.yaml"
    for above in (folder, *folder.parents[:2]):
        yield above / name / FILE
        yield above / "processes" / name / FILE
    yield shipped.folder() / name / FILE
