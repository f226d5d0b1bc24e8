"""What people come to do: one folder each; none imports another."""
