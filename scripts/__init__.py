"""Programs that keep the papers of the project up to date."""
