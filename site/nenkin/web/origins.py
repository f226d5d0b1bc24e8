"""Whether a request that changes something was sent by one of our own pages."""

from collections.abc import Mapping


def is_own(headers: Mapping[bytes, bytes], *, origin: str) -> bool:
    """Whether the browser says that our own page sent this request.

    ``Sec-Fetch-Site`` decides where it is sent; else ``Origin``, else ``Referer``. Where none of the
    three is sent, as by w3m, the form's hidden field alone decides.
    """
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        return site in {b"same-origin", b"none"}
    sender = headers.get(b"origin")
    if sender is not None:
        return sender.decode("latin-1") == origin
    referer = headers.get(b"referer")
    if referer is not None:
        # compared as text: what cannot be taken apart as an address is not one of ours either
        return referer.decode("latin-1").startswith(f"{origin}/")
    return True
