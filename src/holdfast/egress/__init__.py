"""The one guarded way to any address that came from data or from a user."""
