"""Files → the model: the ledger, returned forms, the calendar; every doubt becomes a finding."""
