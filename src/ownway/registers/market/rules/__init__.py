"""What an offer in the directory must say before anyone is shown it."""
