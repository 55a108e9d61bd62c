"""The pages of step 5: the account, a spend told with little work, money moved between lines."""
