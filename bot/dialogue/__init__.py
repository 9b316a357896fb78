"""What is said to whom, and what an answer leads to; knows no channel."""
