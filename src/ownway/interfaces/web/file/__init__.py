"""My file: what was decided, what was written to me, who looked, and what was typed and not yet sent."""
