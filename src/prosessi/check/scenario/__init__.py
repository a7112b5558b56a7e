"""What can be wrong with a scenario, a theme a file."""
