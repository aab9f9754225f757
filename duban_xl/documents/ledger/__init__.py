"""The ledger template: one sheet per definition, and its 看板."""
