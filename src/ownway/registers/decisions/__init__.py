"""What was decided, by whom, why, by when it may be challenged and what came of it."""
