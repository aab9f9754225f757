"""What people type into one cell → what is meant: limits, days, progress, states, units, amounts."""
