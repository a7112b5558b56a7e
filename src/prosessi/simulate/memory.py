"""Numbers in memory, for compiled loops, to which a sequence is where it begins and nothing else.

Where a sequence begins is either handed over or stands in one table: a call with fifty arrays has numba count fifty
references, and a call with fifty addresses writes most of them into memory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from llvmlite import ir
from numba.core import types
from numba.core.extending import intrinsic

from prosessi.simulate.sequences import Kind

_BYTES: Final = 8
_FRACTION_BITS: Final = 52
_FRACTION: Final = (1 << _FRACTION_BITS) - 1
_HALF: Final = 0x3FE << _FRACTION_BITS
_WORD: Final = ir.IntType(64)
_FORMS: Final[Mapping[Kind, Any]] = {"integer": types.int64, "real": types.float64, "word": types.uint64}

_Begin = Callable[[Any, Any], Any]
"""Gives the address of a sequence, when told what builds the code and what a read or a write was given first."""


def _itself(builder: Any, address: Any) -> Any:  # noqa: ARG001  (the form of a `_Begin`)
    return address


def _looked_up(number: int) -> _Begin:
    """An address in the table, which never changes while the loop runs."""

    def begin(builder: Any, table: Any) -> Any:
        entry = builder.gep(builder.inttoptr(table, _WORD.as_pointer()), [_WORD(number)], inbounds=True)
        address = builder.load(entry, align=_BYTES)
        _never_changes(builder, address)
        return address

    return begin


def _never_changes(builder: Any, read: Any) -> None:
    read.set_metadata("invariant.load", builder.module.add_metadata([]))


def _mark(builder: Any, access: Any, name: str) -> None:
    """Say of a read or a write that it is of the sequence of this name and of no other: they never overlap.

    So what was read of one is known still when another has been written. A sequence that is written goes by one name
    in the whole loop and in what the loop calls.
    """
    if name:
        named = builder.module.add_metadata([name, builder.module.add_metadata(["sequences"]), _WORD(0)])
        access.set_metadata("tbaa", builder.module.add_metadata([named, named, _WORD(0)]))


def _element(context: Any, builder: Any, signature: Any, given: Any, begin: _Begin, kind: Any) -> Any:
    """Where element number `given[1]` is of the sequence that `given[0]` leads to."""
    address = begin(builder, context.cast(builder, given[0], signature.args[0], types.int64))
    place = context.cast(builder, given[1], signature.args[1], types.int64)
    pointer = builder.inttoptr(address, context.get_value_type(kind).as_pointer())
    return builder.gep(pointer, [place], inbounds=True)


def _reading(kind: Any, begin: _Begin, name: str, *, fixed: bool) -> Any:
    """A read; of what is `fixed` the compiler may rely on that it never changes while the loop runs."""

    def read(typing_context: Any, first: Any, place: Any) -> Any:  # noqa: ARG001  (the form numba asks for)
        def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            number = builder.load(_element(context, builder, signature, given, begin, kind), align=_BYTES)
            _mark(builder, number, name)
            if fixed:
                _never_changes(builder, number)
            return number

        return kind(first, place), generate

    return intrinsic(read)


def _writing(kind: Any, begin: _Begin, name: str) -> Any:
    def write(typing_context: Any, first: Any, place: Any, value: Any) -> Any:  # noqa: ARG001
        def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            number = context.cast(builder, given[2], signature.args[2], kind)
            written = builder.store(number, _element(context, builder, signature, given, begin, kind), align=_BYTES)
            _mark(builder, written, name)
            return ir.Constant(ir.IntType(8).as_pointer(), None)

        return types.void(first, place, value), generate

    return intrinsic(write)


def _where(begin: _Begin) -> Any:
    def where(typing_context: Any, table: Any) -> Any:  # noqa: ARG001
        def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            return begin(builder, context.cast(builder, given[0], signature.args[0], types.int64))

        return types.int64(table), generate

    return intrinsic(where)


def verbs(kind: Kind) -> Mapping[str, Any]:
    """How a sequence is read and written that is handed over and may be any."""
    form = _FORMS[kind]
    read, write = _reading(form, _itself, "", fixed=False), _writing(form, _itself, "")
    return {f"read_at_{kind}": read, f"write_at_{kind}": write}


def verbs_of(name: str, number: int, kind: Kind, *, fixed: bool) -> Mapping[str, Any]:
    """How the sequence of this name is read and written: found in the table under this number, or handed over."""
    form, begin = _FORMS[kind], _looked_up(number)
    return {
        f"read_of_{name}": _reading(form, begin, name, fixed=fixed),
        f"write_of_{name}": _writing(form, begin, name),
        f"where_{name}_is": _where(begin),
        f"read_at_{name}": _reading(form, _itself, name, fixed=fixed),
        f"write_at_{name}": _writing(form, _itself, name),
    }


@intrinsic
def frexp(typing_context: Any, number: Any) -> Any:  # noqa: ARG001  (the form numba asks for)
    """`math.frexp` of a number that is no less than the least normal one, without a call: the parts of its bits."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        real = ir.DoubleType()
        bits = builder.bitcast(given[0], _WORD)
        part = builder.bitcast(builder.or_(builder.and_(bits, _WORD(_FRACTION)), _WORD(_HALF)), real)
        exponent = builder.sub(builder.lshr(bits, _WORD(_FRACTION_BITS)), _WORD(_HALF >> _FRACTION_BITS))
        return context.make_tuple(builder, signature.return_type, (part, exponent))

    parts: Any = types.Tuple
    return parts((types.float64, types.int64))(types.float64), generate
