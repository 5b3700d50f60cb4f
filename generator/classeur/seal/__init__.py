"""Last step: nothing that must not leave is in the site, then the whole of it takes its place at once."""
