"""The quality of cleaning: training of its model, and how that is checked."""
