"""The frame of a case, the register of its pages, and the pages beside the stages."""
