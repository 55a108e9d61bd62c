"""Step 4: how far the person holds the money."""
