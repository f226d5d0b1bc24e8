"""Signing up, signing in, getting back in, and one's own settings."""
