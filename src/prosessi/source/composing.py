"""Plain values as the text of a process file, in the one layout that we write by ourselves."""

from __future__ import annotations

from typing import Any

import yaml

WIDTH = 110


def as_yaml(written: dict[str, Any]) -> str:
    """The text: nested parts in blocks, and what holds only plain values on one line."""
    text: str = yaml.dump(
        written, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=None, width=WIDTH
    )
    return text


class _Dumper(yaml.SafeDumper):
    """The library's own, without its shorthand for values that occur twice, and with lists set in."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # the library's own signature
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    """Quote the two letters that other readers take for a truth value, which the library leaves bare."""
    style = "'" if text.lower() in {"y", "n"} else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _text)
