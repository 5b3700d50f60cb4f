"""Fifth step: the assessment composed into pages of an edition, already filtered and pseudonymised."""
