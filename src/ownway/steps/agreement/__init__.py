"""Step 3: the authority checks that the plan is safe and agrees."""
