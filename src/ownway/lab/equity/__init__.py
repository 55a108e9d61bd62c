"""Same need, same money? by group, with intervals, and small cells kept back."""
