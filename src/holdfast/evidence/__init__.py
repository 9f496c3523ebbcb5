"""Captures, seals, custody, and their verification by strangers."""
