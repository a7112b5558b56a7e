"""Machine code of a function runs wherever it is loaded, since it calls nothing that is not in it."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest.importorskip("llvmlite", reason="the extra `fast` is not installed")

from prosessi.simulate.machine_code import function, made_of

TWICE_AND_ONE = """
define i64 @twice(i64 %n) {
  %doubled = mul i64 %n, 2
  ret i64 %doubled
}
define i64 @begin(i64 %n) {
  %doubled = call i64 @twice(i64 %n)
  %more = add i64 %doubled, 1
  ret i64 %more
}
"""
CALLS_OUTSIDE = """
declare i64 @elsewhere(i64)
define i64 @begin(i64 %n) {
  %there = call i64 @elsewhere(i64 %n)
  ret i64 %there
}
"""
ELSEWHERE = """
import sys
from prosessi.simulate.machine_code import function
print(function(sys.stdin.buffer.read())(20), "numba" in sys.modules)
"""


def test_a_function_does_what_it_says():
    twice_and_one = function(made_of(TWICE_AND_ONE, "begin"))

    assert [twice_and_one(n) for n in (0, 20, -3)] == [1, 41, -5]


def test_it_does_the_same_in_other_processes_without_numba():
    code = made_of(TWICE_AND_ONE, "begin")
    ran = [subprocess.run([sys.executable, "-c", ELSEWHERE], input=code, capture_output=True, check=True)
           for _ in range(2)]  # fmt: skip

    assert [each.stdout.split() for each in ran] == [[b"41", b"False"]] * 2


def test_what_calls_something_outside_is_refused():
    with pytest.raises(RuntimeError, match="elsewhere"):
        made_of(CALLS_OUTSIDE, "begin")
