"""Whole populations: calibrate, simulate, forecast, equity, evaluate, evidence."""
