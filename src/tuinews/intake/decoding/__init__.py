"""From bytes to text, whatever charset they are in."""
