"""Transcripts and notes: VTT, SRT, TXT, MD and DOCX to a `Conversation`."""

from foothold.connectors.transcripts.opening import LARGEST_BYTES, looks_like, open_transcript

__all__ = ["LARGEST_BYTES", "looks_like", "open_transcript"]
