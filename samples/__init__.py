"""The sample office: data of a fictitious county, and the generator that makes it."""
