"""Staff: signing in at a terminal, and what one may do there."""
