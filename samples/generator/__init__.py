"""The seeded generator of the sample office: hand-written Chinese texts and a seed → the data of a fictitious county."""
