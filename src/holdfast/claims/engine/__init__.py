"""The computing of the claims desk: plain Python, values in, value and why out."""
