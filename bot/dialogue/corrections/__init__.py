"""An answer that is put right, taken back or edited."""
