"""What an answer puts on record, and what is said back."""
