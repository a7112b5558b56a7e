"""PR090-PR093: files that other tools wrote, and that are read as a process.

Whoever reads such a file knows what is wrong and where; the rules say what that means.
"""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.findings import Severity
from prosessi.messages import Message
from prosessi.rules import Found, rule
from prosessi.span import Span


@rule("PR090", over="foreign")
def unreadable_import(at: Span, message: Message, fix: Message | None = None) -> Iterator[Found]:
    """A file that is to be imported cannot be read.

    It is not well-formed or not of its format, or it does what no harmless file needs, such as fetching another one.
    Nothing of it is looked at further.

    Bad::

        <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0">
          <state id="alku">
          <final id="loppu"/>
        </scxml>  <!-- # PR090 -->

    Good::

        <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0">
          <state id="alku"><transition event="valmistui" target="loppu"/></state>
          <final id="loppu"/>
        </scxml>
    """
    yield Found(at, message, fix)


@rule("PR091", over="foreign")
def wrong_in_its_own_format(at: Span, message: Message, fix: Message | None = None) -> Iterator[Found]:
    """A file that is to be imported says what its own format does not allow.

    The tool that wrote it would refuse it, too, or run it otherwise than was meant. It is mended there, or in the file.

    Bad::

        <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0">
          <state id="alku"><transition event="valmistui" target="lopu"/></state>  <!-- # PR091 -->
          <final id="loppu"/>
        </scxml>

    Good::

        <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0">
          <state id="alku"><transition event="valmistui" target="loppu"/></state>
          <final id="loppu"/>
        </scxml>
    """
    yield Found(at, message, fix)


@rule("PR092", over="foreign")
def nothing_to_say_it_with(at: Span, message: Message, fix: Message | None = None) -> Iterator[Found]:
    """A file that is to be imported says something that a process has no words for.

    A process that left it out would behave otherwise. So it is refused, and told where it stands.

    Bad::

        <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0">
          <state id="alku">
            <invoke type="scxml"/>  <!-- # PR092 -->
            <transition event="valmistui" target="loppu"/>
          </state>
          <final id="loppu"/>
        </scxml>

    Good::

        <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0">
          <state id="alku"><transition event="valmistui" target="loppu"/></state>
          <final id="loppu"/>
        </scxml>
    """
    yield Found(at, message, fix)


@rule("PR093", Severity.NOTE, over="foreign")
def left_out(at: Span, message: Message, fix: Message | None = None) -> Iterator[Found]:
    """Something of an imported file is left out, and makes no difference to what a case does.

    Notes for people, pictures and what other tools keep for themselves are not part of a process.

    Bad::

        <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kuva" version="1.0">
          <state id="alku"><transition event="valmistui" target="loppu"/></state>
          <final id="loppu"/>
          <k:paikka x="10"/>  <!-- # PR093 -->
        </scxml>

    Good::

        <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0">
          <state id="alku"><transition event="valmistui" target="loppu"/></state>
          <final id="loppu"/>
        </scxml>
    """
    yield Found(at, message, fix)
