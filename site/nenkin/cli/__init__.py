"""The command ``nenkin``."""
