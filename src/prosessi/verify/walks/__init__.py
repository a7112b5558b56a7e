"""Walks found by search, and the small mistakes of a process that walks notice."""
