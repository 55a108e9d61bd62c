"""Work done in the background; it builds and exports and never approves."""
