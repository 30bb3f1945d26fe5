"""Letters as files, where there is no mail server: they wait in a folder for somebody to send them."""

import dataclasses

from continuity.delivery import folder as folder_channel
from continuity.delivery.email_message import checked, composed, digest, in_bytes
from continuity.delivery.model import Attachment, Parcel, Receipt
from continuity.domain.scheduling.runs import FAILED, SENT
from continuity.errors import BadValue
from continuity.mail_settings import Post

# A domain that never exists, so that nobody can be taken for the sender.
NOBODY = "continuity@continuity.invalid"


def check(to: str, post: Post) -> None:
    """See whether the address can be one, and whether the outbox can be written.

    Raises:
        BadValue: the address cannot be one, or the path of the outbox depends on where the program is started.
        FileTrouble: the outbox cannot be written.
    """
    checked(to)
    checked(post.sender or NOBODY)
    folder_channel.check(str(post.outbox), post)


def deliver(parcel: Parcel, post: Post) -> Receipt:
    """Put the letter into the outbox, named by the day it was due and by its delivery; doing it again is harmless."""
    try:
        message = composed(parcel, post.sender or NOBODY)
    except BadValue as error:
        return Receipt(state=FAILED, permanent=True, told=f"{error.message}; {error.hint}")
    name = f"{parcel.due:%Y-%m-%d}-{digest(parcel.key)[:16]}.eml"
    letter = Attachment(name=name, media_type="message/rfc822", content=in_bytes(message))
    receipt = folder_channel.deliver(dataclasses.replace(parcel, to=str(post.outbox), documents=(letter,)), post)
    if receipt.state != SENT:
        return receipt
    return dataclasses.replace(receipt, told=f"No mail server is set: the letter lies in {post.outbox}.")
