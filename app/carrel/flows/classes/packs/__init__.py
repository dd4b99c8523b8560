"""Packs that strangers may have made, unpacked in a limited child."""
