"""Step 1: how much money there is, told up front with every reason."""
