"""What can be wrong with an expression, said once for reading it and for checking its types."""

from __future__ import annotations

from prosessi.messages import Message


class ExpressionProblem(ValueError):
    """A fault in an expression: what it is, what to write instead, and from where to where in the text."""

    def __init__(self, message: Message, fix: Message | None, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.start = start
        self.end = end

    def __str__(self) -> str:
        return str(self.message)
