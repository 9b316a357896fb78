"""Word documents: blocks of text, and the page of GB/T 9704."""
