"""The admins' desk in the chat."""
