"""PR903: what a house has settled about severities, in `prosessi.toml` or under `[tool.prosessi]` of `pyproject.toml`.

The file nearest to what is checked counts, looked for from its folder upwards; in one folder `prosessi.toml` goes
first. An error stays an error: its process cannot run, whatever anybody settles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from prosessi.findings import Finding, Severity
from prosessi.messages import Message, say
from prosessi.model.library import Stamp, shown, stamp_of
from prosessi.rules import RULES, Found, nearest, rule
from prosessi.span import Span

OWN_FILE = "prosessi.toml"
SHARED_FILE = "pyproject.toml"
KEYS = ("severity",)
OFF = "off"
WORDS = (OFF, *(severity.value for severity in Severity))

_RANGE = re.compile(r"PR\d{0,3}")
_BROKEN_AT = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file of settings that cannot be understood."""

    at: Span
    message: Message
    fix: Message


@dataclass(frozen=True, slots=True)
class Settings:
    """What was settled, and where. `severities` are by code or by the beginning of codes; None switches off."""

    file: str = ""
    text: str = ""
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def judge(self, finding: Finding) -> Finding | None:
        """The finding as severe as it was settled to be; None if it was switched off."""
        ranges = [start for start in self.severities if finding.code.startswith(start)]
        if not ranges or finding.code not in RULES or RULES[finding.code].severity is Severity.ERROR:
            return finding
        severity = self.severities[max(ranges, key=len)]
        return None if severity is None else replace(finding, severity=severity)


NOTHING_SETTLED = Settings()


@rule("PR903", over="settings")
def unknown_setting(problem: Problem) -> Iterator[Found]:
    """A setting cannot be understood, or would switch off an error.

    `severity` gives codes, or the beginnings of codes, one of `off`, `note`, `warning` and `error`; the longest
    beginning counts. A rule whose findings are errors can neither be switched off nor lowered, because a process with
    an error cannot run; a range leaves such rules as they are.

    Bad::

        # prosessi.toml
        severity = {PR999 = "off", PR602 = "of", PR201 = "off"}  # PR903 # PR903 # PR903
        # laina.yaml
        prosessi: 1
        process: laina
        initial: valmis
        states:
          valmis: {final: success}

    Good::

        # prosessi.toml
        severity = {PR6 = "off", PR602 = "note", PR701 = "error"}
        # laina.yaml
        prosessi: 1
        process: laina
        assumption: harjoitus
        initial: valmis
        states:
          valmis: {final: success, assumption: harjoitus}
    """
    yield Found(problem.at, problem.message, problem.fix)


def settings_for(path: Path) -> Settings:
    """The settings nearest to a file or folder. A file that has not changed is not read again."""
    start = (path if path.is_dir() else path.parent).absolute()
    for folder in (start, *start.parents):
        for name in (OWN_FILE, SHARED_FILE):
            stamp = stamp_of(folder / name)
            settings = _read(stamp) if stamp else None
            if settings is not None:
                return settings
    return NOTHING_SETTLED


@lru_cache(maxsize=64)
def _read(stamp: Stamp) -> Settings | None:
    """The settings of a file; None if it has nothing to say about prosessi."""
    path = stamp[0]
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:  # it was there a moment ago
        return None
    return read_settings(text, shown(path), whole=path.name == OWN_FILE)


def read_settings(text: str, file: str, *, whole: bool = True) -> Settings | None:
    """The settings in the text of a file, of which all or only `[tool.prosessi]` is ours; None if it is not there."""
    import tomllib  # noqa: PLC0415  # most processes lie where nobody has settled anything

    try:
        table: object = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        ours = whole or "tool.prosessi" in text
        return Settings(file, text, {}, (_broken(text, file, str(error)),)) if ours else None
    if not whole:
        for name in ("tool", "prosessi"):
            table = table.get(name) if isinstance(table, dict) else None
        if table is None:
            return None
    search = _Search(text, file)
    severities: dict[str, Severity | None] = {}
    problems = tuple(_understand(table, search, severities))
    return Settings(file, text, severities, problems)


def _understand(table: object, search: _Search, severities: dict[str, Severity | None]) -> Iterator[Problem]:
    if not isinstance(table, dict):
        yield Problem(
            search.place("prosessi"), say("'{key}' is no table", key="prosessi"), say("write '[tool.prosessi]'")
        )
        return
    for key in table:
        if key not in KEYS:
            near = nearest(key, KEYS)
            remedy = say("did you mean '{near}'?", near=near) if near else say("the keys are {keys}", keys=list(KEYS))
            yield Problem(search.place(key), say("there is no setting '{key}'", key=key), remedy)
    settled = table.get("severity", {})
    if not isinstance(settled, dict):
        example = say("write '{line}'", line='severity = {PR602 = "off"}')
        yield Problem(search.place("severity"), say("'{key}' is no table", key="severity"), example)
        return
    for code, word in settled.items():
        problem = _settle(code, word, search.place(code, after="severity"), severities)
        if problem is not None:
            yield problem


def _settle(code: str, word: object, at: Span, severities: dict[str, Severity | None]) -> Problem | None:
    from prosessi.check.rules import RULES  # noqa: PLC0415  # every rule there is; those loaded so far need not be all

    meant = [RULES[each] for each in RULES if each.startswith(code)] if _RANGE.fullmatch(code) else []
    if not meant:
        near = nearest(code, RULES)
        remedy = say("did you mean '{near}'?", near=near) if near else say("'prosessi explain' lists them all")
        return Problem(at, say("there is no finding '{code}'", code=code), remedy)
    if word not in WORDS:
        remedy = say("write one of these: {words}", words=[f'"{each}"' for each in WORDS])
        return Problem(at, say("'{word}' is no severity", word=str(word)), remedy)
    if word != Severity.ERROR and all(each.severity is Severity.ERROR for each in meant):
        return Problem(
            at,
            say("{code} is an error and stays one", code=code),
            say("remove it; a process with an error cannot run"),
        )
    severities[code] = None if word == OFF else Severity(str(word))
    return None


def _broken(text: str, file: str, reason: str) -> Problem:
    found = _BROKEN_AT.search(reason)
    line, column = (int(found[1]), int(found[2])) if found else (text.count("\n") + 1, 1)
    return Problem(
        Span(file, line, column, line, column + 1),
        say("the file cannot be read as TOML from here on"),
        say("look at the quotes, brackets and equal signs of this line"),
    )


@dataclass(frozen=True, slots=True)
class _Search:
    """Finds the keys of a TOML text, whose reader does not say where they stand."""

    text: str
    file: str

    def place(self, key: str, *, after: str = "prosessi") -> Span:
        """Where a key stands, if possible behind another; the beginning of the file if it is written oddly."""
        behind = re.search(rf"^[^#\n]*\b{re.escape(after)}\b", self.text, re.MULTILINE)
        start = behind.end() if behind else 0
        pattern = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
        found = next((hit for hit in pattern.finditer(self.text, start) if not self._commented(hit.start())), None)
        found = found or pattern.search(self.text)
        if found is None:
            return Span(self.file)
        line_start = self.text.rfind("\n", 0, found.start()) + 1
        line = self.text.count("\n", 0, found.start()) + 1
        column, width = found.start() - line_start + 1, len(key)
        return Span(self.file, line, column, line, column + width, found.start(), found.end())

    def _commented(self, offset: int) -> bool:
        return "#" in self.text[self.text.rfind("\n", 0, offset) + 1 : offset]
