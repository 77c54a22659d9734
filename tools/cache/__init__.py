"""A source with a memory: what was fetched is kept, checked before it is used again, and stands in meanwhile."""
