"""The welcome booklet: `model` holds what it says, `making` writes it for its readers, `pages` lays it out."""
