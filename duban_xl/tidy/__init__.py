"""A ledger or a scoreboard → tidy tables, one row per thing and one kind of value per column; pure, without pandas."""
