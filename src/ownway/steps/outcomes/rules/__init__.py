"""How answers about a life are put in order over time, without a database."""
