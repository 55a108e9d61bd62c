"""What governs a version of a programme: its states, its notice, how long its validation holds."""
