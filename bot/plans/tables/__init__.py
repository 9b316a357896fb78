"""Task tables that were pasted as text, cell by cell."""
