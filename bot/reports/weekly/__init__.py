"""The summary of a weekly check-in (周调度)."""
