"""Event logs of any system as one list of happenings. One format a file."""
