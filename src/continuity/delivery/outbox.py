"""Letters as files, where there is no mail server: they wait in a folder for somebody to send them."""

import dataclasses

from continuity.delivery import folder as folder_channel
from continuity.delivery.email_message import build_message, hash_key, serialise_message, validate_address
from continuity.delivery.model import Attachment, DeliveryRequest, DeliveryResult
from continuity.domain.scheduling.runs import FAILED, SENT
from continuity.errors import BadValue
from continuity.mail_settings import MailSettings

# A domain that never exists, so that nobody can be taken for the sender.
PLACEHOLDER_SENDER = "continuity@continuity.invalid"


def check(target: str, mail_settings: MailSettings) -> None:
    """See whether the address can be one, and whether the outbox can be written.

    Raises:
        BadValue: the address cannot be one, or the path of the outbox depends on where the program is started.
        FileTrouble: the outbox cannot be written.
    """
    validate_address(target)
    validate_address(mail_settings.sender or PLACEHOLDER_SENDER)
    folder_channel.check(str(mail_settings.outbox), mail_settings)


def deliver(request: DeliveryRequest, mail_settings: MailSettings) -> DeliveryResult:
    """Put the letter into the outbox, named by the day it was due and by its delivery; doing it again is harmless."""
    try:
        message = build_message(request, mail_settings.sender or PLACEHOLDER_SENDER)
    except BadValue as error:
        return DeliveryResult(state=FAILED, permanent=True, detail=f"{error.message}; {error.hint}")
    name = f"{request.due:%Y-%m-%d}-{hash_key(request.key)[:16]}.eml"
    attachment = Attachment(name=name, media_type="message/rfc822", content=serialise_message(message))
    result = folder_channel.deliver(
        dataclasses.replace(request, target=str(mail_settings.outbox), documents=(attachment,)), mail_settings
    )
    if result.state != SENT:
        return result
    return dataclasses.replace(result, detail=f"No mail server is set: the letter lies in {mail_settings.outbox}.")
