"""What can be wrong with an expression, said once for reading it and for checking its types."""

from __future__ import annotations

from prosessi.findings import Unreadable


class ExpressionProblem(Unreadable):
    """A fault in an expression, found in reading it or in checking its types."""
