"""What a reply asks for or passes on: help, somebody else, another day."""
