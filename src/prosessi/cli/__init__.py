"""The command line. One file a command; the convention stands in `main`."""
