"""Working a rule out: for one person with every reason, and how far each step can reach."""
