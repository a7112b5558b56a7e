"""Which files of a folder are to be checked: those of prosessi, however broken, and nobody else's.

A tree may hold thousands of YAML files of other programs. A look at the first keys passes over them unread.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from prosessi.model.bind import FILES
from prosessi.model.process import Process
from prosessi.rules import nearest

SUFFIXES = {".yaml", ".yml"}
LOOK_AT = 1 << 16
"""So many bytes are looked at for the first keys."""
MOST_KEYS = 20

_KEY = re.compile(r"^[\"']?([^\W\d][\w-]*)[\"']?[ \t]*:(?=\s|$)", re.MULTILINE)
_TELLING = frozenset({*FILES, "prosessi", "states", "paths"})


def files_of(folder: Path) -> Iterator[Path]:
    """The YAML files in a folder and below it that may be ours, sorted; what is hidden is left alone."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(place, name) for name in names if Path(name).suffix in SUFFIXES and not name.startswith(".")]
    return (file for file in sorted(found) if file.is_file() and looks_ours(_head(file)))


def looks_ours(head: str) -> bool:
    """Whether the first keys of a file are ours, perhaps misspelt. A file without any may be ours, broken."""
    keys = _KEY.findall(head)[:MOST_KEYS]
    known = sum(key in Process.model_fields for key in keys)
    return not keys or known > 1 or any(key in _TELLING or nearest(key, FILES) for key in keys)


def _head(file: Path) -> str:
    with file.open("rb") as opened:
        return opened.read(LOOK_AT).decode("utf-8", "replace")
