"""Conditions and values in the words of ECMAScript, which the tools that read SCXML mostly speak.

A bare word that is no case data is a choice, and choices are texts there. What is not set is `undefined`.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Final

from prosessi.expressions.tree import Active, Binary, Constant, Name, Node, SetOf, Unary

_SIGNS: Final = {"or": "||", "and": "&&", "==": "===", "!=": "!=="}
_ATOMS: Final = (Name, Constant, SetOf, Active)


def as_script(tree: Node, data: Collection[str]) -> str:  # noqa: PLR0911  # one return a kind of part
    """The expression in ECMAScript; every part that is no single word stands in brackets of its own."""
    match tree:
        case Constant(value=bool() as value):
            return str(value).lower()
        case Constant(value=int() | float() as value):
            return str(value)
        case Constant(value=value):
            return _text(str(value))
        case Name(id=name):
            return name if name in data else _text(name)
        case SetOf(items=items):
            return f"[{', '.join(as_script(item, ()) for item in items)}]"
        case Active(state=state):
            return f"In({_text(state.id)})"
        case Unary():
            return _of_one(tree, data)
        case Binary():
            return _of_two(tree, data)


def _of_one(tree: Unary, data: Collection[str]) -> str:
    operand = _inside(tree.operand, data)
    return {
        "not": f"!{operand}",
        "-": f"-{operand}",
        "is set": f"typeof {operand} !== 'undefined'",
        "is not set": f"typeof {operand} === 'undefined'",
        "is empty": f"{operand}.length === 0",
        "is not empty": f"{operand}.length !== 0",
    }[tree.word]


def _of_two(tree: Binary, data: Collection[str]) -> str:
    left, right = _inside(tree.left, data), _inside(tree.right, data)
    if tree.word in {"in", "not in"}:
        return f"{right}.indexOf({left}) {'>=' if tree.word == 'in' else '<'} 0"
    return f"{left} {_SIGNS.get(tree.word, tree.word)} {right}"


def _inside(tree: Node, data: Collection[str]) -> str:
    text = as_script(tree, data)
    return text if isinstance(tree, _ATOMS) else f"({text})"


def _text(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)[1:-1].replace('\\"', '"').replace("'", "\\'")
    return f"'{quoted}'"
