"""What stops prosessi, as a tree.

::

    ProsessiError
    ├── InvalidProcess       a process with errors was asked to run
    ├── NotSettling          a step kept moving without an event
    ├── NotExpressible       another format cannot say what this chart says
    ├── NotFound             no process, file or format has the name that was asked for
    └── WrongUse             a call that can never be right, such as a date before the case began

Six more stand in the rooms that raise them: `StepFailed` (chart), which a case turns into a refusal, `NoEngine` and
`NotDrawn` (render), where a machine lacks what a picture needs, `UnreadableLog` (fitting), `WorkersLost` and `Unlike`
(simulate), when those who share the work are gone or are not as here.

What is wrong with an author's file is never an exception but a `prosessi.findings.Finding`.
"""

from __future__ import annotations


class ProsessiError(Exception):
    """Anything that prosessi itself raises."""


class InvalidProcess(ProsessiError):
    """A process with errors was asked to run. `findings` says what is wrong with it."""

    def __init__(self, findings: tuple[object, ...]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


class NotSettling(ProsessiError):
    """A step kept moving without an event. `cycle` names the states it went round."""

    def __init__(self, cycle: tuple[str, ...]) -> None:
        super().__init__(" -> ".join(cycle))
        self.cycle = cycle


class NotExpressible(ProsessiError):
    """Another format cannot say what an element of the chart says."""


class NotFound(ProsessiError):
    """No process, file or format has the name that was asked for."""


class WrongUse(ProsessiError):
    """A call that can never be right, whatever the case."""
