"""What happened to simulated cases, as a file for those who mine event logs. One format a file."""
