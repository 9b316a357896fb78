"""What the command line does, a plain function a command; `main.py` gives them their names and options."""
