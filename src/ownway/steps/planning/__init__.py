"""Step 2: the person's own plan for using it."""
