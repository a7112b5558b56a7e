"""The data of a document: their types, told from every value that they are given or compared with.

ECMAScript has no declarations of types, so all that meets in an assignment or a comparison is taken to be of one type,
and what is written out says which. A text is one of a few choices: all texts that the datum ever meets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from prosessi.expressions.tree import Active, Binary, Constant, Name, Node, Unary
from prosessi.expressions.writing import unparse
from prosessi.importing.scxml.naming import ids_of
from prosessi.importing.scxml.script import (
    SIMPLER,
    InState,
    Not,
    Plain,
    Script,
    ScriptProblem,
    Two,
    TypeOf,
    Variable,
)
from prosessi.messages import Message, say

EVENT_NAME = "_event.name"

_KINDS: dict[str, Message] = {
    "boolean": say("true or false"),
    "number": say("a number"),
    "choice": say("a text"),
}
LARGEST: Final = 10**15
"""Numbers from here on are not exact in ECMAScript, and so they are not worked out here."""
NOTHING: Final[Mapping[str, Plain]] = MappingProxyType({})
_RECKONED = {"+", "-", "*"}
_ORDERED = {"<", "<=", ">", ">="}


@dataclass(slots=True, eq=False)
class Sort:
    """What is known of a type. Sorts that turn out to be one are joined, and `same` leads from one to the other."""

    kind: str | None = None
    whole: bool = True
    choices: dict[str, None] = field(default_factory=dict)
    same: Sort | None = None

    def found(self) -> Sort:
        """The sort that stands for all joined with this one."""
        sort = self
        while sort.same is not None:
            sort = sort.same
        return sort


@dataclass(slots=True, eq=False)
class Datum:
    """A piece of data; `first` is its value at the beginning, None if it has none.

    A `late` one has it only when the state that declares it is entered, and says so by another datum.
    """

    name: str
    first: Plain | None
    late: bool = False
    sort: Sort = field(default_factory=Sort)

    @property
    def unsure(self) -> bool:
        """Whether it may have no value."""
        return self.first is None or self.late

    @property
    def entered(self) -> str:
        """What the datum is called that says whether a late one has got its value."""
        return f"{self.name} entered"


class Data:
    """All data of a document."""

    def __init__(self, data: list[Datum]) -> None:
        self.data = {datum.name: datum for datum in data}
        self._ids: dict[Sort, dict[str, str]] = {}
        for datum in data:
            if datum.first is not None:
                _join(datum.sort, self.sort_of(datum.first), datum.first.at)

    @property
    def texts(self) -> dict[str, str]:
        """The data that begin as texts."""
        firsts = {datum.name: datum.first.value for datum in self.data.values() if datum.first is not None}
        return {name: value for name, value in firsts.items() if isinstance(value, str)}

    def settle_condition(self, script: Script) -> None:
        """Learn from a condition; raises a `ScriptProblem` for what does not go together."""
        _join(self.sort_of(script), Sort("boolean"), script.at)

    def settle_value(self, name: str, script: Script) -> None:
        """Learn from an assignment."""
        _join(self.data[name].sort, self.sort_of(script), script.at)

    def sort_of(self, script: Script) -> Sort:  # noqa: PLR0911  # one return a kind of part
        """The sort of an expression."""
        match script:
            case Plain(value=bool()):
                return Sort("boolean")
            case Plain(value=int() | float() as number):
                return Sort("number", whole=isinstance(number, int))
            case Plain(value=str() as text):
                return Sort("choice", choices={text: None})
            case Variable(name=name):
                return self._known(name, script.at)
            case Not(operand=operand):
                return _join(self.sort_of(operand), Sort("boolean"), script.at)
            case Two():
                return self._of_two(script)
            case InState():
                return Sort("boolean")
        raise ScriptProblem(say("this value cannot be carried over"), SIMPLER, script.at, script.at + 1)

    def declared(self) -> Iterator[tuple[str, dict[str, object]]]:
        """Each datum with what a process writes of it."""
        for datum in self.data.values():
            sort = datum.sort.found()
            written: dict[str, object] = {"type": self._kind(sort)}
            if sort.kind == "choice":
                ids = self.choices(datum.name)
                written["of"] = [*ids.values(), *_another(ids)]
                labels = {choice: text for text, choice in ids.items() if text != choice and text.strip()}
                written |= {"labels": labels} if labels else {}
            if datum.first is not None:
                first = datum.first.value
                written["default"] = self.choices(datum.name)[first] if isinstance(first, str) else first
            yield datum.name, written
            if datum.late:
                yield datum.entered, {"type": "boolean", "default": False}

    def late(self, names: Iterable[str]) -> list[Datum]:
        """Those of the data that get their values late."""
        return [self.data[name] for name in names if name in self.data and self.data[name].late]

    def choices(self, name: str) -> dict[str, str]:
        """The ids of the choices of a datum, by the texts that they stand for. All types must be known by now."""
        sort = self.data[name].sort.found()
        if sort not in self._ids:
            self._ids[sort] = ids_of(sort.choices)
        return self._ids[sort]

    def _kind(self, sort: Sort) -> str:
        if sort.kind == "number":
            return "integer" if sort.whole else "number"
        return sort.kind or "boolean"

    def _known(self, name: str, at: int) -> Sort:
        if name in self.data:
            return self.data[name].sort
        end = at + len(name)
        if name.startswith("_event"):
            raise ScriptProblem(
                say("'{name}': of an event only its name can be asked here", name=name),
                say("ask '_event.name == ...' on a transition with events, or keep the value in <data>"),
                at,
                end,
            )
        if name.startswith("_"):
            raise ScriptProblem(
                say("'{name}' is known only to the program that runs a chart", name=name),
                say("keep the value in <data>"),
                at,
                end,
            )
        raise ScriptProblem(
            say("there is no data '{name}'", name=name), say("declare it: <data id={name}/>", name=f'"{name}"'), at, end
        )

    def _of_two(self, script: Two) -> Sort:
        absent = _absent(script) if script.word in {"==", "!="} else None
        if absent is not None:
            self._known(absent.name, absent.at)
            return Sort("boolean")
        left, right = self.sort_of(script.left), self.sort_of(script.right)
        if script.word in {"and", "or"}:
            return _join(_join(left, Sort("boolean"), script.left.at), right, script.right.at)
        joined = _join(left, right, script.at)
        if script.word in _RECKONED:
            return _join(joined, Sort("number"), script.at)
        if script.word in _ORDERED:
            _join(joined, Sort("number"), script.at)
        return Sort("boolean")


@dataclass(frozen=True, slots=True)
class Words:
    """Writes expressions of a document in our own words, once the types of its data are known."""

    data: Data
    ids: dict[str, str]
    states: frozenset[str]

    def text(self, script: Script) -> str:
        """The text of a condition or value."""
        return unparse(self._tree(script, self._texts(script)))

    def value(self, name: str, script: Script) -> object:
        """What `set` gives to a datum: a plain value as such, anything else as text."""
        if isinstance(script, Plain) and isinstance(script.value, (bool, int, float)):
            return script.value
        texts = self.data.choices(name)
        return unparse(self._tree(script, texts))

    def _tree(self, script: Script, texts: dict[str, str]) -> Node:
        match script:
            case Plain(value=value):
                return _constant(value, texts)
            case Variable(name=name):
                return self._boolean(name)
            case InState(state=state):
                return self._active(state, script.at)
            case Not(operand=operand):
                return Unary("not", self._tree(operand, self._texts(operand)), 0, 0)
            case Two():
                return self._two(script, texts)
        raise AssertionError(script)

    def _two(self, script: Two, texts: dict[str, str]) -> Node:
        absent = _absent(script)
        if absent is not None:
            return self._set(absent.name, there=script.word == "!=")
        if script.word in {"and", "or"}:
            left, right = (self._tree(side, self._texts(side)) for side in (script.left, script.right))
        else:
            texts = texts or self._texts(script)
            left, right = (self._operand(side, texts) for side in (script.left, script.right))
        tree: Node = Binary(script.word, left, right, 0, 0)  # type: ignore[arg-type]  # the words are those of our own
        if script.word in {"==", "!=", *_ORDERED}:
            for name in dict.fromkeys(self._unsure(script)):
                known = self._set(name, there=script.word != "!=")
                tree = Binary("or" if script.word == "!=" else "and", known, tree, 0, 0)
        return tree

    def _operand(self, script: Script, texts: dict[str, str]) -> Node:
        return self._name(script.name) if isinstance(script, Variable) else self._tree(script, texts)

    def _boolean(self, name: str) -> Node:
        """A datum by itself. What is not there counts as false where something is asked of it, as in ECMAScript."""
        datum, bare = self.data.data[name], self._name(name)
        if not datum.unsure or datum.sort.found().kind != "boolean":
            return bare
        return Binary("and", self._set(name, there=True), bare, 0, 0)

    def _set(self, name: str, *, there: bool) -> Node:
        """Whether a datum is there, or is not."""
        datum = self.data.data[name]
        if datum.late:
            entered = Name(self.ids[datum.entered], 0, 0)
            return entered if there else Unary("not", entered, 0, 0)
        return Unary("is set" if there else "is not set", self._name(name), 0, 0)

    def _unsure(self, script: Script) -> Iterator[str]:
        """The data in a comparison that have no value at first."""
        match script:
            case Variable(name=name) if self.data.data[name].unsure:
                yield name
            case Two():
                yield from self._unsure(script.left)
                yield from self._unsure(script.right)

    def _texts(self, script: Script) -> dict[str, str]:
        """The choices of the data in an expression, which say what its texts stand for."""
        match script:
            case Variable(name=name):
                return self.data.choices(name)
            case Two(word=word) if word not in {"and", "or"}:
                return self._texts(script.left) or self._texts(script.right)
        return {}

    def _name(self, name: str) -> Name:
        return Name(self.ids[name], 0, 0)

    def _active(self, state: str, at: int) -> Node:
        if state in self.states:
            return Active(Name(self.ids[state], 0, 0), 0, 0)
        return Constant("boolean", value=False, start=at, end=at)


def _another(ids: dict[str, str]) -> list[str]:
    """One choice more where there is only one, since that would be none."""
    return [next(word for word in ("other", "another") if word not in ids.values())] if len(ids) == 1 else []


def folded(script: Script, event: str | None = None, certain: Mapping[str, Plain] = NOTHING) -> Script:
    """An expression with what is certain worked out.

    `event` is what `_event.name` is, if that is known, and `certain` are the data whose values are.
    """
    match script:
        case Variable(name="_event.name") if event is not None:
            return Plain(event, script.at)
        case Variable(name=name) if name in certain:
            return replace(certain[name], at=script.at)
        case TypeOf(name=Variable(name=name)) if name in certain and certain[name].value is None:
            return Plain("undefined", script.at)
        case Not(operand=operand):
            inner = truth(folded(operand, event, certain))
            return Plain(not inner.value, script.at) if isinstance(inner, Plain) else Not(inner, script.at)
        case Two():
            left, right = folded(script.left, event, certain), folded(script.right, event, certain)
            return _folded_two(replace(script, left=left, right=right))
    return script


def truth(script: Script) -> Script:
    """A condition: a value that is written out counts as true unless it is nothing, zero or empty."""
    return Plain(bool(script.value), script.at) if isinstance(script, Plain) else script


def asked(script: Script, first: Mapping[str, Datum]) -> Script:
    """A condition that asks of numbers and texts whether they are nothing, as ECMAScript does without saying so."""
    match script:
        case Variable(name=name) if (
            name in first and (value := first[name].first) and not isinstance(value.value, bool)
        ):
            return Two("!=", script, Plain("" if isinstance(value.value, str) else 0, script.at), script.at)
        case Not(operand=operand):
            return folded(Not(asked(operand, first), script.at))
        case Two(word="and" | "or"):
            return folded(replace(script, left=asked(script.left, first), right=asked(script.right, first)))
    return truth(script)


def event_names(script: Script) -> Iterator[str]:
    """The texts with which an expression compares the name of the event."""
    match script:
        case Two(left=Variable(name="_event.name"), right=Plain(value=str() as name)):
            yield name
        case Two(left=Plain(value=str() as name), right=Variable(name="_event.name")):
            yield name
        case Two():
            yield from event_names(script.left)
            yield from event_names(script.right)
        case Not():
            yield from event_names(script.operand)


def _folded_two(script: Two) -> Script:
    left, right = script.left, script.right
    if script.word in {"and", "or"}:
        decisive = script.word == "or"
        for one, other in ((left, right), (right, left)):
            if isinstance(one, Plain) and isinstance(one.value, bool):
                return Plain(decisive, script.at) if one.value is decisive else other
        return script
    if not (isinstance(left, Plain) and isinstance(right, Plain)):
        return script
    return _reckoned(script, left.value, right.value)


def _reckoned(script: Two, left: object, right: object) -> Script:
    if script.word in {"==", "!="} and (left is None or right is None or _alike(left, right)):
        return Plain((left == right) is (script.word == "=="), script.at)
    numbers = [value for value in (left, right) if isinstance(value, (int, float)) and not isinstance(value, bool)]
    if len(numbers) < 2:
        return script
    one, other = numbers
    results: dict[str, bool | float] = {
        "<": one < other,
        "<=": one <= other,
        ">": one > other,
        ">=": one >= other,
        "+": one + other,
        "-": one - other,
        "*": one * other,
    }
    result = results[script.word]
    return Plain(result, script.at) if abs(result) < LARGEST else script


def _alike(left: object, right: object) -> bool:
    """Whether two values are of one kind, so that nothing is turned into something else to compare them."""
    return all(isinstance(left, kind) == isinstance(right, kind) for kind in (bool, str))


def _absent(script: Two) -> Variable | None:
    """The datum that a comparison only asks to be there or not."""
    for one, other in ((script.left, script.right), (script.right, script.left)):
        if isinstance(one, Variable) and one.name != EVENT_NAME and other == Plain(None):
            return one
        if isinstance(one, TypeOf) and other == Plain("undefined"):
            return one.name
    return None


def _join(one: Sort, other: Sort, at: int) -> Sort:
    left, right = one.found(), other.found()
    if left is right:
        return left
    if left.kind and right.kind and left.kind != right.kind:
        message = say("{one} and {other} do not go together", one=_KINDS[left.kind], other=_KINDS[right.kind])
        raise ScriptProblem(message, say("compare and assign only values of one kind"), at, at + 1)
    left.kind = left.kind or right.kind
    left.whole = left.whole and right.whole
    left.choices |= right.choices
    right.same = left
    return left


def _constant(value: object, texts: dict[str, str]) -> Node:
    match value:
        case bool():
            return Constant("boolean", value, 0, 0)
        case int() | float():
            number = Constant("integer" if isinstance(value, int) else "number", abs(value), 0, 0)
            return Unary("-", number, 0, 0) if value < 0 else number
    return Constant("quoted", texts[str(value)], 0, 0)
