"""What each event changes in what is known: one small function an event, by what the event happened to."""
