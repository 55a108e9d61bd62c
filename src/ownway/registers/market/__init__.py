"""Who and what support can be bought from."""
