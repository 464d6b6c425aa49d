"""procdesk: the procedure-room desk of an interventional pain clinic."""
