"""What people with a disability ask of the public site: places measured, whom to ask, what the site itself allows."""
