"""QR codes, made here: no other site is asked for a picture."""

import segno


def qr(text: str) -> str:
    """A QR code as one SVG element without inline style; dark on white in the dark, too, or no camera reads it."""
    return segno.make(text, error="m", micro=False).svg_inline(
        scale=1, border=4, svgclass="qr", lineclass=None, omitsize=True, dark="#000", light="#fff"
    )
