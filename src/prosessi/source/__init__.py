"""Text with places: YAML read so that every value knows its line, and every mistake is told in the author's words.

The one rule: nothing that stands in a file, be it bytes of a picture, may make this room raise.
"""
