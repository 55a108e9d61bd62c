"""Reasons, sums, days and letters in the reader's own language, in plain words and in Easy Read."""
