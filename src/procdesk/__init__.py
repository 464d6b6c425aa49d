"""procdesk: the desk of an interventional pain clinic's procedure rooms."""

__version__ = "0.1.0"
