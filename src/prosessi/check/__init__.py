"""What is wrong with a process, a walk or a register: in what is written, and in what can become of a case.

One file a theme, one generator a rule; the rules know nothing of one another. The one rule: one mistake is told
once, where it is, with what to write instead. The rules over proofs and over scenarios are loaded when there is
something for them to look at; `prosessi.check.rules` has them all.
"""

from __future__ import annotations

from prosessi.check.check import check_path, check_scenario, check_text
from prosessi.check.report import Report

__all__ = ["Report", "check_path", "check_scenario", "check_text"]
