"""What money may buy, what is asked about it, and what a year of it looks like, without a database."""
