"""What people did with their budgets, shared with consent."""
