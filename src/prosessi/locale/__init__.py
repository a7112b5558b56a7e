"""The translations: one gettext catalog a room and a language, compiled beside its source."""
