"""When a review is due and what it may change, without a database."""
