"""What is arithmetic, and no selector can say: pure functions, one theme a module, in a closed table."""
