"""What is said unasked: what is due, what went out and changes, what admins must know at once."""
