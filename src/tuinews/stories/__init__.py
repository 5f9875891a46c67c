"""Which articles belong together, and what is new in each."""

from tuinews.stories.relate import catch_up

__all__ = ["catch_up"]
