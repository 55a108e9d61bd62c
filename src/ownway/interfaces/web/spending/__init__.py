"""Step 5, spending: the money used, flexibly and in the open."""
