"""What keeps the one who told a story from being recognised in it."""
