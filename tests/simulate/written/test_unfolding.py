"""A call gives way to the body of what is called, and nothing is done in another order."""

import pytest

from prosessi.simulate.written.trees import Unwritable
from prosessi.simulate.written.unfolding import unfolded
from simulate.written.written import functions, same

CALLED = """
def twice(x): return x + x
def least(a, b):
    if a < b:
        return a
    return b
def first(numbers, wanted):
    for i in range(len(numbers)):
        if numbers[i] == wanted:
            return i
    return -1
def put(numbers, i):
    numbers[i] = 1
    return i
def again(n): return again(n - 1)
"""


def written(text):
    return unfolded(functions(CALLED + text), "main")


def test_a_call_gives_way_to_what_it_gives():
    same(written("def main(n):\n    m = twice(n)\n    return m"), "def main(n):\n    m = n + n\n    return m")


def test_what_is_returned_here_or_there_is_assigned_here_or_there():
    same(
        written("def main(n):\n    m = least(n, 3)\n    return m"),
        "def main(n):\n    if n < 3:\n        m = n\n    else:\n        m = 3\n    return m",
    )


def test_a_return_in_a_loop_leaves_the_loop_and_what_follows_it_is_passed_over():
    made = """
    def main(list_):
        for i in range(len(list_)):
            if list_[i] == 2:
                place = i
                break
        else:
            place = -1
        return place
    """
    same(written("def main(list_):\n    place = first(list_, 2)\n    return place"), made)


def test_what_is_read_before_a_call_that_changes_it_is_read_before():
    made = """
    def main(table, n):
        answer = table[n]
        table[n] = 1
        answer_2 = n
        return answer + answer_2
    """
    same(written("def main(table, n): return table[n] + put(table, n)"), made)


def test_what_is_only_asked_after_yes_is_only_done_after_yes():
    made = """
    def main(table, n):
        answer = n > 0
        if answer:
            table[n] = 1
            answer = n
        if answer:
            return 1
        return 0
    """
    same(written("def main(table, n):\n    if n > 0 and put(table, n):\n        return 1\n    return 0"), made)


def test_own_names_do_not_meet():
    made = "def main(i, t):\n    for i_2 in range(len(t)):\n"
    made += "        if t[i_2] == i:\n            x = i_2\n            break\n"
    made += "    else:\n        x = -1\n    return x + i"
    same(written("def main(i, t):\n    x = first(t, i)\n    return x + i"), made)


def test_who_calls_himself_is_called():
    same(written("def main(n): return again(n)"), "def main(n): return again(n)")


def test_a_loop_that_is_left_in_two_ways_is_not_written_out():
    text = """
def odd(numbers):
    for n in range(3):
        if numbers[n]:
            return n
        if n:
            break
    return 5
def main(numbers):
    return odd(numbers)
"""
    with pytest.raises(Unwritable):
        written(text)
