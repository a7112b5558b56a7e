"""Files made to reach out, to grow or to break a reader are refused at once, at the place where they begin to."""

from __future__ import annotations

import pytest

from prosessi import import_process
from prosessi.errors import InvalidProcess
from prosessi.importing.markup import DEEPEST, MOST_BYTES, MOST_ELEMENTS

NS = 'xmlns="http://www.w3.org/2005/07/scxml"'
HEAD = f'<scxml {NS} version="1.0">'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))

HOSTILE = {
    "billion laughs": (f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>\n{HEAD}<state id="&l11;"/></scxml>', 1, 1),
    "external dtd": (
        f'<?xml version="1.0"?>\n<!DOCTYPE scxml SYSTEM "http://example.invalid/x.dtd">{HEAD}</scxml>',
        2,
        1,
    ),
    "public dtd": (f'<!DOCTYPE scxml PUBLIC "-//x//y" "x.dtd">{HEAD}</scxml>', 1, 1),
    "external entity": (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>{HEAD}<state id="&e;"/></scxml>',
        1,
        1,
    ),
    "parameter entity": (f'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://example.invalid/"> %p;]>{HEAD}</scxml>', 1, 1),
    "empty doctype": (f"<!DOCTYPE scxml>{HEAD}</scxml>", 1, 1),
    "unknown entity": (f"{HEAD}\n  <log>&nbsp;</log></scxml>", 2, 8),
    "inclusion": (
        f'{HEAD}\n <xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="other.xml"/></scxml>',
        2,
        2,
    ),
    "deep": (HEAD + "<state>" * 200_000, 1, len(HEAD) + 7 * (DEEPEST - 1) + 1),
    "deep foreign": ("<a>" * 200_000, 1, 3 * DEEPEST + 1),
    "many": (HEAD + "<state/>" * (MOST_ELEMENTS + 1), 1, len(HEAD) + 8 * (MOST_ELEMENTS - 1) + 1),
    "large": (HEAD + " " * MOST_BYTES, 1, 1),
    "unclosed": (f'{HEAD}\n<state id="a">\n</scxml>', 3, 3),
    "cut": (f'{HEAD}\n<state id="a', 2, 1),
    "empty": ("", 1, 1),
    "no markup": ("states: {a: {}}\n", 1, 1),
    "unbound prefix": (f"{HEAD}\n<x:y/></scxml>", 2, 1),
    "twice": (f'{HEAD}\n<state id="a" id="b"/></scxml>', 2, 15),
    "other root": ("<html/>", 1, 1),
    "no namespace": ('<scxml version="1.0"><state/></scxml>', 1, 1),
    "other encoding": (f'<?xml version="1.0" encoding="ISO-8859-1"?>{HEAD}<state/></scxml>', 1, 1),
    "utf-7": (f'<?xml version="1.0" encoding="utf-7"?>{HEAD}<state/></scxml>', 1, 1),
    "control character": (f"{HEAD}\n<state id='\x01'/></scxml>", 2, 12),
}


def refused(raw):
    with pytest.raises(InvalidProcess) as raised:
        import_process(raw if isinstance(raw, bytes) else raw.encode())
    return raised.value.findings


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gives_one_finding_at_its_place(name):
    text, line, column = HOSTILE[name]

    [finding] = refused(text)

    assert (finding.code, finding.at.line, finding.at.column) == ("PR090", line, column)
    assert finding.fix is not None


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_a_file_in_another_encoding_is_refused(encoding):
    text = f'<?xml version="1.0"?>{HEAD}<state/></scxml>'

    [finding] = refused(text.encode(encoding))

    assert finding.code == "PR090"


def test_a_broken_byte_is_found_where_it_stands():
    [finding] = refused(f'{HEAD}\n<state id="ä'.encode() + b'\xff"/></scxml>')

    assert (finding.code, finding.at.line, finding.at.column) == ("PR090", 2, 13)


def test_a_byte_order_mark_of_utf_8_does_no_harm():
    imported = import_process(b"\xef\xbb\xbf" + f'{HEAD}<state id="a"/></scxml>'.encode())

    assert imported.names["a"] == "a"


def test_line_ends_of_other_systems_are_counted_once():
    [finding] = refused(f"{HEAD}\r\n\r<state>\r\n</scxml>")

    assert finding.at.line == 4


@pytest.mark.parametrize(
    ("inside", "column"),
    [
        ('<datamodel><data id="x" src="x.json"/></datamodel>', 30),
        ('<onentry><script src="x.js"/></onentry>', 23),
        ('<invoke src="other.scxml"/>', 14),
    ],
)
def test_no_other_file_is_ever_read(inside, column):
    findings = refused(f'{HEAD}<state id="a">\n{inside}</state></scxml>')

    assert (2, column) in {(finding.at.line, finding.at.column) for finding in findings}


@pytest.mark.parametrize("junk", ["<" * 5000, "<a b='" + "x" * 100_000, "<!--" * 1000, "]]>" * 1000, "<![CDATA[" * 999])
def test_junk_is_refused_and_never_a_crash(junk):
    assert refused(junk)[0].code == "PR090"
