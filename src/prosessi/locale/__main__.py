"""Gather the sentences of each room and compile its translations: `python -m prosessi.locale [ROOM ...]`.

The documentation of the rules belongs to the room `rules`. Needs Babel, a development dependency. New sentences
appear in the `.po` files with an empty translation, for a person to fill in; sentences that are gone disappear.
Running it twice changes nothing.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from prosessi.check.rules import RULES

HERE = Path(__file__).parent
PACKAGE = HERE.parent
LANGUAGES = ("fi", "sv")
KEYWORDS = {"say": None, "say_many": (1, 2)}
STAMP = datetime(2026, 1, 1, tzinfo=UTC)  # one date for ever: the same sentences give the same bytes


def rooms() -> list[str]:
    """Every folder and file of the package that may hold sentences."""
    folders = [path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists() and path != HERE]
    files = [path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")]
    return sorted(folders + files)


def gather(room: str) -> Catalog:
    """The sentences of one room, in the order of its files."""
    found = Catalog(project="prosessi", charset="utf-8")
    path = PACKAGE / room
    if path.is_dir():
        for _, _, sentence, _, _ in sorted(extract_from_dir(path, keywords=KEYWORDS), key=lambda entry: entry[:2]):
            found.add(sentence)
    else:
        file = str(path.with_suffix(".py"))
        for _, sentence, _, _ in extract_from_file("python", file, keywords=KEYWORDS):
            found.add(sentence)
    if room == "rules":
        for paragraph in dict.fromkeys(said.text for code in sorted(RULES) for said in RULES[code].prose):
            found.add(paragraph)
    return found


def translate(room: str, language: str, found: Catalog) -> tuple[bytes, bytes, int]:
    """The room's catalog as `.po` and `.mo` bytes, with the translations that exist, and how many are missing."""
    source = HERE / language / f"{room}.po"
    kept = read_po(io.BytesIO(source.read_bytes() if source.exists() else b""), locale=language)
    merged = Catalog(
        locale=language, project="prosessi", charset="utf-8", fuzzy=False, creation_date=STAMP, revision_date=STAMP
    )
    for message in found:
        if message.id:
            old = kept.get(message.id)
            merged.add(message.id, old.string if old is not None else None)
    missing = sum(1 for message in merged if message.id and not _filled(message.string))
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, merged, omit_header=False, sort_output=False, width=0, include_lineno=False)
    write_mo(mo, merged)
    return po.getvalue(), mo.getvalue(), missing


def main(names: list[str]) -> int:
    """Rewrite the catalogs of the named rooms, or of all; say what still wants translating."""
    wanting = 0
    for room in names or rooms():
        found = gather(room)
        if not any(message.id for message in found):
            continue
        for language in LANGUAGES:
            po, mo, missing = translate(room, language, found)
            (HERE / language).mkdir(exist_ok=True)
            (HERE / language / f"{room}.po").write_bytes(po)
            (HERE / language / f"{room}.mo").write_bytes(mo)
            wanting += missing
            if missing:
                sys.stdout.write(f"{language}/{room}.po: {missing} to translate\n")
    return 1 if wanting else 0


def _filled(string: object) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
