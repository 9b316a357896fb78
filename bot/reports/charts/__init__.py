"""Pictures: what they show, how they are drawn, the type they are set in."""
