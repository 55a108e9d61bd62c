"""Sealing and chaining as pure sums: bytes and keys in, bytes and findings out."""
