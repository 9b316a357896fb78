"""What happened: the events of the record and the states folded from them."""
