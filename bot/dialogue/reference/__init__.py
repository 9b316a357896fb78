"""Which task, and which figure of it, somebody speaks of."""
