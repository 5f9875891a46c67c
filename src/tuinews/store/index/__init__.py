"""The index: SQLite tables made from the files, which can be thrown away."""
