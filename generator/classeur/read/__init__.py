"""First step: files become `Source`s (front matter as nodes with their places, body) and attachments."""
