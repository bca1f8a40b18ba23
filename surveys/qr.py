"""An address as a picture that a phone's camera reads: a QR code (ISO/IEC 18004), as an SVG that fills its place."""

import segno
from markupsafe import Markup


def svg(address: str) -> Markup:
    """Black on white with its quiet border, in dark colours too: cameras need the contrast. Beside it stands the address as text."""
    drawn = segno.make_qr(address, error="m").svg_inline(light="white", border=4, omitsize=True, svgclass="qr", lineclass=None)
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))
