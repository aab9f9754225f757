"""The tables of GB/T 9704-2012 as checks of a finished .docx and of its pages; nothing here knows how documents are written."""
