"""Course packs: folders of lessons and items that somebody wrote, read and checked."""
