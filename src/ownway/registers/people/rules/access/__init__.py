"""The policy table: one file an app, merged here; what no file grants is refused."""
