"""The chat services. A new one is one file here and one line in `CHANNELS`."""
