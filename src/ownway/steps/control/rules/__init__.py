"""Which part of a budget stands under which degree of control, and what it comes to, without a database."""
