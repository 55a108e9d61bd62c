"""Step 2, planning: the person's own support plan."""
