"""PDF documents: plain data in, a file out."""
