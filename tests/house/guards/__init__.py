"""One rule of the house a file; each offers ``violations(tree)``, which names every breach it finds below *tree*."""
