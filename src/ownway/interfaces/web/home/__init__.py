"""The first page, and the seven steps of one person."""
