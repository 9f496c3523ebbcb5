"""Judging addresses, reading targets, decoding bodies under a cap: values in, value and why out."""
