"""The first screen: headlines that stand there before Textual is loaded."""
