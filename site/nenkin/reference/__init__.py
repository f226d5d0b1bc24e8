"""Reads data/ into the law's types, or refuses to start."""

from nenkin.reference.loading import load
from nenkin.reference.rows import BadData

__all__ = ["BadData", "load"]
