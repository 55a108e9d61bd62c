"""The pages of the bench: load people, weigh, price, check, simulate, phase in, and keep a version to publish."""
