"""Pages, type, codes and pictures, and the source that a sheet is made from."""
