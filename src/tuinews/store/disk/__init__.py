"""The files of a library: the truth, plain JSON that the user owns."""
