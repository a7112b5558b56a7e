"""Cutting the text of an expression into words, numbers and signs; what belongs to another language is refused here."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

from prosessi.expressions.problem import ExpressionProblem
from prosessi.messages import Message, say

LONGEST_TEXT = 10_000
MOST_DIGITS = 15

RESERVED: Final = frozenset({"and", "or", "not", "in", "is", "true", "false"})
"""Words that cannot be the name of case data."""

FOREIGN: Final[dict[str, str]] = {
    "ja": "and",
    "och": "and",
    "tai": "or",
    "eller": "or",
    "ei": "not",
    "inte": "not",
    "kyllä": "true",
    "tosi": "true",
    "epätosi": "false",
    "sant": "true",
    "falskt": "false",
    "tyhjä": "is empty",
    "tom": "is empty",
    "on": "==",
    "vähintään": ">=",
    "enintään": "<=",
    "yli": ">",
    "alle": "<",
}
"""Words of other languages, and what to write for them."""

PHRASES: Final[dict[tuple[str, str], str]] = {
    ("ei", "ole"): "!=",
    ("on", "ei"): "!=",
    ("inte", "är"): "!=",
    ("suurempi", "kuin"): ">",
    ("pienempi", "kuin"): "<",
}
"""The same for two words."""

_FOREIGN_SIGNS: Final[dict[str, str]] = {
    "=": "==",
    "===": "==",
    "!==": "!=",
    "<>": "!=",
    "≠": "!=",
    "=>": ">=",
    "≥": ">=",
    "=<": "<=",
    "≤": "<=",
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "!": "not",
    "**": "*",
    "×": "*",
    "–": "-",
    "−": "-",
    "‘": "'",
    "’": "'",
    "{": "[",
    "}": "]",
    ";": ",",
}
_TOKEN: Final = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<date>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?!\w))"
    r"|(?P<finnish_date>[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}(?!\w))"
    r"|(?P<spaced>[0-9]{1,3}(?:[ \xa0][0-9]{3})+(?![\w.]))"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<quoted>'[^'\n]*')"
    r"|(?P<doubled>\"[^\"'\n]*\")"
    r"|(?P<foreign>===|!==|<>|=>|=<|&&|\|\||\*\*|=(?!=)|!(?!=)|[&|≠≥≤×–−‘’{};])"
    r"|(?P<sign>==|!=|<=|>=|[<>+*()\[\],-])"
    r"|(?P<other>.)",
    re.DOTALL,
)
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text. The last one of every text is of kind `end` and empty."""

    kind: Literal["word", "number", "date", "quoted", "sign", "end"]
    text: str
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """Cut `text` into tokens, or raise the first problem."""
    if len(text) > LONGEST_TEXT:
        raise ExpressionProblem(
            say("the expression is longer than {limit} characters", limit=LONGEST_TEXT), SPLIT, 0, len(text)
        )
    found = [_token(match) for match in _TOKEN.finditer(text) if match.lastgroup != "space"]
    return [*found, Token("end", "", len(text.rstrip()), len(text.rstrip()))]


SPLIT: Final = say("split it into several transitions, or decide part of it in an earlier act")


def _token(match: re.Match[str]) -> Token:
    text, start, end = match[0], match.start(), match.end()
    match match.lastgroup:
        case "word":
            _refuse_word(text, start, end)
            return Token("word", text, start, end)
        case "number":
            _refuse_number(text, start, end)
            return Token("number", text, start, end)
        case "date" | "quoted" | "sign" as kind:
            return Token(kind, text, start, end)
    raise ExpressionProblem(
        say("'{text}' does not belong to the language of conditions", text=text), _fix(match), start, end
    )


def _refuse_word(text: str, start: int, end: int) -> None:
    if _NAME.fullmatch(text):
        return
    low = text.lower()
    known = FOREIGN.get(low, low if low in RESERVED else _as_name(low))
    if known is not None:
        fix = say("write '{text}'", text=known)
    else:
        fix = say("names have the small letters a-z, digits and _, such as 'arvio_tehty'; text goes in single quotes")
    raise ExpressionProblem(say("'{text}' is not a name", text=text), fix, start, end)


def _as_name(text: str) -> str | None:
    """The id that people write for a word with letters that ids cannot have, such as `paatos`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return plain if _NAME.fullmatch(plain) else None


def _refuse_number(text: str, start: int, end: int) -> None:
    if len(text) > MOST_DIGITS:
        message = say("the number has more than {limit} digits", limit=MOST_DIGITS)
        raise ExpressionProblem(message, say("use a larger unit"), start, end)
    if len(text) > 1 and text[0] == "0" and text[1] != ".":
        message = say("a number does not begin with zero: '{text}'", text=text)
        raise ExpressionProblem(message, say("write '{text}'", text=text.lstrip("0") or "0"), start, end)


def _fix(match: re.Match[str]) -> Message:
    text = match[0]
    if match.lastgroup == "foreign":
        return say("write '{text}'", text=_FOREIGN_SIGNS[text])
    if match.lastgroup in {"finnish_date", "spaced"}:
        return say("write '{text}'", text=written_plainly(text))
    if match.lastgroup == "doubled":
        return say("write {text}", text=f"'{text[1:-1]}'")
    if text in {"'", '"'}:
        return say("put text between two single quotes: 'text'")
    if text in {"/", "%", "^"}:
        return say("there are only +, - and *")
    return say("the words are and, or, not, in, is empty, is set; the signs == != < <= > >= + - *")


def written_plainly(text: str) -> str:
    """A date with its year first, or a number without the spaces between its thousands."""
    if "." not in text:
        return "".join(text.split())
    day, month, year = text.split(".")
    return f"{year}-{int(month):02}-{int(day):02}"
