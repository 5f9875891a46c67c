"""What the user keeps: TinyDB files as the truth, an index that can be thrown away."""
