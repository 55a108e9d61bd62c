"""Lab runs kept, and packs made ready for publishing."""
