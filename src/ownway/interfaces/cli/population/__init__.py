"""Works a whole population out: answers read from a file in pieces, figures written to another, bad rows told apart."""
