"""The points of a document, nested as it numbers them, and which of them are work to be done."""
