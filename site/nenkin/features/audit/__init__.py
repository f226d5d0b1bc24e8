"""For auditors: whether the trail is whole, what is in it, and who looks more than others do."""
