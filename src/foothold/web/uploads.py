"""Where an upload waits: words in memory alone (decision 0002), large calendars and mail folders in a file."""

from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

from foothold.actions.sort_dropped import NO_WORDS


class WordsInMemory(FileUploadHandler):
    """Keep from the disk whatever could hold a conversation, also in a request too large for memory.

    Of all such files together at most LARGEST_SOURCE bytes are kept; what does not fit is cut, and its
    file says so (`is_cut`), so that it is refused by its name while the others are read.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._buffer: BytesIO | None = None
        self._room = settings.LARGEST_SOURCE

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._buffer = None
        if Path(self.file_name or "").suffix.lower() not in NO_WORDS:
            self._buffer = BytesIO()
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self._buffer is None:
            return raw_data
        self._room -= len(raw_data)
        if self._room >= 0:
            self._buffer.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        if self._buffer is None:
            return None
        is_whole = self._buffer.tell() == file_size
        self._buffer.seek(0)
        file = InMemoryUploadedFile(
            file=self._buffer,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
        file.is_cut = not is_whole  # type: ignore[attr-defined]
        return file


def is_cut(file: "UploadedFile[Any]") -> bool:
    """Whether only a part of the file was kept."""
    return bool(getattr(file, "is_cut", False))
