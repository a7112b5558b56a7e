"""What always or never happens, as the designer promised it."""
