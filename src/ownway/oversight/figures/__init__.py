"""Results, demand, roll-out and returns."""
