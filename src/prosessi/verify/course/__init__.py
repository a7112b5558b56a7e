"""Rules over what becomes of a case: where it gets stuck, what it lacks, what it leaves open."""
