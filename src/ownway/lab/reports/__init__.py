"""Tables with a picture beside: accessible SVG, HTML pages, and the archive that reproduces a run."""
