"""What is due: from tasks, record, calendar and now, what has to be said to whom."""
