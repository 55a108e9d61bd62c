"""A rule tried on everyone: what it costs, who wins, who loses, and what protection costs."""
