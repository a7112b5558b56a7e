"""The shipped JSON Schemas are those of the model classes, and say to an editor what the binder says."""

from __future__ import annotations

import json

import pytest

from prosessi.model.bind import FILES
from prosessi.model.schema import NAMES, generate, generated_text, schema_text


def parts(schema):
    """Every object inside a schema that is itself a schema or a part of one."""
    waiting = [schema]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            yield part
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_schema_is_the_generated_one(name):
    assert schema_text(name) == generated_text(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_complete_without_any_address(name):
    schema = json.loads(schema_text(name))

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"prosessi:{name}.schema.json"
    assert all(part["$ref"].startswith("#/$defs/") for part in parts(schema) if "$ref" in part)


@pytest.mark.parametrize("name", NAMES)
def test_alternatives_are_told_apart_without_any_of(name):
    assert not [part for part in parts(generate(name)) if part.keys() & {"anyOf", "oneOf", "allOf"}]


@pytest.mark.parametrize("name", NAMES)
def test_every_key_of_a_file_is_explained(name):
    schema = generate(name)
    objects = [schema, *schema["$defs"].values()]

    assert all("description" in each for each in objects)
    assert all("description" in field or "$ref" in field for each in objects for field in each["properties"].values())


@pytest.mark.parametrize("name", NAMES)
def test_unknown_keys_are_refused_by_the_schema_too(name):
    schema = generate(name)

    assert all(each["additionalProperties"] is False for each in (schema, *schema["$defs"].values()))


@pytest.mark.parametrize(("name", "cls"), FILES.items())
def test_the_schema_has_the_keys_that_authors_write(name, cls):
    assert set(generate(name)["properties"]) == {field.alias or key for key, field in cls.model_fields.items()}
    assert "if" in generate("process")["$defs"]["Transition"]["properties"]


def test_one_name_or_a_list_of_names_is_allowed_where_the_binder_allows_it():
    by = generate("process")["$defs"]["Event"]["properties"]["by"]

    assert by["type"] == ["string", "array"]
    assert by["pattern"] == by["items"]["pattern"]
