"""The pension law as pure functions; imports the standard library only."""
