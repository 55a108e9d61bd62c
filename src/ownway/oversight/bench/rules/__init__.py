"""What the bench does to people, files and settings; it keeps nothing."""
