"""The format as classes, and the way from a file to them. Whatever an author can write is a field of this room."""
