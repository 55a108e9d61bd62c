"""Step 7: both sides look back, learn and change what needs changing."""
