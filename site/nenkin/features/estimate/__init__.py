"""年金見込額: what a pension will be, and why."""
