"""The model → findings: what is wrong in the ledger and in returned forms; pure."""
