"""Step 5: the money is used flexibly."""
