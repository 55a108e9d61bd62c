"""Demand, cash flow and commitments to come, tested on the past."""
