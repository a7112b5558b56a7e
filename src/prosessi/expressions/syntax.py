"""Reading an expression: a small recursive descent over its tokens, with every part knowing its place.

The language is total: every text is an `Expression` or raises an `ExpressionProblem`, and how large an expression
can be is bounded, so that whatever reads its tree may recurse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final, TypeVar

from prosessi.expressions.problem import ExpressionProblem
from prosessi.expressions.tokens import FOREIGN, RESERVED, SPLIT, Token, tokens_of
from prosessi.expressions.tree import Active, Binary, BinaryWord, Constant, Name, Node, SetOf, Unary, UnaryWord
from prosessi.expressions.writing import unparse
from prosessi.messages import Message, say

__all__ = ["RESERVED", "Expression", "ExpressionProblem", "literal", "parse"]

MOST_NODES = 200
DEEPEST = 50
MOST_PRODUCTS = 16
"""So many products of numbers of 15 digits stay within what a float can hold."""

_COMPARISONS: Final[dict[str, BinaryWord]] = {"==": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_SUMS: Final[dict[str, BinaryWord]] = {"+": "+", "-": "-"}
_PRODUCTS: Final[dict[str, BinaryWord]] = {"*": "*"}
_NOTHING: Final = frozenset({"null", "none", "unknown", "undefined", "nil"})

Made = TypeVar("Made", bound=Node)


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as it was written, and what it says."""

    text: str
    tree: Node

    def __str__(self) -> str:
        return self.text


def parse(text: str) -> Expression:
    """Read an expression. What is not one raises an `ExpressionProblem` that says what to write."""
    return Expression(text, _Parser(text).whole())


def literal(value: object) -> Expression:
    """The expression that says a plain value: a truth value, a number, a date, or a list of choices."""
    tree = _literal_tree(value)
    return Expression(unparse(tree), tree)


def _literal_tree(value: object) -> Node:
    match value:
        case bool():
            return Constant("boolean", value, 0, 0)
        case int() | float() if abs(value) < 10**15:
            number = Constant("integer" if isinstance(value, int) else "number", abs(value), 0, 0)
            return Unary("-", number, 0, 0) if value < 0 else number
        case date():
            return Constant("date", value, 0, 0)
        case list() | tuple() if all(isinstance(item, str) for item in value):
            return SetOf(tuple(_Parser(item).item() for item in value), 0, 0)
    text = str(value)
    message = say("'{text}' cannot be the value of case data", text=text)
    fix = say("write true, false, a number, a date, a choice or a list of choices")
    raise ExpressionProblem(message, fix, 0, len(text))


class _Parser:
    """One pass over the tokens of one text. A method stands for a level of binding, the loosest first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.position = 0
        self.nodes = 0
        self.depth = 0
        self.products = 0

    def whole(self) -> Node:
        if self.ended:
            raise ExpressionProblem(
                say("the expression is empty"), say("write a condition, such as 'suostumus'"), 0, len(self.text)
            )
        tree = self.disjunction()
        if not self.ended:
            raise self.unexpected()
        return tree

    def item(self) -> Name | Constant:
        """A choice in a list, and nothing else."""
        found = self.choice()
        if not self.ended:
            raise self.unexpected()
        return found

    def disjunction(self) -> Node:
        return self.chain({"or": "or"}, self.conjunction)

    def conjunction(self) -> Node:
        return self.chain({"and": "and"}, self.negation)

    def negation(self) -> Node:
        return self.prefixed("not", self.comparison)

    def comparison(self) -> Node:
        left = self.sum()
        if self.now.text == "is":
            tree: Node = self.question(left)
        elif (word := self.relation()) is not None:
            right = self.sum()
            tree = self.made(Binary(word, left, right, left.start, right.end))
        else:
            return left
        self.refuse_chain(tree)
        return tree

    def relation(self) -> BinaryWord | None:
        """Take the word of a comparison, if one stands here."""
        if self.now.text in _COMPARISONS:
            return _COMPARISONS[self.take().text]
        if self.now.text == "in":
            self.take()
            return "in"
        if self.now.text == "not" and self.tokens[self.position + 1].text == "in":
            self.position += 2
            return "not in"
        return None

    def question(self, operand: Node) -> Node:
        """`is empty`, `is set` and their opposites."""
        first = self.take()
        negated = self.now.text == "not"
        if negated:
            self.take()
        last = self.now
        if last.text not in {"empty", "set"}:
            raise self.wrong_question(first, negated=negated)
        self.take()
        words: dict[tuple[bool, str], UnaryWord] = {
            (False, "empty"): "is empty",
            (True, "empty"): "is not empty",
            (False, "set"): "is set",
            (True, "set"): "is not set",
        }
        return self.made(Unary(words[negated, last.text], operand, operand.start, last.end))

    def sum(self) -> Node:
        return self.chain(_SUMS, self.product)

    def product(self) -> Node:
        return self.chain(_PRODUCTS, self.signed)

    def signed(self) -> Node:
        return self.prefixed("-", self.primary)

    def primary(self) -> Node:
        token = self.now
        match token.kind, token.text:
            case "sign", "(":
                return self.grouped()
            case "sign", "[":
                return self.choices()
            case "number", _:
                self.take()
                return self.made(_number(token))
            case "date", _:
                self.take()
                return self.made(_date(token))
            case "word", "true" | "false":
                self.take()
                return self.made(Constant("boolean", token.text == "true", token.start, token.end))
            case "word", "active" if self.tokens[self.position + 1].text == "(":
                return self.active()
        return self.choice()

    def choice(self) -> Name | Constant:
        """A name, or a text in quotes."""
        token = self.now
        if token.kind == "quoted":
            self.take()
            return self.made(Constant("quoted", token.text[1:-1], token.start, token.end))
        if token.kind != "word" or token.text in RESERVED:
            raise self.missing()
        if token.text in _NOTHING:
            fix = say("ask 'x is set' or 'x is not set'")
            raise ExpressionProblem(say("there is no '{text}'", text=token.text), fix, token.start, token.end)
        self.take()
        return self.made(Name(token.text, token.start, token.end))

    def grouped(self) -> Node:
        opening = self.take()
        with self.deeper(opening):
            tree = self.disjunction()
        self.close(opening, ")")
        return tree

    def choices(self) -> Node:
        opening = self.take()
        items: list[Name | Constant] = []
        while self.now.text != "]":
            number = self.now.kind in {"number", "date"}
            items.append(self.number_in_set() if number else self.choice())
            if self.now.text != ",":
                break
            self.take()
        end = self.close(opening, "]")
        return self.made(SetOf(tuple(items), opening.start, end))

    def number_in_set(self) -> Constant:
        token = self.take()
        message = say("a list holds choices, and '{text}' is none", text=token.text)
        fix = say("compare with 'x == 1 or x == 2', or with 'x >= 1 and x <= 2'")
        raise ExpressionProblem(message, fix, token.start, token.end)

    def active(self) -> Node:
        word, opening = self.take(), self.take()
        token = self.now
        if token.kind != "word":
            message = say("active() asks about one state")
            raise ExpressionProblem(message, say("write for example 'active(arviointi)'"), token.start, token.end)
        self.take()
        end = self.close(opening, ")")
        return self.made(Active(Name(token.text, token.start, token.end), word.start, end))

    def chain(self, words: dict[str, BinaryWord], operand: Callable[[], Node]) -> Node:
        """Operands joined by words that bind equally, from the left."""
        tree = operand()
        while self.now.text in words:
            sign = self.take()
            self.products += sign.text == "*"
            if self.products > MOST_PRODUCTS:
                message = say("more than {limit} multiplications", limit=MOST_PRODUCTS)
                raise ExpressionProblem(message, SPLIT, sign.start, sign.end)
            right = operand()
            tree = self.made(Binary(words[sign.text], tree, right, tree.start, right.end))
        return tree

    def prefixed(self, word: UnaryWord, operand: Callable[[], Node]) -> Node:
        """An operand with any number of `word` before it."""
        before: list[Token] = []
        while self.now.text == word:
            before.append(self.take())
            if self.depth + len(before) > DEEPEST:
                raise self.too_deep(before[0])
        tree = operand()
        for token in reversed(before):
            tree = self.made(Unary(word, tree, token.start, tree.end))
        return tree

    @property
    def ended(self) -> bool:
        return self.now.kind == "end"

    @property
    def now(self) -> Token:
        return self.tokens[self.position]

    def take(self) -> Token:
        token = self.tokens[self.position]
        self.position += 1
        return token

    def close(self, opening: Token, closing: str) -> int:
        """Take the closing bracket and give its end."""
        if self.now.text == closing:
            return self.take().end
        if not self.ended:
            raise self.unexpected()
        message = say("the bracket '{text}' is not closed", text=opening.text)
        raise ExpressionProblem(message, say("add '{text}'", text=closing), opening.start, opening.end)

    @contextmanager
    def deeper(self, opening: Token) -> Iterator[None]:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.too_deep(opening)
        yield
        self.depth -= 1

    def made(self, node: Made) -> Made:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            message = say("the expression has more than {limit} parts", limit=MOST_NODES)
            raise ExpressionProblem(message, SPLIT, 0, len(self.text))
        return node

    def too_deep(self, token: Token) -> ExpressionProblem:
        message = say("brackets and negations more than {limit} deep", limit=DEEPEST)
        return ExpressionProblem(message, SPLIT, token.start, token.end)

    def refuse_chain(self, first: Node) -> None:
        """`1 < x < 5` looks right and means something else in most languages, so it is no expression here."""
        token = self.now
        if token.text not in {*_COMPARISONS, "in", "is"}:
            return
        middle = self.text[first.right.start : first.right.end] if isinstance(first, Binary) else ""
        whole = self.text[first.start : first.end]
        message = say("comparisons do not chain: '{text}' is already one", text=whole)
        fix = say("write '{whole} and {middle} {sign} ...'", whole=whole, middle=middle, sign=token.text)
        bracket = say("join two conditions with 'and', or put the first one in brackets")
        raise ExpressionProblem(message, fix if middle else bracket, token.start, token.end)

    def wrong_question(self, first: Token, *, negated: bool) -> ExpressionProblem:
        last = self.now
        known = {"in": "in", "true": "== true", "false": "== false"}
        fix = say("write 'is empty', 'is not empty', 'is set' or 'is not set'; equality is '=='")
        if negated and last.text == "in":
            fix = say("write '{text}'", text="not in")
        elif not negated and last.text in known:
            fix = say("write '{text}'", text=known[last.text])
        end = last.end if last.kind != "end" else first.end
        return ExpressionProblem(say("'is' asks only whether something is empty or set"), fix, first.start, end)

    def missing(self) -> ExpressionProblem:
        """Something should stand here, and what stands here is not it."""
        token, before = self.now, self.tokens[self.position - 1] if self.position else None
        if token.kind == "end" and before is not None:
            message = say("something is missing after '{text}'", text=before.text)
            return ExpressionProblem(message, say("add what belongs after it"), before.start, before.end)
        message = say("'{text}' cannot stand here", text=token.text)
        fix = say("a name, a number, a date, true, false or a bracket can")
        return ExpressionProblem(message, fix, token.start, token.end)

    def unexpected(self) -> ExpressionProblem:
        """The expression could have ended here, and went on with something that joins nothing."""
        token, before = self.now, self.tokens[self.position - 1]
        if before.text in FOREIGN and token.kind in {"word", "number"}:
            return _foreign(before)
        if token.text in FOREIGN:
            return _foreign(token)
        return ExpressionProblem(
            say("'{text}' cannot stand after '{before}'", text=token.text, before=before.text),
            self.joining(before, token),
            token.start,
            token.end,
        )

    def joining(self, before: Token, token: Token) -> Message:
        after = self.tokens[self.position + 1] if token.kind != "end" else token
        if token.text == "," and before.kind == after.kind == "number":
            return say("write '{text}'", text=f"{before.text}.{after.text}")
        if token.text == "(" and before.kind == "word":
            return say("the only question with brackets is active(state)")
        if token.text in {")", "]"}:
            return say("take it away, or add the bracket that opens")
        near = get_close_matches(token.text, ["and", "or", "in", "is", "not in"], n=1, cutoff=0.5)
        if near and token.kind == "word":
            return say("did you mean '{word}'?", word=near[0])
        return say("join conditions with 'and' or 'or'; text goes in single quotes")


def _foreign(token: Token) -> ExpressionProblem:
    message = say("'{text}' is not a word of this language", text=token.text)
    return ExpressionProblem(message, say("write '{text}'", text=FOREIGN[token.text]), token.start, token.end)


def _number(token: Token) -> Constant:
    whole = "." not in token.text
    return Constant(
        "integer" if whole else "number", int(token.text) if whole else float(token.text), token.start, token.end
    )


def _date(token: Token) -> Constant:
    try:
        return Constant("date", date.fromisoformat(token.text), token.start, token.end)
    except ValueError:
        message = say("there is no day {day}", day=token.text)
        fix = say("dates are year-month-day, such as 2026-09-01")
        raise ExpressionProblem(message, fix, token.start, token.end) from None
