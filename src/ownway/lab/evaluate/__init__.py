"""A trial from its protocol on: costs and outcomes, and how sure one may be."""
