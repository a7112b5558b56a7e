"""The process as the machine runs it. The rule of the room: `semantics` alone says what a chart does."""
