"""Conditions and values: a small, total, typed language with one evaluator. It knows no process."""
