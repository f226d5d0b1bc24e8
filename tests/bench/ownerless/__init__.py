"""The open benchmark of the search for ownerless records (持ち主不明記録)."""
