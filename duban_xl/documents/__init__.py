"""Facts → workbooks and official documents as bytes."""
