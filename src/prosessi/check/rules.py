"""Every rule there is: whoever imports this waits for the rules over all things to be loaded."""

from __future__ import annotations

from prosessi.check import look, proofs, settings, suppress
from prosessi.check.scenario import judge
from prosessi.rules import RULES
from prosessi.source import foreign

__all__ = ["ROOMS", "RULES"]

ROOMS = (look, proofs, judge, settings, suppress, foreign)
"""The modules that load rules, or have some of their own."""
