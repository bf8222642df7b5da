"""What a person can do, verb and object, one file each. Only these open transactions."""
