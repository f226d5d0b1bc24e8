"""Tables, the session, and every query."""
