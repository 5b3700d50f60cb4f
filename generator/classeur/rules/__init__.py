"""Fourth step: the library judged at a date, by rules that are data."""
