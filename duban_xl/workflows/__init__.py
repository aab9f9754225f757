"""Edge: one module per use case; the stages in order, with the files around them."""
