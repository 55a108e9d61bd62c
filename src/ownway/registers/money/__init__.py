"""The ledger: every penny a transfer, by stream and purpose."""
