"""A case that was walked by hand, written down as a path of `walks.yaml`.

What is written expects after each step what was seen after it, so that the path is a test from the start. A file
that exists is only added to, by splicing, so that comments and layout stay; it is replaced only by a text that was read
back first.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from itertools import groupby

from prosessi.chart.case import active_names, outcome
from prosessi.chart.chart import Chart
from prosessi.errors import WrongUse
from prosessi.messages import say
from prosessi.source.located import LocatedMap
from prosessi.source.yaml import Reading
from prosessi.span import Span
from prosessi.walk.expect import IN_TIME, TOO_LATE
from prosessi.walk.log import Act, Entry, Log, Opening, Wait, deadline_changes

PLAIN = re.compile(r"[a-z][a-z0-9_]*( [a-z0-9]+)*")
RESERVED = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
WIDEST = 116


def path_id(title: str) -> str:
    """An id for a path, made of its title: `Perhe muuttaa!` becomes `perhe_muuttaa`."""
    ascii_only = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "_", ascii_only).strip("_")
    return words if words[:1].isalpha() else f"polku_{words}".rstrip("_")


def path_lines(chart: Chart, log: Log, *, name: str, title: str = "") -> list[str]:
    """A path as the lines of its YAML, without indentation of the whole."""
    opening = log[0]
    if not isinstance(opening.deed, Opening) or opening.at.time() != time.min:
        raise WrongUse(say("only a walk that begins at the first moment of a day can be written down"))
    head: dict[str, object] = {"title": title or None, "case": dict(opening.deed.data) or None}
    head |= {"documents": list(opening.deed.documents) or None, "start": opening.at.date()}
    steps = [_step(chart, tuple(entries)) for _, entries in groupby(log[1:], key=lambda entry: entry.number)]
    return block_lines(name, head, steps)


def block_lines(name: str, head: Mapping[str, object], steps: Sequence[Mapping[str, object]]) -> list[str]:
    """A path in plain values as the lines of its YAML. What is None in its head is left out."""
    lines = [f"{name}:", *(f"  {key}: {_flow(value)}" for key, value in head.items() if value is not None)]
    if not steps:
        return [*lines, "  steps: []"]
    return [*lines, "  steps:", *(f"    {line}" for step in steps for line in _step_lines(step))]


def new_file(process: str, path: list[str]) -> str:
    """The text of a walks file with one path."""
    return "\n".join([f"walks: {process}", "paths:", *(f"  {line}" for line in path)]) + "\n"


def spliced(reading: Reading, path: list[str]) -> str:
    """The text of a walks file with one path added at its end; every path and comment that stood there stays.

    Paths in the flow layout, `{...}` on one line, cannot be added to: wrong use.
    """
    text, root = reading.text, reading.value or LocatedMap({}, Span(""), {}, {})
    if "paths" not in root:
        raise WrongUse(say("the file has no 'paths:'"))
    indent, paths = "  ", root["paths"]
    if not paths:
        text = _opened(text, root.key_spans["paths"].end)
    elif isinstance(paths, LocatedMap) and not _in_braces(text, root.key_spans["paths"], paths):
        indent = " " * (next(iter(paths.key_spans.values())).column - 1)
    else:
        raise WrongUse(say("the paths of the file stand on one line in braces; put each on lines of its own"))
    newline = "\r\n" if "\r\n" in text else "\n"
    ending = "" if text.endswith(("\n", "\r")) else newline
    return text + ending + "".join(f"{indent}{line}{newline}" for line in path)


def _in_braces(text: str, key: Span, paths: LocatedMap) -> bool:
    """Whether the paths are in the flow layout: a brace stands between their key and the first of them."""
    first = next(iter(paths.key_spans.values()))
    return "{" in re.sub(r"#.*", "", text[key.end : first.start])


def _opened(text: str, key_end: int) -> str:
    """The text with the value of an empty `paths` taken off, so that lines can follow."""
    head, tail = text[:key_end], text[key_end:]
    return head + re.sub(r"\A(\s*:)[ \t]*(?:\{\s*\}|null|~)?", r"\1", tail)


def _step(chart: Chart, entries: tuple[Entry, ...]) -> dict[str, object]:
    step: dict[str, object] = {}
    for entry in entries:
        match entry.deed:
            case Act(event, by, papers, decided):
                step = {"do": event, "by": by, "with": list(papers), "set": dict(decided), **step}
            case Wait(words):
                day = _day(words)
                step["after" if day is None else "on_date"] = day or words
    last = entries[-1]
    step["refused"] = last.refused.reason if last.refused else None
    step["expect"] = _expectation(chart, entries)
    return {key: value for key, value in step.items() if value is not None and value not in ([], {})}


def _expectation(chart: Chart, entries: tuple[Entry, ...]) -> dict[str, object]:
    case = entries[-1].after
    active = list(active_names(chart, case))
    changes = [new for entry in entries for _, new in deadline_changes(entry)]
    wanted: dict[str, object] = {"state": active[0]} if len(active) == 1 else {"active": active}
    wanted["final"] = outcome(chart, case)
    wanted["deadlines"] = {
        new.name: new.due for new in changes if new.status == "running" and new in case.deadlines and _is_day(new.due)
    }
    wanted["met"] = _names(new.name for new in changes if new.status in IN_TIME and new in case.deadlines)
    wanted["breached"] = _names(new.name for new in changes if new.status in TOO_LATE and new in case.deadlines)
    return {key: value for key, value in wanted.items() if value}


def _names(names: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _step_lines(step: Mapping[str, object]) -> list[str]:
    line = f"- {_flow(step)}"
    if len(line) <= WIDEST:
        return [line]
    marks = ["- ", *["  "] * (len(step) - 1)]
    return [f"{mark}{key}: {_flow(value)}" for mark, (key, value) in zip(marks, step.items(), strict=True)]


def _flow(value: object) -> str:
    """A value on one line of YAML that reads alike in YAML 1.1 and 1.2."""
    match value:
        case Mapping():
            return "{" + ", ".join(f"{_flow(key)}: {_flow(item)}" for key, item in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(_flow, value)) + "]"
        case date():
            return value.isoformat()
        case None | bool() | int() | float():
            return json.dumps(value)
    text = str(value)
    plain = PLAIN.fullmatch(text) and text not in RESERVED
    return text if plain or _duration(text) else json.dumps(text, ensure_ascii=False)


def _duration(text: str) -> bool:
    return re.fullmatch(r"[1-9][0-9]* [a-z]+( [a-z]+)*", text) is not None


def _is_day(due: date | None) -> bool:
    return due is not None and type(due) is date


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
