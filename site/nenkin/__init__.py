"""Nenkin: a person's own pension record, and the way to have it corrected."""
