"""The loop of a run as one function, with what the setup settles left out."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from prosessi.expressions import machine
from prosessi.simulate import drawing, heap, kernel, layout, worktime
from prosessi.simulate.sequences import ORDER, kind_of
from prosessi.simulate.written.facts import FIXED, LEARNT, TABLES, TERMS, Changing, Facts, Known, changing_in, facts_of
from prosessi.simulate.written.fields import touched, with_fields, writes
from prosessi.simulate.written.numbering import numbered
from prosessi.simulate.written.pruning import pruned
from prosessi.simulate.written.sources import Sources, sources
from prosessi.simulate.written.trees import Unwritable, called, calls, parameters
from prosessi.simulate.written.unfolding import reachable, unfolded
from prosessi.simulate.written.values import REAL, WHOLE

MAIN: Final = "advance"
Lists = Mapping[str, Sequence[Any]]

SPLIT: Final = MappingProxyType({"tasks": layout.ACT_CAUSE, "rows": None})
"""Where ways part for good: what an act sets off, and what a case does where it is."""

MOST_PLACES: Final = 16
"""Processes with so many places are written out with all that was learnt of them."""

MOST_TIMES: Final = 3
"""So often what was learnt is relied on anew in a run."""


@dataclass(slots=True, eq=False)
class Written:
    """The loop of a run, made anew when what it goes by has changed."""

    learnt: bool = False
    """Whether it also goes by what was learnt."""
    times: int = 0
    """How often it has gone by what was learnt."""
    facts: Facts | None = None
    advance: Callable[..., int] = kernel.advance

    def look(self, lists: Lists) -> None:
        """See what the loop goes by now. If something was learnt that it relied on, it relies on that no more."""
        facts = _facts(lists, learnt=self.learnt)
        if self.learnt and self.facts is not None and facts != self.facts:
            self.learnt = False
            facts = _facts(lists, learnt=False)
        if facts != self.facts:
            self.facts, self.advance = facts, _made(facts)
        if self.learnt and self.advance is kernel.advance:
            self.learnt, self.times = False, MOST_TIMES
            self.look(lists)

    def rely(self, lists: Lists) -> None:
        """Rely on what was learnt, where that is little enough."""
        few = len(lists["places"]) <= MOST_PLACES * layout.PLACE_SIZE
        if not self.learnt and few and self.times < MOST_TIMES:
            self.learnt, self.facts, self.times = True, None, self.times + 1
        if self.facts is None:
            self.look(lists)


def text_for(lists: Lists, *, learnt: bool = False) -> str:
    """The loop for a run with these lists, to be read."""
    made = _bare(_functions(_facts(lists, learnt=learnt)))
    return "\n\n\n".join(ast.unparse(ast.fix_missing_locations(each)) for each in made)


def _facts(lists: Lists, *, learnt: bool) -> Facts:
    return facts_of(lists, _read().changing, learnt=learnt)


@dataclass(frozen=True, slots=True)
class _Read:
    """The source of the loop, and what it says of itself."""

    source: Sources
    changing: Changing
    changes: Mapping[str, frozenset[str]]
    whole: frozenset[str]
    kinds: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def _read() -> _Read:
    source = sources((machine, drawing, heap, worktime, *kernel.ROOMS))
    kinds = {name: REAL if kind_of(name) == "real" else WHOLE for name in ORDER}
    whole = frozenset(
        each.name
        for each in source.functions.values()
        if isinstance(each.returns, ast.Name) and each.returns.id in {"int", "bool"}
    )
    return _Read(source, changing_in(source.functions), writes(source.functions), whole, kinds, _words())


def _words() -> Mapping[str, tuple[str, ...]]:
    """What `layout` calls the fields of `at` and of `terms`: the first names that it gives to 0, 1 and so on."""
    sizes = {"at": ("now", layout.STATE_SIZE), "terms": ("turn_bits", layout.TERMS_SIZE)}
    order = [name.lower() for name in vars(layout) if name.isupper()]
    return {each: tuple(order[order.index(first) :][:many]) for each, (first, many) in sizes.items()}


@lru_cache(maxsize=16)
def _made(facts: Facts) -> Callable[..., int]:
    """The loop for these facts; as it stands if something in its source cannot be written out, or is too much."""
    try:
        tree = ast.fix_missing_locations(ast.Module(_bare(_functions(facts)), []))
        code = compile(tree, "<the loop written out>", "exec")
    except (Unwritable, RecursionError):
        return kernel.advance
    seen: dict[str, Any] = dict(_read().source.around)
    exec(code, seen)  # noqa: S102  # our own source
    made: Callable[..., int] = seen[MAIN]
    return made


def _functions(facts: Facts) -> list[ast.stmt]:
    """The loop and what it still calls."""
    read = _read()
    known = _known(facts, read)
    plain: dict[str, ast.FunctionDef] = {}
    ahead = [MAIN]
    while ahead:
        each = ahead.pop()
        if each not in plain:
            plain[each] = pruned(numbered(read.source.functions[each], known, naming=False))
            ahead += [other for other in _called(plain[each]) if other in read.source.functions]
    main = unfolded(plain, MAIN)
    for sequence, words in read.words.items():
        others = {each: touched(plain, each, sequence) for each in plain}
        main = with_fields(main, sequence, others.get, words.__getitem__)
    main = pruned(numbered(main, known, split=SPLIT if facts.learnt else {}))
    left = reachable({**plain, MAIN: main}, MAIN)
    return [*(plain[each] for each in left if each != MAIN), main]


def _called(function: ast.FunctionDef) -> set[str]:
    return {called(call) for call in calls(function.body)}


def _bare(functions: list[ast.stmt]) -> list[ast.stmt]:
    """Functions without what they say of types."""
    return [
        ast.FunctionDef(each.name, _arguments(each), each.body, [], lineno=1)
        for each in functions
        if isinstance(each, ast.FunctionDef)
    ]


def _arguments(function: ast.FunctionDef) -> ast.arguments:
    return ast.arguments([], [ast.arg(each) for each in parameters(function)], None, [], [], None, [])


def _known(facts: Facts, read: _Read) -> Known:
    """The facts, to be asked for."""
    fixed = dict(zip(FIXED, facts.fixed, strict=True)) | dict(zip(TABLES, facts.tables, strict=True))
    fixed |= dict(zip(LEARNT, facts.learnt, strict=False))
    return Known(
        terms=dict(zip(TERMS, facts.terms, strict=True)),
        fixed=fixed,
        lengths={each: length for each, (length, _) in TABLES.items()},
        changing=read.changing,
        kinds=read.kinds,
        changes=read.changes,
        whole=read.whole,
    )
