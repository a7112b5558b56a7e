"""The words for what happens to a case: reasons, outcomes and values.

What comes out is a fact for a message: it is put into a language only when it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from prosessi.messages import Message, say

REASONS: Mapping[str, Message] = {
    "unknown_event": say("the process has no such event"),
    "closed": say("the case has ended"),
    "not_active": say("the case is not where this can be done"),
    "wrong_role": say("this role does not do it"),
    "not_allowed_by_rule": say("a qualification rule forbids it"),
    "missing_document": say("a document is missing"),
    "condition": say("the conditions are not met"),
}

OUTCOMES: Mapping[str, Message] = {
    "success": say("the aim was reached"),
    "closed": say("the case was closed"),
    "handover": say("goes on in another process"),
}


def last(due: date | None) -> Message:
    """What a deadline ends with: a day, or for hours a moment."""
    return say("last moment") if isinstance(due, datetime) else say("last day")
