"""Official documents in Word: templates, rendering, finishing, checks."""
