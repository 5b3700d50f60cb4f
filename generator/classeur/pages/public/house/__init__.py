"""The house's own pages: who answers and who is who, what to do when it goes wrong, what the law asks to say."""
