"""Logs as tables: one line for each happening, or one for each act with its beginning and end."""

from __future__ import annotations

import csv as table
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Final

from prosessi.fitting.logs.columns import DATA, Columns
from prosessi.fitting.logs.happening import LIVES, EventLog, Happening, Life, Line, UnreadableLog, gathered
from prosessi.fitting.logs.moments import parse_moment
from prosessi.fitting.logs.reader import log_reader
from prosessi.messages import say

DELIMITERS: Final = ",;\t|"
LONGEST_FIELD: Final = 1_000_000


@log_reader(".csv")
def csv(file: Path, columns: Columns, zone: tzinfo | None) -> EventLog:
    """Read a table with a line of headings, its fields parted by commas, semicolons or tabs."""
    rows = table.reader(io.StringIO(_text(file), newline=""), delimiter=_delimiter(file))
    table.field_size_limit(LONGEST_FIELD)
    try:
        header = [name.strip() for name in next(rows, [])]
        found = columns.found_in(header, file.name)
        return gathered(file.name, _lines(rows, header, found, zone))
    except table.Error as error:
        raise UnreadableLog(
            say("the log '{log}' is no table: {why}", log=file.name, why=f"{error} ({rows.line_num})")
        ) from None


def _text(file: Path) -> str:
    raw = file.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\x00" in raw[:1000]:
            raise UnreadableLog(say("the log '{log}' is no text", log=file.name)) from None
        return raw.decode("cp1252", "replace")


def _delimiter(file: Path) -> str:
    """The sign that parts the headings; a heading itself holds none of them."""
    with file.open("rb") as opened:
        heading = opened.readline().decode("utf-8", "replace")
    return max(DELIMITERS, key=heading.count)


def _lines(
    rows: Iterator[Sequence[str]], header: Sequence[str], columns: Columns, zone: tzinfo | None
) -> Iterator[tuple[Happening, ...] | Line]:
    free = [(name.removeprefix(DATA), name) for name in header if name not in columns.named]
    for number, row in enumerate(rows, 2):
        if any(row):
            by_name = dict(zip(header, row, strict=False))
            try:
                data = {key: text for key, name in free if (text := by_name.get(name, "")) or name != key}
                yield _happenings(by_name, data, columns, zone, number)
            except Line as line:
                yield line


def _happenings(
    row: Mapping[str, str], data: Mapping[str, str], columns: Columns, zone: tzinfo | None, number: int
) -> tuple[Happening, ...]:
    case, event = row.get(columns.case, "").strip(), row.get(columns.event, "").strip()
    if not case or not event:
        raise Line(say("line {line} names no case or no activity", line=number))

    def happening(life: Life, at: datetime) -> Happening:
        role, group, person, process = (
            row.get(column, "").strip() for column in (columns.role, columns.group, columns.person, columns.process)
        )
        return Happening(case, event, life, at, role, group, person, process, data)

    life = _life(row.get(columns.lifecycle, "") if columns.lifecycle else "", number)
    done = happening(life, _moment(row.get(columns.time, ""), zone, number))
    if columns.start and life is Life.DONE and row.get(columns.start, "").strip():
        return happening(Life.STARTED, _moment(row[columns.start], zone, number)), done
    return (done,)


def _life(word: str, number: int) -> Life:
    if not word.strip():
        return Life.DONE
    life = LIVES.get(word.strip().lower())
    if life is None:
        raise Line(say("line {line} says '{word}', which is no stage of an act", line=number, word=word))
    return life


def _moment(text: str, zone: tzinfo | None, number: int) -> datetime:
    moment = parse_moment(text, zone)
    if moment is None:
        raise Line(say("line {line} has no time that can be read: '{text}'", line=number, text=text))
    return moment
