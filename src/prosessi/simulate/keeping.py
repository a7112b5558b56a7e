"""Keeps what takes long to make, in a file for the processes that follow.

That a file cannot be read, is damaged or cannot be written is no error: what it would hold is made anew.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import blake2b
from importlib.util import cache_from_source
from pathlib import Path
from typing import Final

FOLDER: Final = "PROSESSI_CACHE"
"""The variable that may name the one folder for all of it."""

LOOP: Final = "loop"
"""What the machine code of the simulation's loop is kept as."""

_SEAL_SIZE: Final = 32


def kept(name: str, key: str, make: Callable[[], bytes]) -> bytes:
    """What `make` makes under this key: as it was kept, or made now and kept."""
    files = [folder / f"{name}.{_digest(key, size=8).hex()}" for folder in _folders()]
    for file in files:
        found = _read(file, key)
        if found is not None:
            return found
    made = make()
    any(_written(file, key, made) for file in files)
    return made


def was_kept(name: str) -> bool:
    """Whether anything was kept under this name, and is likely to be there for who wants it now."""
    return any(folder.is_dir() and any(folder.glob(f"{name}.*")) for folder in _folders())


def _folders() -> Iterator[Path]:
    """Where things may be kept: beside the code as Python compiled it, or where users have theirs."""
    chosen = os.environ.get(FOLDER)
    if chosen:
        yield Path(chosen)
        return
    yield Path(cache_from_source(__file__)).parent
    own = {"win32": "~/AppData/Local", "darwin": "~/Library/Caches"}.get(sys.platform, "~/.cache")
    home = Path(os.path.expanduser(own))  # noqa: PTH111  # it is no error to have no home
    if home.is_absolute():
        yield home / "prosessi"


def _read(file: Path, key: str) -> bytes | None:
    """What was kept in a file under this key, if it is whole."""
    try:
        content = file.read_bytes()
    except OSError:
        return None
    seal, rest = content[:_SEAL_SIZE], content[_SEAL_SIZE:]
    return rest if seal == _seal(key, rest) else None


def _written(file: Path, key: str, content: bytes) -> bool:
    """Keep something in a file, at one stroke: whoever reads it meanwhile finds all of it or nothing."""
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(_seal(key, content) + content)
        beside.replace(file)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        return False
    return True


def _seal(key: str, content: bytes) -> bytes:
    return _digest(key, content, size=_SEAL_SIZE)


def _digest(key: str, content: bytes = b"", *, size: int) -> bytes:
    return blake2b(blake2b(key.encode()).digest() + content, digest_size=size).digest()
