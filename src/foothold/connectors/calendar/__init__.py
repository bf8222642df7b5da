"""Calendars: iCalendar files, feeds and invitations."""
