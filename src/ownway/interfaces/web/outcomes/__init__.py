"""Step 6, outcomes: how life goes."""
