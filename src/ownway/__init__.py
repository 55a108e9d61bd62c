"""ownway: software for self-directed support, from the sum told up front to the life that was lived."""
