"""Logs as IEEE 1849 (XES), read as a stranger's file: nothing in it is expanded, fetched or kept longer than needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import Final
from xml.parsers import expat

from prosessi.fitting.logs.columns import DATA, Columns
from prosessi.fitting.logs.happening import LIVES, EventLog, Happening, Life, Line, UnreadableLog, gathered
from prosessi.fitting.logs.moments import parse_moment
from prosessi.fitting.logs.reader import log_reader
from prosessi.messages import Message, say

DEEPEST: Final = 50
PIECE: Final = 1 << 20
_VALUES: Final = frozenset({"string", "date", "int", "float", "boolean", "id"})
_STANDARD: Final = ("concept:", "time:", "lifecycle:", "org:", "identity:")


class _Refused(Exception):
    """The file reaches outside itself or grows while it is read."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


@log_reader(".xes")
def xes(file: Path, columns: Columns, zone: tzinfo | None) -> EventLog:
    """Read the traces and events of a log; its standard attributes say what they hold unless `columns` do."""
    try:
        return gathered(file.name, _lines(file, columns, zone))
    except expat.ExpatError as error:
        message = say("the log '{log}' is not well-formed XML: line {line}", log=file.name, line=error.lineno)
        raise UnreadableLog(message) from None
    except _Refused as refused:
        raise UnreadableLog(say("the log '{log}' is refused: {why}", log=file.name, why=refused.message)) from None


def _lines(file: Path, columns: Columns, zone: tzinfo | None) -> Iterator[tuple[Happening, ...] | Line]:
    reader = _Reader()
    with file.open("rb") as opened:
        while piece := opened.read(PIECE):
            reader.feed(piece)
            for trace, event in reader.taken():
                try:
                    yield (_happening(trace, event, columns, zone),)
                except Line as line:
                    yield line
        reader.close()


def _happening(trace: dict[str, str], event: dict[str, str], columns: Columns, zone: tzinfo | None) -> Happening:
    case = trace.get(columns.case or "concept:name", "") or event.get(columns.case, "")
    name = event.get(columns.event or "concept:name", "")
    text = event.get(columns.time or "time:timestamp", "")
    at = parse_moment(text, zone)
    if not case or not name:
        raise Line(say("an event names no case or no activity"))
    if at is None:
        raise Line(say("an event has no time that can be read: '{text}'", text=text))
    stage = event.get("kind", "").lower()
    life = LIVES.get(stage) or LIVES.get(event.get(columns.lifecycle or "lifecycle:transition", "complete").lower())
    return Happening(
        case=case,
        event=name,
        life=life or Life.OTHER,
        at=at,
        role=event.get(columns.role or "org:role", ""),
        group=event.get(columns.group or "org:group", ""),
        person=event.get(columns.person or "org:resource", ""),
        process=trace.get(columns.process or "process", ""),
        data={
            key.removeprefix(DATA): value
            for key, value in (trace | event).items()
            if not key.startswith(_STANDARD) and key not in columns.named
        },
    )


@dataclass(slots=True)
class _Reader:
    """The parser, and the trace and event that are open."""

    trace: dict[str, str] | None = None
    event: dict[str, str] | None = None
    depth: int = 0
    inside: int = 0
    ready: list[tuple[dict[str, str], dict[str, str]]] = field(default_factory=list)
    parser: expat.XMLParserType = field(init=False)

    def __post_init__(self) -> None:
        parser = self.parser = expat.ParserCreate(namespace_separator="\n")
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.EntityDeclHandler = self._refuse_doctype
        parser.ExternalEntityRefHandler = self._refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def feed(self, piece: bytes) -> None:
        """Read on."""
        self.parser.Parse(piece, False)  # noqa: FBT003  # expat's own signature

    def close(self) -> None:
        """Come to the end of the file."""
        self.parser.Parse(b"", True)  # noqa: FBT003  # expat's own signature

    def taken(self) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
        """The events that are whole by now, each with its trace; they are not given again."""
        ready, self.ready = self.ready, []
        yield from ready

    def _refuse_doctype(self, *_: object) -> int:
        raise _Refused(say("it has a document type or an entity, through which it could reach other files"))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("\n")[2]
        self.depth += 1
        if self.depth > DEEPEST:
            raise _Refused(say("it has elements more than {limit} deep", limit=DEEPEST))
        if name == "trace":
            self.trace = {}
        elif name == "event":
            self.event = {}
        elif name in _VALUES and self.inside == 0:
            self._keep(attributes)
        if name not in {"log", "trace", "event"}:
            self.inside += 1

    def _keep(self, attributes: dict[str, str]) -> None:
        """Keep an attribute of the trace or event; what stands inside another attribute is none of theirs."""
        holder = self.event if self.event is not None else self.trace
        if holder is not None:
            holder[attributes.get("key", "")] = attributes.get("value", "")

    def _end(self, tag: str) -> None:
        name = tag.rpartition("\n")[2]
        self.depth -= 1
        if name == "event" and self.event is not None:
            self.ready.append((self.trace or {}, self.event))
            self.event = None
        elif name == "trace":
            self.trace = None
        if name not in {"log", "trace", "event"}:
            self.inside -= 1
