"""Writing at the claims desk: each action checks the role, writes in one transaction, and adds one journal line."""
