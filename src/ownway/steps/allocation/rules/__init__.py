"""The states and sums of allocation: values in, values and reasons out, no database."""
