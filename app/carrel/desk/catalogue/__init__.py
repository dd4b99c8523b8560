"""The products of a desk: how they are kept, found and recommended."""
