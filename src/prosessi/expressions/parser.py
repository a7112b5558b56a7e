"""A small recursive descent over the tokens of an expression, with a remedy for every way to go wrong.

How large an expression can be is bounded, so that whatever reads its tree may recurse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from difflib import get_close_matches
from typing import Final, TypeVar

from prosessi.expressions.problem import ExpressionProblem
from prosessi.expressions.tokens import FOREIGN, PHRASES, RESERVED, SPLIT, Token, tokens_of
from prosessi.expressions.tree import Active, Binary, BinaryWord, Constant, Name, Node, SetOf, Unary, UnaryWord
from prosessi.messages import Message, say

MOST_NODES = 200
DEEPEST = 50
MOST_PRODUCTS = 16
"""So many products of numbers of 15 digits stay within what a float can hold."""

_COMPARISONS: Final[dict[str, BinaryWord]] = {"==": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_SUMS: Final[dict[str, BinaryWord]] = {"+": "+", "-": "-"}
_PRODUCTS: Final[dict[str, BinaryWord]] = {"*": "*"}
_NOTHING: Final = frozenset({"null", "none", "unknown", "undefined", "nil"})

Made = TypeVar("Made", bound=Node)


class Parser:
    """One pass over the tokens of one text. A method stands for a level of binding, the loosest first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.position = 0
        self.nodes = 0
        self.depth = 0
        self.products = 0

    def whole(self) -> Node:
        """The whole text as one expression."""
        if self._ended:
            raise ExpressionProblem(
                say("the expression is empty"), say("write a condition, such as 'suostumus'"), 0, len(self.text)
            )
        tree = self._disjunction()
        if not self._ended:
            raise self._unexpected()
        return tree

    def item(self) -> Name | Constant:
        """A choice in a list, and nothing else."""
        found = self._choice()
        if not self._ended:
            raise self._unexpected()
        return found

    def _disjunction(self) -> Node:
        return self._chain({"or": "or"}, self._conjunction)

    def _conjunction(self) -> Node:
        return self._chain({"and": "and"}, self._negation)

    def _negation(self) -> Node:
        return self._prefixed("not", self._comparison)

    def _comparison(self) -> Node:
        left = self._sum()
        if self._now.text == "is":
            tree: Node = self._question(left)
        elif (word := self._relation()) is not None:
            right = self._sum()
            tree = self._made(Binary(word, left, right, left.start, right.end))
        else:
            return left
        self._refuse_chain(tree)
        return tree

    def _relation(self) -> BinaryWord | None:
        """Take the word of a comparison, if one stands here."""
        if self._now.text in _COMPARISONS:
            return _COMPARISONS[self._take().text]
        if self._now.text == "in":
            self._take()
            return "in"
        if self._now.text == "not" and self.tokens[self.position + 1].text == "in":
            self.position += 2
            return "not in"
        return None

    def _question(self, operand: Node) -> Node:
        """`is empty`, `is set` and their opposites."""
        first = self._take()
        negated = self._now.text == "not"
        if negated:
            self._take()
        last = self._now
        if last.text not in {"empty", "set"}:
            raise self._wrong_question(first, negated=negated)
        self._take()
        words: dict[tuple[bool, str], UnaryWord] = {
            (False, "empty"): "is empty",
            (True, "empty"): "is not empty",
            (False, "set"): "is set",
            (True, "set"): "is not set",
        }
        return self._made(Unary(words[negated, last.text], operand, operand.start, last.end))

    def _sum(self) -> Node:
        return self._chain(_SUMS, self._product)

    def _product(self) -> Node:
        return self._chain(_PRODUCTS, self._signed)

    def _signed(self) -> Node:
        return self._prefixed("-", self._primary)

    def _primary(self) -> Node:  # noqa: PLR0911  # one return a kind of token
        token = self._now
        match token.kind, token.text:
            case "sign", "(":
                return self._grouped()
            case "sign", "[":
                return self._choices()
            case "number", _:
                self._take()
                return self._made(_number(token))
            case "date", _:
                self._take()
                return self._made(_date(token))
            case "word", "true" | "false":
                self._take()
                return self._made(Constant("boolean", token.text == "true", token.start, token.end))
            case "word", "active" if self.tokens[self.position + 1].text == "(":
                return self._active()
        return self._choice()

    def _choice(self) -> Name | Constant:
        """A name, or a text in quotes."""
        token = self._now
        if token.kind == "quoted":
            self._take()
            return self._made(Constant("quoted", token.text[1:-1], token.start, token.end))
        if token.kind != "word" or token.text in RESERVED:
            raise self._missing()
        if token.text in _NOTHING:
            fix = say("ask 'x is set' or 'x is not set'")
            raise ExpressionProblem(say("there is no '{text}'", text=token.text), fix, token.start, token.end)
        self._take()
        return self._made(Name(token.text, token.start, token.end))

    def _grouped(self) -> Node:
        opening = self._take()
        with self._deeper(opening):
            tree = self._disjunction()
        self._close(opening, ")")
        return tree

    def _choices(self) -> Node:
        opening = self._take()
        items: list[Name | Constant] = []
        while self._now.text != "]":
            number = self._now.kind in {"number", "date"}
            items.append(self._number_in_set() if number else self._choice())
            if self._now.text != ",":
                break
            self._take()
        end = self._close(opening, "]")
        return self._made(SetOf(tuple(items), opening.start, end))

    def _number_in_set(self) -> Constant:
        token = self._take()
        message = say("a list holds choices, and '{text}' is none", text=token.text)
        fix = say("compare with 'x == 1 or x == 2', or with 'x >= 1 and x <= 2'")
        raise ExpressionProblem(message, fix, token.start, token.end)

    def _active(self) -> Node:
        word, opening = self._take(), self._take()
        token = self._now
        if token.kind != "word":
            message = say("active() asks about one state")
            raise ExpressionProblem(message, say("write for example 'active(arviointi)'"), token.start, token.end)
        self._take()
        end = self._close(opening, ")")
        return self._made(Active(Name(token.text, token.start, token.end), word.start, end))

    def _chain(self, words: dict[str, BinaryWord], operand: Callable[[], Node]) -> Node:
        """Operands joined by words that bind equally, from the left."""
        tree = operand()
        while self._now.text in words:
            sign = self._take()
            self.products += sign.text == "*"
            if self.products > MOST_PRODUCTS:
                message = say("more than {limit} multiplications", limit=MOST_PRODUCTS)
                raise ExpressionProblem(message, SPLIT, sign.start, sign.end)
            right = operand()
            tree = self._made(Binary(words[sign.text], tree, right, tree.start, right.end))
        return tree

    def _prefixed(self, word: UnaryWord, operand: Callable[[], Node]) -> Node:
        """An operand with any number of `word` before it."""
        before: list[Token] = []
        while self._now.text == word:
            before.append(self._take())
            if self.depth + len(before) > DEEPEST:
                raise self._too_deep(before[0])
        tree = operand()
        for token in reversed(before):
            tree = self._made(Unary(word, tree, token.start, tree.end))
        return tree

    @property
    def _ended(self) -> bool:
        return self._now.kind == "end"

    @property
    def _now(self) -> Token:
        return self.tokens[self.position]

    def _take(self) -> Token:
        token = self.tokens[self.position]
        self.position += 1
        return token

    def _close(self, opening: Token, closing: str) -> int:
        """Take the closing bracket and give its end."""
        if self._now.text == closing:
            return self._take().end
        if not self._ended:
            raise self._unexpected()
        message = say("the bracket '{text}' is not closed", text=opening.text)
        raise ExpressionProblem(message, say("add '{text}'", text=closing), opening.start, opening.end)

    @contextmanager
    def _deeper(self, opening: Token) -> Iterator[None]:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._too_deep(opening)
        yield
        self.depth -= 1

    def _made(self, node: Made) -> Made:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            message = say("the expression has more than {limit} parts", limit=MOST_NODES)
            raise ExpressionProblem(message, SPLIT, 0, len(self.text))
        return node

    def _too_deep(self, token: Token) -> ExpressionProblem:
        message = say("brackets and negations more than {limit} deep", limit=DEEPEST)
        return ExpressionProblem(message, SPLIT, token.start, token.end)

    def _refuse_chain(self, first: Node) -> None:
        """`1 < x < 5` looks right and means something else in most languages, so it is no expression here."""
        token = self._now
        if token.text not in {*_COMPARISONS, "in", "is"}:
            return
        middle = self.text[first.right.start : first.right.end] if isinstance(first, Binary) else ""
        whole = self.text[first.start : first.end]
        message = say("comparisons do not chain: '{text}' is already one", text=whole)
        fix = say("write '{whole} and {middle} {sign} ...'", whole=whole, middle=middle, sign=token.text)
        bracket = say("join two conditions with 'and', or put the first one in brackets")
        raise ExpressionProblem(message, fix if middle else bracket, token.start, token.end)

    def _wrong_question(self, first: Token, *, negated: bool) -> ExpressionProblem:
        last = self._now
        known = {"in": "in", "true": "== true", "false": "== false"}
        fix = say("write 'is empty', 'is not empty', 'is set' or 'is not set'; equality is '=='")
        if negated and last.text == "in":
            fix = say("write '{text}'", text="not in")
        elif not negated and last.text in known:
            fix = say("write '{text}'", text=known[last.text])
        end = last.end if last.kind != "end" else first.end
        return ExpressionProblem(say("'is' asks only whether something is empty or set"), fix, first.start, end)

    def _missing(self) -> ExpressionProblem:
        """Something should stand here, and what stands here is not it."""
        token, before = self._now, self.tokens[self.position - 1] if self.position else None
        if token.kind == "end" and before is not None:
            message = say("something is missing after '{text}'", text=before.text)
            return ExpressionProblem(message, say("add what belongs after it"), before.start, before.end)
        message = say("'{text}' cannot stand here", text=token.text)
        fix = say("a name, a number, a date, true, false or a bracket can")
        return ExpressionProblem(message, fix, token.start, token.end)

    def _unexpected(self) -> ExpressionProblem:
        """The expression could have ended here, and went on with something that joins nothing."""
        token, before = self._now, self.tokens[self.position - 1]
        if phrase := PHRASES.get((token.text, self._after.text)):
            message = say("'{text}' is not a word of this language", text=f"{token.text} {self._after.text}")
            return ExpressionProblem(message, say("write '{text}'", text=phrase), token.start, self._after.end)
        if before.text in FOREIGN and token.kind in {"word", "number"}:
            return _foreign(before)
        if token.text in FOREIGN:
            return _foreign(token)
        return ExpressionProblem(
            say("'{text}' cannot stand after '{before}'", text=token.text, before=before.text),
            self._joining(before, token),
            token.start,
            token.end,
        )

    @property
    def _after(self) -> Token:
        """The token after the present one; at the end, the end."""
        return self.tokens[min(self.position + 1, len(self.tokens) - 1)]

    def _joining(self, before: Token, token: Token) -> Message:
        after = self._after
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
