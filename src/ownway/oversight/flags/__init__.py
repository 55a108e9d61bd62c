"""Signs of fraud, harm and concern, with reasons one can argue with."""
