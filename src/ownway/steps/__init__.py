"""The seven steps of self-directed support, in their order."""
