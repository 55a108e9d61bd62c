"""The sums, states and texts of a plan, without a database."""
