"""Ledger and scoreboard → the facts that a document states."""
