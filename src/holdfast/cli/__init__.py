"""The command line: one module a subject; each command parses, calls an action or a query, and prints."""
