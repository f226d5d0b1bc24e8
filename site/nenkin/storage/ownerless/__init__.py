"""The store of ownerless records (持ち主不明記録): its own file, or schema, swapped whole and only read."""
