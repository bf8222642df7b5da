"""Ports of the optional models; nothing here is needed to run."""
