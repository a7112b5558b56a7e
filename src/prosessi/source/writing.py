"""Puts a text in the place of a file: in one move, and saved as the file was."""

from __future__ import annotations

import codecs
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def write_whole(file: Path, content: str | bytes) -> None:
    """Put a text (as UTF-8) or bytes in the place of a file in one move, so that a broken power cord leaves the old."""
    write_pieces(file, (content,))


def write_pieces(file: Path, pieces: Iterable[str | bytes]) -> None:
    """The same with a content that comes in pieces and is never whole in memory."""
    file = file.resolve()
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as draft:
            for piece in pieces:
                draft.write(piece.encode("utf-8") if isinstance(piece, str) else piece)
            draft.flush()
            os.fsync(draft.fileno())
        Path(name).chmod(file.stat().st_mode & 0o777 if file.exists() else 0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def encoded_like(raw: bytes, text: str) -> bytes:
    """A text as bytes, with the byte order mark and the encoding that the bytes `raw` have."""
    for bom, encoding in (
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF8, "utf-8"),
    ):
        if raw.startswith(bom):
            return bom + text.encode(encoding)
    return text.encode("utf-8")
