"""Model → plans: what would change, what is due, how things stand."""
