"""Sixth step: composed pages become a site in a staging folder. Knows nothing of evidence."""
