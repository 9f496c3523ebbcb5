"""Taking things out of copies: pictures, PDFs, texts; and out of the store, once that was decided."""
