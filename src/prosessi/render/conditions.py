"""Conditions in people's words: names become labels, and operators become small words.

It says the same as the expression's text and nothing else; brackets stay where the reading would change without them.
"""

from __future__ import annotations

from datetime import date

from prosessi.chart.chart import Chart
from prosessi.expressions.syntax import Expression
from prosessi.expressions.tree import Active, Binary, Constant, Name, Node, SetOf, Unary
from prosessi.messages import Message, say
from prosessi.render.words import called, datum_name

_SIGNS = {"==": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "+": "+", "-": "−", "*": "×"}
_JOINING = ("and", "or")


def condition_in_words(chart: Chart, expression: Expression, language: str) -> str:
    """The condition as a phrase to stand after 'if'."""
    return _phrase(chart, expression.tree, language)


def lowered(name: str) -> str:
    """A name as it stands inside a sentence: `SHL` keeps its capitals, `Perheen suostumus` loses its first."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _phrase(chart: Chart, node: Node, language: str) -> str:
    match node:
        case Constant():
            return _constant(node, language)
        case Name():
            return lowered(datum_name(chart, node.id, language))
        case SetOf():
            return ", ".join(_phrase(chart, item, language) for item in node.items)
        case Active():
            state = chart.named(node.state.id).written if node.state.id in chart.ids else None
            name = called(state.label if state else None, node.state.id, language)
            return say("the case is in the state '{name}'", name=name).in_language(language)
        case Unary():
            return _of_one(chart, node, language)
        case Binary():
            return _of_two(chart, node, language)


def _constant(node: Constant, language: str) -> str:
    value = node.value
    if isinstance(value, bool):
        return (say("yes") if value else say("no")).in_language(language)
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    return str(value).replace(".", ",") if isinstance(value, float) and language != "en" else str(value)


def _of_one(chart: Chart, node: Unary, language: str) -> str:
    if node.word == "-":
        return "−" + _phrase(chart, node.operand, language)
    inner = _phrase(chart, node.operand, language)
    if node.word == "not" and isinstance(node.operand, Binary):
        inner = f"({inner})"
    return _said_of(node.word, inner).in_language(language)


def _said_of(word: str, fact: str) -> Message:
    match word:
        case "is empty":
            return say("{fact}: none", fact=fact)
        case "is not empty":
            return say("{fact}: some", fact=fact)
        case "is set":
            return say("{fact}: known", fact=fact)
        case "is not set":
            return say("{fact}: not known", fact=fact)
    return say("not: {fact}", fact=fact)


def _of_two(chart: Chart, node: Binary, language: str) -> str:
    left, right = (_operand(chart, node, side, language) for side in (node.left, node.right))
    match node.word:
        case "and":
            message = say("{left} and {right}", left=left, right=right)
        case "or":
            message = say("{left} or {right}", left=left, right=right)
        case "in":
            message = say("{set} includes {item}", set=right, item=left)
        case "not in":
            message = say("{set} does not include {item}", set=right, item=left)
        case sign:
            return f"{left} {_SIGNS[sign]} {right}"
    return message.in_language(language)


def _operand(chart: Chart, parent: Binary, side: Node, language: str) -> str:
    choices = _choice_labels(chart, parent, language)
    if isinstance(side, Name) and side.id in choices:
        return choices[side.id]
    if isinstance(side, Constant) and side.kind == "quoted" and side.value in choices:
        return choices[str(side.value)]
    if isinstance(side, SetOf):
        return ", ".join(choices.get(getattr(item, "id", ""), _phrase(chart, item, language)) for item in side.items)
    words = _phrase(chart, side, language)
    mixed = isinstance(side, Binary) and side.word in _JOINING and side.word != parent.word
    return f"({words})" if mixed and parent.word in _JOINING else words


def _choice_labels(chart: Chart, parent: Binary, language: str) -> dict[str, str]:
    """The choices that the names in this comparison may mean, with their labels."""
    if parent.word in _JOINING:
        return {}
    labels: dict[str, str] = {}
    for side in (parent.left, parent.right):
        datum = chart.process.case.get(side.id) if isinstance(side, Name) else None
        if datum is not None:
            for choice in datum.of:
                label = datum.labels.get(choice)
                labels[choice] = label.in_language(language) if label else choice.replace("_", " ")
    return labels
