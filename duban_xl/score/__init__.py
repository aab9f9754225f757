"""Ledger × rulebook → scores, and candidates for deductions; pure."""
