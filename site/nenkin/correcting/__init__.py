"""Correcting a record (記録の訂正): what is proposed, what stands against it, what it does to the pension."""
