"""Writing exports: captures, their log, their proofs and a report, for strangers to check."""
