"""A task's way from hand to hand: later dates, closings, who has it, who is away, what stands in its way."""
