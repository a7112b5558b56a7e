"""The functions of the loop, read from the modules in which they stand, with the words of their modules as numbers."""

from __future__ import annotations

import ast
import inspect
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import FunctionType, ModuleType

from prosessi.simulate.written.trees import Unwritable, parameters, stored


@dataclass(slots=True)
class Sources:
    """Functions by their names, and what else they name, which is nothing that is put in their place."""

    functions: dict[str, ast.FunctionDef] = field(default_factory=dict)
    around: dict[str, object] = field(default_factory=dict)


def sources(rooms: tuple[ModuleType, ...]) -> Sources:
    """All functions of some modules. They must have different names."""
    read = Sources()
    for room in rooms:
        for node in ast.parse(inspect.getsource(room)).body:
            if isinstance(node, ast.FunctionDef):
                if node.name in read.functions:
                    raise Unwritable(node.name)
                read.functions[node.name] = _Plain(vars(room), read.around).function(node)
    return read


@dataclass(slots=True)
class _Plain(ast.NodeTransformer):
    """Leaves away what is said to readers only, and puts numbers in place of the words of a module."""

    words: Mapping[str, object]
    around: dict[str, object]
    own: set[str] = field(default_factory=set)

    def function(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """A function. Its annotations stay where they say whether something is an integer."""
        self.own = {*parameters(node), *stored(node.body)}
        first = node.body[0]
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
            node.body = node.body[1:]
        node.body = [self.visit(each) for each in node.body]
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """A name: a word of the module gives way to its number, a function of another room to its own name."""
        if node.id in self.own:
            return node
        if node.id not in self.words:
            return node
        meaning = self.words[node.id]
        if isinstance(meaning, (int, float)) and math.isfinite(meaning):
            return ast.Constant(meaning)
        called = getattr(meaning, "__name__", node.id)
        known = called if isinstance(meaning, (FunctionType, type)) else node.id
        if self.around.setdefault(known, meaning) is not meaning:
            raise Unwritable(node.id)
        return ast.Name(known, node.ctx)
