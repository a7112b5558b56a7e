"""How a conversation reaches a person, and the words it understands in each language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

WORDS: Mapping[str, tuple[str, ...]] = {
    "wait": ("odota", "vänta", "wait"),
    "back": ("takaisin", "tillbaka", "back"),
    "set": ("aseta", "sätt", "set"),
    "save": ("tallenna", "spara", "save"),
    "story": ("tarina", "berättelse", "story"),
    "deadlines": ("määräajat", "tidsfrister", "deadlines"),
    "why": ("miksi", "varför", "why"),
    "quit": ("lopeta", "sluta", "quit", "exit"),
    "help": ("?", "apua", "hjälp", "help"),
}


@dataclass(frozen=True, slots=True)
class Console:
    """How a person is asked for a line and told something, and in which language."""

    ask: Callable[[str], str]
    tell: Callable[[str], None]
    language: str

    def read(self, prompt: str) -> str | None:
        """Ask for a line and give it without its ends; None when the input is over."""
        try:
            return self.ask(prompt).strip()
        except EOFError:
            return None


def command_in(line: str) -> str | None:
    """The command that the first word of a line is, in any language."""
    word = line.partition(" ")[0].lower()
    return next((name for name, words in WORDS.items() if word in words), None)
