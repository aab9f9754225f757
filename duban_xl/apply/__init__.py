"""Plans → workbooks on disk: lossless, backed up, all or nothing."""
