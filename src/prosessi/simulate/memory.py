"""Numbers in memory by their addresses, for compiled loops: a sequence is where it begins, and nothing else of it is known.

A call with fifty arrays has numba count fifty references; a call with fifty addresses costs nothing.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba.core import types
from numba.core.extending import intrinsic

_BYTES = 8


def _element(context: Any, builder: Any, signature: Any, given: Any, kind: Any) -> Any:
    """Where element number `given[1]` of the sequence at the address `given[0]` is."""
    address = context.cast(builder, given[0], signature.args[0], types.int64)
    place = context.cast(builder, given[1], signature.args[1], types.int64)
    pointer = builder.inttoptr(address, context.get_value_type(kind).as_pointer())
    return builder.gep(pointer, [place], inbounds=True)


def _reading(kind: Any) -> Any:
    def read(typing_context: Any, address: Any, place: Any) -> Any:  # noqa: ARG001  (the form numba asks for)
        def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            return builder.load(_element(context, builder, signature, given, kind), align=_BYTES)

        return kind(address, place), generate

    return intrinsic(read)


def _writing(kind: Any) -> Any:
    def write(typing_context: Any, address: Any, place: Any, value: Any) -> Any:  # noqa: ARG001
        def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            number = context.cast(builder, given[2], signature.args[2], kind)
            builder.store(number, _element(context, builder, signature, given, kind), align=_BYTES)
            return ir.Constant(ir.IntType(8).as_pointer(), None)

        return types.void(address, place, value), generate

    return intrinsic(write)


read_integer, write_integer = _reading(types.int64), _writing(types.int64)
read_real, write_real = _reading(types.float64), _writing(types.float64)
read_word, write_word = _reading(types.uint64), _writing(types.uint64)
