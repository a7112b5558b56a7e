"""What is known is not asked again, and what may have changed is."""

import pytest

from prosessi.simulate.written.numbering import numbered
from prosessi.simulate.written.pruning import pruned
from simulate.written.written import Facts, function, same


def written(text, split=None, **fixed):
    return pruned(numbered(function(text), Facts(fixed), split=split or {}))


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("x + 0", "x"),
        ("x * 1 + 2 * 3", "x + 6"),
        ("(x + 3) - (x + 1)", "2"),
        ("int(x)", "x"),
        ("real * 1", "real * 1"),
        ("1 if 2 < 1 else x", "x"),
        ("x != x", "False"),
        ("real != real", "real != real"),
        ("x - (x >> 3 << 3) < 0", "False"),
    ],
)
def test_what_can_be_reckoned_beforehand_is(given, made):
    same(written(f"def main(x: int, real: float): return {given}"), f"def main(x, real): return {made}")


def test_a_copy_is_not_kept():
    same(written("def main(a):\n    b = a\n    c = b\n    return c"), "def main(a): return a")


def test_what_is_asked_for_again_gets_a_name():
    same(
        written("def main(a: int, table): return table[a * 8 + 1] + table[a * 8 + 1]"),
        "def main(a, table): return (table_2 := table[a * 8 + 1]) + table_2",
    )


def test_what_was_written_into_another_field_is_still_known():
    made = "def main(a, b, table):\n    x = table[a * 8 + 1]\n    table[b * 8 + 2] = 5\n    return x + x"
    text = "def main(a: int, b: int, table):\n    x = table[a * 8 + 1]\n    table[b * 8 + 2] = 5\n"
    same(written(text + "    return x + table[a * 8 + 1]"), made)


@pytest.mark.parametrize("change", ["table[b * 8 + 1] = 5", "table[b] = 5", "change(table)", "table[b * 4 + 1] = 5"])
def test_what_may_have_been_changed_is_read_again(change):
    text = f"def main(a: int, b: int, table):\n    x = table[a * 8 + 1]\n    {change}\n    return x + table[a * 8 + 1]"
    made = f"def main(a, b, table):\n    x = table[(part_1 := (a * 8 + 1))]\n    {change}\n    return x + table[part_1]"
    same(written(text), made)


def test_what_a_round_changes_is_read_in_every_round():
    text = (
        "def main(a: int, table):\n    x = table[0]\n    while x < a:\n        x = table[0] + x\n        table[0] = x\n"
    )
    same(written(text + "    return x"), text + "    return x")


def test_what_only_one_way_knows_is_asked_where_they_meet():
    text = "def main(a: int, table):\n    if a > 1:\n        x = table[0]\n        change(table)\n    return table[0]"
    same(written(text), "def main(a, table):\n    if a > 1:\n        change(table)\n    return table[0]")


def test_what_is_the_same_in_every_record_is_known():
    same(
        written("def main(a: int, fixed): return fixed[a * 2 + 1]", fixed=[1, 7, 2, 7]), "def main(a, fixed): return 7"
    )


def test_what_follows_from_fields_of_any_record_is_known():
    text = "def main(a: int, fixed):\n    if fixed[a * 2 + 1] - fixed[a * 2] > 1:\n        return 1\n    return 0"
    same(written(text, fixed=[1, 2, 5, 6]), "def main(a, fixed): return 0")
    same(
        written(text, fixed=[1, 2, 5, 7]),
        "def main(a, fixed):\n"
        "    if fixed[(part_0 := (a * 2)) + 1] - fixed[part_0] > 1:\n        return 1\n    return 0",
    )


def test_which_records_are_left_follows_from_answers():
    text = "def main(a: int, fixed):\n    if fixed[a * 2] == 1:\n        return fixed[a * 2 + 1]\n    return 0"
    made = "def main(a, fixed):\n    if fixed[a * 2] == 1:\n        return 8\n    return 0"
    same(written(text, fixed=[1, 8, 2, 9]), made)


def test_a_short_loop_is_written_round_by_round():
    text = "def main(table, a: int):\n    for i in range(2):\n        table[a + i] = 0\n    return a"
    same(written(text), "def main(table, a):\n    table[a] = 0\n    table[a + 1] = 0\n    return a")


def test_each_record_goes_its_own_way_where_that_is_wanted():
    text = "def main(a: int, fixed, table):\n    x = fixed[a * 2]\n    table[x] = fixed[a * 2 + 1]\n    return x"
    made = """
    def main(a, fixed, table):
        x_of = a
        if x_of == 0:
            table[1] = 5
            return 1
        else:
            table[2] = 6
            return 2
    """
    same(written(text, split={"fixed": 0}, fixed=[1, 5, 2, 6]), made)


def test_a_loop_over_what_is_known_is_followed_to_its_end():
    text = """
    def main(fixed, table):
        node = 0
        while node >= 0:
            if fixed[node * 2] == 1:
                answer = node
                break
            node = fixed[node * 2 + 1]
        else:
            answer = -1
        table[0] = answer
        return 0
    """
    same(
        written(text, split={"none": 0}, fixed=[0, 2, 0, 0, 1, 0]),
        "def main(fixed, table):\n    table[0] = 2\n    return 0",
    )
