"""The format as JSON Schema, for editors: generated from the model classes and shipped as files.

`python -m prosessi.model.schema` writes the files anew after a change of the classes. Alternatives between objects
are told apart by their required keys and never by `oneOf` or `anyOf`, because editors explain those badly.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from prosessi.model.amounts import FIXED
from prosessi.model.bind import FILES
from prosessi.model.likeness import LIKE, OWN

SCHEMAS = Path(__file__).parents[1] / "schema"
NAMES = tuple(FILES)
Part = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_text(name: str) -> str:
    """The shipped schema of one kind of file: process, scenario, walks, laws, calendars, vocabulary or facts."""
    return (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")


def generate(name: str) -> dict[str, Any]:
    """The schema of one kind of file, made from its class."""
    made = _cleaned(FILES[name].model_json_schema(by_alias=True, schema_generator=_Generator))
    if LIKE in made["properties"]:
        _let_be_like_another(made)
    return {"$schema": DIALECT, "$id": f"prosessi:{name}.schema.json", **made}


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


def _let_be_like_another(schema: Part) -> None:
    """Let a file that is like another leave out what the other says, and take it away with `null`."""
    parts: dict[str, Part] = schema["$defs"]
    needed = {key: _needed(field, parts) for key, field in schema["properties"].items()}
    whole = {"required": schema["required"], "properties": {key: each for key, each in needed.items() if each}}
    schema |= {"required": ["scenario"], "if": {"not": {"required": [LIKE]}}, "then": whole}
    inside = set(_inside(schema, parts))
    for part in (schema, *(parts[name] for name in inside if FIXED not in parts[name]["properties"])):
        for key, field in part["properties"].items():
            if "type" in field and "enum" not in field and key not in OWN:
                field["type"] = _or_null(field["type"])
    for name in inside:
        parts[name]["type"] = _or_null(parts[name]["type"])


def _needed(field: Part, parts: dict[str, Part]) -> Part:
    """What the part under a key, or each part under it, must have; after that the part itself does not ask for it."""
    for each in (field, *field.get("patternProperties", {}).values()):
        required = parts[_name(each)].pop("required", None) if "$ref" in each else None
        if required:
            return {"required": required} if each is field else {"additionalProperties": {"required": required}}
    return {}


def _inside(part: Part, parts: dict[str, Part]) -> Iterator[str]:
    """The names of the parts that stand in a part by key; an amount is taken as a whole."""
    if FIXED not in part["properties"]:
        for field in part["properties"].values():
            for each in (field, *field.get("patternProperties", {}).values()):
                if "$ref" in each:
                    yield _name(each)
                    yield from _inside(parts[_name(each)], parts)


def _name(part: Part) -> str:
    return str(part["$ref"]).rpartition("/")[2]


def _or_null(kinds: str | list[str]) -> list[str]:
    return [*([kinds] if isinstance(kinds, str) else kinds), "null"]


def main() -> None:
    """Write the schema files."""
    SCHEMAS.mkdir(exist_ok=True)
    for name in NAMES:
        (SCHEMAS / f"{name}.schema.json").write_text(generated_text(name), encoding="utf-8", newline="\n")
        sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    main()
