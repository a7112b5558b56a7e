"""What a format is: a function from a chart to a text, declared with `exporter` in a file of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prosessi.chart.chart import Chart
from prosessi.registry import Registry


@dataclass(frozen=True, slots=True)
class Export:
    """A chart written in another format. `str()` gives the text."""

    text: str
    suffix: str

    def __str__(self) -> str:
        return self.text

    def save(self, path: str | Path) -> Path:
        """Write the text to a file as UTF-8 with plain line ends; a path without a suffix is given the format's."""
        file = Path(path)
        if not file.suffix:
            file = file.with_suffix(self.suffix)
        file.write_text(self.text, encoding="utf-8", newline="\n")
        return file


@dataclass(frozen=True, slots=True)
class Format:
    """A declared format. Without a suffix it is no file: its function hands over a living object."""

    name: str
    suffix: str
    make: Callable[..., Any]

    @property
    def textual(self) -> bool:
        """Whether it can be written to a file."""
        return bool(self.suffix)


FORMATS: Registry[Format] = Registry("prosessi.export")


def exporter(name: str, *, suffix: str = "") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare the decorated function as the writer of format `name`."""

    def declare(make: Callable[..., Any]) -> Callable[..., Any]:
        FORMATS(name)(Format(name, suffix, make))
        return make

    return declare


def write(chart: Chart, name: str, language: str) -> Export:
    """The chart in the textual format `name`. A KeyError if there is no such format."""
    form = FORMATS[name]
    return Export(form.make(chart, language), form.suffix)
