"""The format as JSON Schema, for editors: generated from the model classes and shipped as files.

`python -m prosessi.model.schema` writes the files anew after a change of the classes. Alternatives between objects
are told apart by their required keys and never by `oneOf` or `anyOf`, because editors explain those badly.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from prosessi.model.bind import FILES

SCHEMAS = Path(__file__).parents[1] / "schema"
NAMES = tuple(FILES)
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_text(name: str) -> str:
    """The shipped schema of one kind of file: process, scenario, walks, laws, calendars, vocabulary or facts."""
    return (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")


def generate(name: str) -> dict[str, Any]:
    """The schema of one kind of file, made from its class."""
    made = FILES[name].model_json_schema(by_alias=True, schema_generator=_Generator)
    return {"$schema": DIALECT, "$id": f"prosessi:{name}.schema.json", **_cleaned(made)}


def generated_text(name: str) -> str:
    """What the shipped file of a schema must be."""
    return json.dumps(generate(name), ensure_ascii=False, indent=2) + "\n"


class _Generator(GenerateJsonSchema):
    """Leaves out what an author does not write: `null` is only how Python says that a key was left out."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        made = super().default_schema(schema)
        if made.get("default") in (None, "", [], {}):
            made.pop("default", None)
        return made


def _cleaned(part: Any) -> Any:
    """Without the titles, which only say the names of the Python classes."""
    if isinstance(part, list):
        return [_cleaned(item) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {key: value for key, value in part.items() if key != "title" or not isinstance(value, str)}
    if "patternProperties" in kept:
        kept.setdefault("additionalProperties", False)
    return {key: _cleaned(value) for key, value in kept.items()}


def main() -> None:
    """Write the schema files."""
    SCHEMAS.mkdir(exist_ok=True)
    for name in NAMES:
        (SCHEMAS / f"{name}.schema.json").write_text(generated_text(name), encoding="utf-8", newline="\n")
        sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    main()
