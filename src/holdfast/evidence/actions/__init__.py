"""Every write of the evidence room."""
