"""A receipt number (受付番号), as people type it in a form."""

from nenkin.interchange.codes import Code, mistaken, taken_for
from nenkin.interchange.receipt_numbers import read
from nenkin.web.fields import Text

_LONGEST = 40  # characters: any code of this service, with what people write between


def _no_receipt(text: str) -> str | None:
    return None if read(text) else "not-receipt"


def receipt(*, required: bool = True) -> Text:
    """Give the field; what was typed stays as it is, and another code of this service is named."""
    return Text(
        _LONGEST,
        width="medium",
        required=required,
        refuse=_no_receipt,
        mistaken=taken_for(Code.RECEIPT_NUMBER),
        own_codes=mistaken(Code.RECEIPT_NUMBER) | {"not-receipt"},
    )
