"""Step 4, control: how far the person holds the money."""
