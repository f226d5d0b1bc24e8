"""Finds records without an owner (持ち主不明記録): names, birth dates, weights, and no file or clock."""
