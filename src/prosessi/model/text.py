"""The texts of a process: what people read in diagrams, stories and pages."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from prosessi.model.placed import Placed


class LocalText(Placed):
    """A text in Finnish, and in the other languages that have it; `selko` is easy Finnish."""

    fi: str = ""
    sv: str = ""
    en: str = ""
    selko: str = ""

    def __str__(self) -> str:
        return self.in_language("fi")

    def in_language(self, wanted: str) -> str:
        """The text in `wanted`, or in Finnish where `wanted` is missing (`PR601` lists what is missing)."""
        return getattr(self, wanted, "") or self.fi or self.sv or self.en


def _text_is_finnish(value: Any) -> Any:
    if isinstance(value, str):
        return {"fi": value}
    if isinstance(value, (dict, LocalText)):
        return value
    raise PydanticCustomError("text_type", "not a text")


Text = Annotated[
    LocalText,
    BeforeValidator(_text_is_finnish),
    WithJsonSchema(
        {
            "type": ["string", "object"],
            "properties": {
                "fi": {"type": "string", "description": "Suomeksi"},
                "sv": {"type": "string", "description": "Ruotsiksi"},
                "en": {"type": "string", "description": "Englanniksi"},
                "selko": {"type": "string", "description": "Selkokielellä"},
            },
            "additionalProperties": False,
        }
    ),
    Field(description="Teksti suomeksi, tai kielittäin: {fi: ..., sv: ..., en: ..., selko: ...}"),
]
