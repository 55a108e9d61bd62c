"""Whole populations as columns: an authority's file with every bad row named, or a synthetic one."""
