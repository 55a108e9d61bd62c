"""Pages for anyone: the seven steps, the rules in the open, how pages are shown, accessibility."""
