"""The part of ECMAScript in which conditions and values are written: a small parser, and nothing is ever run."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from prosessi.findings import Unreadable
from prosessi.messages import Message, say

LONGEST: Final = 5_000
DEEPEST: Final = 50
MOST_PARTS: Final = 150

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<text>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    r"|(?P<name>[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)"
    r"|(?P<step>\+\+|--)"
    r"|(?P<sign>===|!==|==|!=|<=|>=|&&|\|\||[-+*<>!()])"
    r"|(?P<other>\S))",
    re.ASCII,
)
_NOT_VALUES: Final = frozenset({"return", "break", "case", "catch", "continue", "else", "finally", "throw", "try"})
_LEVELS: Final = (
    {"||": "or"},
    {"&&": "and"},
    {"==": "==", "===": "==", "!=": "!=", "!==": "!="},
    {"<": "<", "<=": "<=", ">": ">", ">=": ">="},
    {"+": "+", "-": "-"},
    {"*": "*"},
)


@dataclass(frozen=True, slots=True)
class Plain:
    """A value written out; None is `undefined` or `null`."""

    value: bool | float | str | None
    at: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class Variable:
    """A piece of data, or `_event.name`."""

    name: str
    at: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class InState:
    """`In('s')`: whether a state is active."""

    state: str
    at: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class Not:
    """A negation."""

    operand: Script
    at: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class TypeOf:
    """`typeof x`, which only says whether `x` is there."""

    name: Variable
    at: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class Two:
    """Two operands and what stands between them, in the words of our own conditions."""

    word: str
    left: Script
    right: Script
    at: int = field(compare=False, default=0)


Script = Plain | Variable | InState | Not | TypeOf | Two


class ScriptProblem(Unreadable):
    """An expression that cannot be carried over."""


class BrokenScript(ScriptProblem):
    """An expression that nobody could work out: it says a word that begins or ends something else."""


def parse_script(text: str, *, null: bool = False) -> Script:
    """Read an expression, or raise a `ScriptProblem` with the place in `text` and what to write.

    In the datamodel `null` the one thing to ask is `In(s)`, and `s` is an id without quotes.
    """
    if len(text) > LONGEST:
        raise ScriptProblem(say("the expression is longer than {limit} characters", limit=LONGEST), SIMPLER, 0, 1)
    return _Parser(text, null=null).whole()


SIMPLER: Final[Message] = say(
    "use && || !, comparisons, + - *, numbers, texts, true, false, In('state') and the names of the data"
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


class _Parser:
    def __init__(self, text: str, *, null: bool) -> None:
        self.text = text
        self.null = null
        matches = [found for found in _TOKEN.finditer(text) if found.lastgroup]
        self.tokens = [
            _Token(str(found.lastgroup), found[str(found.lastgroup)], *found.span(str(found.lastgroup)))
            for found in matches
        ]
        self.position = 0
        self.depth = 0
        self.parts = 0

    def whole(self) -> Script:
        tree = self._level(0)
        if self.position < len(self.tokens):
            raise self._unexpected()
        return tree

    def _level(self, level: int) -> Script:
        if level == len(_LEVELS):
            return self._signed()
        left = self._level(level + 1)
        while self._now.text in _LEVELS[level] and self._now.kind == "sign":
            sign = self._take()
            left = self._counted(Two(_LEVELS[level][sign.text], left, self._level(level + 1), sign.start))
        return left

    def _signed(self) -> Script:
        token = self._now
        if token.kind == "sign" and token.text in {"!", "-", "+"}:
            self._take()
            operand = self._deeper(self._signed)
            if token.text == "!":
                return self._counted(Not(operand, token.start))
            zero = Plain(0, token.start)
            return operand if token.text == "+" else _negative(operand) or self._counted(Two("-", zero, operand))
        if token.kind == "name" and token.text == "typeof":
            self._take()
            operand = self._deeper(self._signed)
            if not isinstance(operand, Variable):
                raise ScriptProblem(say("'typeof' can be asked only of data"), SIMPLER, token.start, token.end)
            return TypeOf(operand, token.start)
        return self._primary()

    def _primary(self) -> Script:  # noqa: PLR0911  # one return a kind of token
        token = self._take()
        match token.kind, token.text:
            case "number", text:
                return self._counted(Plain(_number(text), token.start))
            case "text", text:
                return self._counted(Plain(re.sub(r"\\(.)", r"\1", text[1:-1]), token.start))
            case "name", "true" | "false":
                return self._counted(Plain(token.text == "true", token.start))
            case "name", "undefined" | "null":
                return self._counted(Plain(None, token.start))
            case "name", "In" if self._now.text == "(":
                return self._in_state(token)
            case "name", text if text in _NOT_VALUES:
                message = say("'{text}' is no expression", text=text)
                raise BrokenScript(message, SIMPLER, token.start, token.end)
            case "name", text if self._now.text != "(":
                return self._counted(Variable(text, token.start))
            case "sign", "(":
                tree = self._deeper(lambda: self._level(0))
                self._close()
                return tree
        self.position -= bool(token.kind)
        raise self._unexpected()

    def _in_state(self, token: _Token) -> Script:
        self._take()
        state = self._take()
        if state.kind != "text" and not (self.null and state.kind == "name"):
            raise ScriptProblem(say("In() asks about one state"), say("write In('state')"), token.start, token.end)
        self._close()
        return self._counted(InState(state.text.strip("'\""), token.start))

    def _deeper(self, read: Callable[[], Script]) -> Script:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ScriptProblem(say("brackets more than {limit} deep", limit=DEEPEST), SIMPLER, 0, 1)
        tree = read()
        self.depth -= 1
        return tree

    def _counted(self, tree: Script) -> Script:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise ScriptProblem(say("the expression has more than {limit} parts", limit=MOST_PARTS), SIMPLER, 0, 1)
        return tree

    def _close(self) -> None:
        if self._now.text != ")":
            raise self._unexpected()
        self._take()

    @property
    def _now(self) -> _Token:
        end = len(self.text)
        return self.tokens[self.position] if self.position < len(self.tokens) else _Token("", "", end, end)

    def _take(self) -> _Token:
        token = self._now
        self.position += bool(token.kind)
        return token

    def _unexpected(self) -> ScriptProblem:
        token = self._now
        if not token.kind:
            return ScriptProblem(say("the expression ends too early"), SIMPLER, token.start, token.end)
        message = say("'{text}' cannot be carried over", text=token.text)
        return ScriptProblem(message, SIMPLER, token.start, token.end)


def _number(text: str) -> float:
    value = float(text)
    return int(value) if value.is_integer() and abs(value) < 10**15 else value


def _negative(operand: Script) -> Script | None:
    if isinstance(operand, Plain) and isinstance(operand.value, (int, float)) and not isinstance(operand.value, bool):
        return Plain(-operand.value, operand.at)
    return None
