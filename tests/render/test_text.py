"""The text version names everything that the picture shows."""

import pytest

from pictures import SHIPPED, chart
from prosessi.render.facts import Facts
from prosessi.render.text import describe


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", [*SHIPPED, "small"])
def test_every_state_and_transition_is_named(name, language):
    facts = Facts(chart(name), language)
    told = " ".join(describe(chart(name), "text", language).split())

    assert [fact.name for fact in facts.states.values() if " ".join(fact.name.split()) not in told] == []
    assert [edge.label for edge in facts.edges.values() if " ".join(edge.label.split()) not in told] == []


@pytest.mark.parametrize("fmt", ["text", "md"])
def test_a_small_chart_is_told_as_it_was(golden, fmt):
    golden(describe(chart("small"), fmt, "fi"), f"small.{'md' if fmt == 'md' else 'txt'}")


def test_what_markdown_would_read_as_marks_is_escaped():
    told = describe(chart("odd"), "md", "fi")

    assert r"\<script\>" in told
    assert "<b>" not in told


def test_a_transition_tells_who_when_and_where_to():
    told = describe(chart("small"), "md", "fi")

    assert "- Tarkista hakemus → Käsittely. Tekijä: Käsittelijä. Ehto: hakemus on täydellinen." in told
    assert "- Kysy lisää → pysyy tässä tilassa." in told
