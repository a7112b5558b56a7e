"""Whether deadlines can be kept, for every day of years at once."""
