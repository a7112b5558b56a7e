"""Random conditions over a few pieces of case data, and the slots they are kept in."""

from dataclasses import dataclass

from hypothesis import strategies as st

from prosessi.expressions.kinds import DataType
from prosessi.expressions.program import compile_condition
from prosessi.expressions.syntax import parse
from prosessi.verify.conditions.boxes import Given


@dataclass(frozen=True)
class Kept:
    index: int
    type: DataType
    default: object = None


CHOICES = ("red", "green", "blue")
TYPES = {
    "n": DataType("integer", min=0, max=12),
    "m": DataType("integer"),
    "r": DataType("number", min=0, max=1.5),
    "q": DataType("number"),
    "f": DataType("boolean"),
    "g": DataType("boolean"),
    "c": DataType("choice", CHOICES),
    "e": DataType("choice", CHOICES),
    "s": DataType("set", CHOICES),
    "d": DataType("date"),
}
SLOTS = {name: Kept(index, kind) for index, (name, kind) in enumerate(TYPES.items())}
PLACES = tuple(SLOTS.values())

SIGNS = st.sampled_from(("==", "!=", "<", "<=", ">", ">="))
EQUAL = st.sampled_from(("==", "!="))
WHOLES = st.integers(-2, 14)
FRACTIONS = st.sampled_from(("0", "0.25", "0.5", "1", "1.5", "2"))
DAYS = st.sampled_from(("2026-01-01", "2026-01-02", "2026-03-31", "2027-01-01"))
LISTS = st.lists(st.sampled_from(CHOICES), max_size=3, unique=True).map(lambda items: f"[{', '.join(items)}]")
MEMBER = st.sampled_from(("in", "not in"))


def words(*parts):
    return st.tuples(*(st.just(part) if isinstance(part, str) else part for part in parts)).map(
        lambda said: " ".join(map(str, said))
    )


PLAIN = st.one_of(
    words(st.sampled_from(("n", "m")), SIGNS, WHOLES),
    words(st.sampled_from(("n", "m", "r", "q")), SIGNS, FRACTIONS),
    words(FRACTIONS, SIGNS, "r"),
    words("d", SIGNS, DAYS),
    words(st.sampled_from(("c", "e")), EQUAL, st.sampled_from(CHOICES)),
    words("c", MEMBER, LISTS),
    words(st.sampled_from(CHOICES), MEMBER, "s"),
    words("s", EQUAL, LISTS),
    words("s", st.sampled_from(("is empty", "is not empty"))),
    words("f == g"),
    words("c", EQUAL, "e"),
    words(st.sampled_from(tuple(TYPES)), st.sampled_from(("is set", "is not set"))),
    st.sampled_from(("f", "g", "true", "false")),
)
RECKONING = st.one_of(
    words("n", SIGNS, "m"),
    words("n +", WHOLES, SIGNS, "m"),
    words("n + m", SIGNS, WHOLES),
    words("r", SIGNS, "q"),
    words("n * 2", SIGNS, "m"),
    words("d -", DAYS, SIGNS, WHOLES),
    words("- n", SIGNS, "m"),
    words("c", MEMBER, "s"),
)


def joined(leaves, most=5):
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            inner.map(lambda text: f"not ({text})"),
            st.tuples(inner, st.sampled_from(("and", "or")), inner).map(lambda p: f"({p[0]}) {p[1]} ({p[2]})"),
        ),
        max_leaves=most,
    )


def condition(text):
    return compile_condition(parse(text), SLOTS)


CONDITIONS = joined(PLAIN).map(condition)
ANY_CONDITIONS = joined(st.one_of(PLAIN, RECKONING)).map(condition)
GIVENS = st.builds(lambda unset: Given(unset=frozenset(unset)), st.sets(st.sampled_from(range(len(PLACES)))))
