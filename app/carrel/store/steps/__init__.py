"""The steps from the first schema to the present one, a file each; none that was released is ever changed."""
