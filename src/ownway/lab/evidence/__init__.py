"""What the pilots printed, worked out again from their rows, and what was found for and against."""
