"""Step 3, agreement: checked, safe, signed."""
