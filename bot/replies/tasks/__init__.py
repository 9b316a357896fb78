"""Which of the tasks asked about each stretch of a reply speaks of."""
