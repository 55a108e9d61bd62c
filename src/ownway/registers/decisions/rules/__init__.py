"""The states a decision passes through, and the days its clocks count."""
