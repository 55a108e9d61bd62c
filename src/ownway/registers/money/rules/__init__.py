"""What is true of money before any row is kept: the account plan, movements, rates, dates, runs and bank files."""
