"""What units get back for their forms, and the office's list of what was found."""
