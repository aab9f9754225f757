"""Returned forms: one module per kind of fault, each check a function that yields findings."""
