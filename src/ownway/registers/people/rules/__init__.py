"""Who may see and do what, as tables and pure answers; no database, no clock."""
