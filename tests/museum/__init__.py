"""Stores that earlier versions wrote, and what every later version must read from them."""
