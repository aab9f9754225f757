"""Benchmarks that users and developers can run; never part of the timed tests. Each area makes its own data from a seed."""
