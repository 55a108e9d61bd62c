"""Points to money: fitted to past cost or to local prices, monotone, exact to the pot, its error known."""
