"""What all widgets draw with: signs, styles, text broken and cut by cells."""
