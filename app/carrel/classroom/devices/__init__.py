"""The keys of this device, and the devices that a teacher knows."""
