"""How a task stands: finished, under way, how much of it, until when."""
