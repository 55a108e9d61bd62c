"""Reasons made into sentences, sums and days written as the reader writes them, letters laid out."""
