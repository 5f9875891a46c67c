"""What the reader keeps: TinyDB files as the truth, an index that can be thrown away."""
