"""What is wrong with a process, a walk or a register: in what is written, and in what can become of a case.

One file a theme, one generator a rule; the rules know nothing of one another. The one rule: one mistake is told
once, where it is, with what to write instead.
"""

from __future__ import annotations

from prosessi.check.check import check_path, check_text, foresee, prove
from prosessi.check.report import Report
from prosessi.rules import RULES

__all__ = ["RULES", "Report", "check_path", "check_text", "foresee", "prove"]
