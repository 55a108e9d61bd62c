"""The desks of those who work here: what waits on them, and whose person they are."""
