"""Writing an expression back: the canonical text, with brackets only where they are needed."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from prosessi.expressions.tree import Active, Binary, Constant, Name, Node, SetOf, Unary

_BINDING: Final[dict[str, int]] = {
    "or": 1,
    "and": 2,
    "not": 3,
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">=", "in", "not in"), 4),
    **dict.fromkeys(("is empty", "is not empty", "is set", "is not set"), 4),
}
_SUM, _PRODUCT, _SIGN, _ATOM = 5, 6, 7, 8


def unparse(tree: Node) -> str:  # noqa: PLR0911  # one return a kind of part
    """The canonical text of an expression; reading it gives an equal tree."""
    match tree:
        case Constant():
            return _constant(tree)
        case Name(id=name):
            return name
        case SetOf(items=items):
            return f"[{', '.join(map(unparse, items))}]"
        case Active(state=state):
            return f"active({state.id})"
        case Unary(word="not", operand=operand):
            return f"not {_inside(operand, 3)}"
        case Unary(word="-", operand=operand):
            return f"-{_inside(operand, _SIGN)}"
        case Unary(word=word, operand=operand):
            return f"{_inside(operand, _SUM)} {word}"
    own = binding(tree)
    left = own + 1 if own == _BINDING["=="] else own
    return f"{_inside(tree.left, left)} {tree.word} {_inside(tree.right, own + 1)}"


def binding(tree: Node) -> int:
    """How tightly the outermost word of a tree binds; a part that binds less than its place asks for needs brackets."""
    match tree:
        case Unary(word="-"):
            return _SIGN
        case Binary(word="+" | "-"):
            return _SUM
        case Binary(word="*"):
            return _PRODUCT
        case Unary() | Binary():
            return _BINDING[tree.word]
    return _ATOM


def _inside(tree: Node, least: int) -> str:
    text = unparse(tree)
    return text if binding(tree) >= least else f"({text})"


def _constant(constant: Constant) -> str:
    match constant.kind:
        case "boolean":
            return str(constant.value).lower()
        case "number":
            return f"{Decimal(repr(constant.value)):f}"
        case "quoted":
            return f"'{constant.value}'"
    return str(constant.value)
