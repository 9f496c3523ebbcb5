"""What is said, and whether the record holds it: statements, stated numbers, checks of drafts, matching, reviews."""
