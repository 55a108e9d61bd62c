"""Everything told to anyone, as it was sent."""
