"""The directory of support: found by anyone, kept by providers and the authority, used from the plan."""
