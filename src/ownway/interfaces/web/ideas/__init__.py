"""Ideas: what others did with their money, open to everyone and beside the plan, and one's own story for others."""
