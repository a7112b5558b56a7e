"""What can be shown of a process: every hole as a case, every promise kept or broken."""
