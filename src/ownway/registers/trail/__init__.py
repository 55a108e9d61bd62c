"""The append-only record of every look and every change, and the key under which each person's text is sealed."""
