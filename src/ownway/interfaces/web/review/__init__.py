"""Step 7, review: what was learnt, and what it changed."""
