"""What stands in the way, whether somebody could clear it, and that it is over."""
