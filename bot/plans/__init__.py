"""A published plan's text to a `Plan`: items, deadlines, targets, cadences and owners, each with its words."""
