"""Reading charts that other tools wrote: one file or folder a format, declared with `importer`.

The rule of this room: what comes in is read as a stranger's. No other file and no network is touched, and what our
processes cannot say is refused at its place, never guessed.
"""
