"""Second step: what a kind of record declares, and `Source`s turned into `Record`s by it."""
