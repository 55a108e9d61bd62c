"""Signing in and out, the second factor, and what happens after too many wrong passwords."""
