"""The reference of the rules: a page a rule and an index, made from the documentation of the rules themselves.

`python -m prosessi.check.reference` writes the pages anew after a change of a rule.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from prosessi.check.rules import RULES
from prosessi.findings import Severity
from prosessi.rules import Rule

PAGES = Path(__file__).parents[3] / "docs" / "reference" / "rules"
INDEX = "README.md"

THEMES = {
    "PR0": "The file and the format",
    "PR1": "States and transitions",
    "PR2": "Names",
    "PR3": "Case data and expressions",
    "PR4": "What can become of a case",
    "PR5": "Deadlines and time",
    "PR6": "Texts",
    "PR7": "What a process rests on",
    "PR8": "Walks and scenarios",
    "PR9": "Settings and comments of checking",
}
"""What rules are about, by the beginning of their codes."""

_SEVERITIES = """\
An error keeps a process from running. It can only be mended. A warning is a hole or a doubt, a note is a wish; both can
be switched off, lowered or raised for a folder and all below it, in `prosessi.toml` or under `[tool.prosessi]` of
`pyproject.toml`, by code or by the beginning of codes. The nearest file counts, and in it the longest beginning:

```toml
severity = {PR6 = "off", PR602 = "note", PR701 = "error"}
```

One finding is passed over in its place, with a reason:

```yaml
  # prosessi: ignore PR212 - the role is used from the spring on
  virkailija: {label: Virkailija}
```

`prosessi check --fix` mends what is certain to be meant, and leaves comments and layout as they are."""


def pages() -> dict[str, str]:
    """Every page by the name of its file."""
    return {INDEX: _index(), **{f"{code}.md": _page(RULES[code]) for code in sorted(RULES)}}


def _index() -> str:
    parts = [
        "# Rules",
        "What `check` and `import` find, by code. `prosessi explain CODE` shows it in Finnish, Swedish or English.",
    ]
    parts += [_SEVERITIES]
    for start, theme in THEMES.items():
        rows = [_row(RULES[code]) for code in sorted(RULES) if code.startswith(start)]
        if rows:
            parts += [f"## {theme}", "\n".join(["| code | | what it finds |", "|---|---|---|", *rows])]
    return "\n\n".join(parts) + "\n"


def _row(rule: Rule) -> str:
    found = " ".join(rule.prose[0].text.split()).replace("|", "\\|")
    return f"| [{rule.code}]({rule.code}.md) | {rule.severity.value} | {found} |"


def _page(rule: Rule) -> str:
    parts = [f"# {rule.code} {rule.name}", f"*{rule.severity.value.capitalize()}.*"]
    parts += [paragraph.text for paragraph in rule.prose]
    parts += _examples("It is found here", rule.examples("Bad"))
    parts += _examples("This is right", rule.examples("Good"))
    return "\n\n".join([*parts, "## To switch it off", *_off(rule)]) + "\n"


def _examples(heading: str, texts: tuple[str, ...]) -> Iterator[str]:
    yield f"## {heading}"
    yield from (f"```{'xml' if text.startswith('<') else 'yaml'}\n{text}```" for text in texts)


def _off(rule: Rule) -> Iterator[str]:
    if rule.severity is Severity.ERROR:
        yield "An error cannot be switched off, lowered or passed over: a process with an error cannot run."
        return
    if rule.over == "foreign":
        yield "It is only told when a file is imported, and cannot be switched off."
        return
    yield "For a folder and all below it, in `prosessi.toml` or under `[tool.prosessi]` of `pyproject.toml`:"
    yield f'```toml\nseverity = {{{rule.code} = "off"}}\n```'
    if rule.over == "comments":
        return
    yield "In one place, with a reason, at the end of the line or on a line of its own above it:"
    yield f"```yaml\n# prosessi: ignore {rule.code} - why it is right here\n```"


def main() -> None:
    """Write the pages, and take away those of rules that are gone."""
    PAGES.mkdir(parents=True, exist_ok=True)
    made = pages()
    for old in PAGES.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (PAGES / name).write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(made)} pages\n")


if __name__ == "__main__":
    main()
