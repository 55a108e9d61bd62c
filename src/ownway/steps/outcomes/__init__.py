"""Step 6: the life that came of it."""
