"""Numbers as people write them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a fact of a message, written with a decimal point and told with the decimal sign of the language."""

    written: str

    def in_language(self, wanted: str) -> str:
        """The number with its sign."""
        return self.written if wanted == "en" else self.written.replace(".", ",")
