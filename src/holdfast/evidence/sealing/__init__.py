"""Sealing the custody log: keys, signed heads, time stamps, witnesses."""
