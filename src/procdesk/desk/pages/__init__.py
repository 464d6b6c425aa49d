"""The frame of a page, and parts that pages of several stages share."""
