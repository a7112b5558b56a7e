"""What nobody reads is left away, and nothing that somebody reads."""

from prosessi.simulate.written.pruning import pruned
from simulate.written.written import function, same


def test_a_name_that_nobody_reads_is_not_given():
    same(pruned(function("def main(a):\n    b = a + 1\n    return a")), "def main(a): return a")


def test_what_is_assigned_anew_before_it_is_read_is_not_assigned_twice():
    same(pruned(function("def main(a):\n    b = 1\n    b = a\n    return b")), "def main(a):\n    b = a\n    return b")


def test_what_the_next_round_reads_stays():
    text = "def main(a):\n    b = 0\n    while a:\n        a = b\n        b = b + 1\n    return a"
    same(pruned(function(text)), text)


def test_what_is_read_after_a_loop_that_is_left_stays():
    text = "def main(a):\n    while a:\n        b = 1\n        break\n    else:\n        b = 2\n    return b"
    same(pruned(function(text)), text)


def test_what_changes_something_stays():
    text = "def main(a):\n    b = change(a)\n    return a"
    same(pruned(function(text)), "def main(a):\n    change(a)\n    return a")


def test_a_question_without_consequence_is_not_asked():
    same(pruned(function("def main(a):\n    if a > 1:\n        b = 2\n    return a")), "def main(a): return a")
