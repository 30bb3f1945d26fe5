"""Letters as files, where there is no mail server: they wait in a folder for somebody to send them."""

import dataclasses

from continuity.delivery.email_message import build_message, hash_key, serialise_message, validate_address
from continuity.delivery.folder import FolderChannel
from continuity.delivery.model import Attachment, DeliveryRequest, DeliveryResult, MailChannel
from continuity.domain.scheduling.runs import FAILED, SENT
from continuity.errors import BadValue

# A domain that never exists, so that nobody can be taken for the sender.
PLACEHOLDER_SENDER = "continuity@continuity.invalid"


class OutboxChannel(MailChannel):
    """Letters in the outbox, written again without harm."""

    is_repeatable = True
    needs_forwarding = True

    def describe(self) -> str:
        """Name the folder in which letters wait."""
        return f"No mail server is set: letters are put into {self.mail_settings.outbox} for somebody to send."

    def check(self, target: str) -> None:
        """See whether the address can be one, and whether the outbox can be written.

        Raises:
            BadValue: the address cannot be one, or the path of the outbox depends on where the program is started.
            FileError: the outbox cannot be written.
        """
        validate_address(target)
        validate_address(self.mail_settings.sender or PLACEHOLDER_SENDER)
        FolderChannel().check(str(self.mail_settings.outbox))

    def deliver(self, request: DeliveryRequest) -> DeliveryResult:
        """Put the letter into the outbox, named by its day and its delivery; doing it again is harmless."""
        try:
            message = build_message(request, self.mail_settings.sender or PLACEHOLDER_SENDER)
        except BadValue as error:
            return DeliveryResult(state=FAILED, permanent=True, detail=f"{error.message}; {error.hint}")
        name = f"{request.due:%Y-%m-%d}-{hash_key(request.key)[:16]}.eml"
        attachment = Attachment(name=name, media_type="message/rfc822", content=serialise_message(message))
        outbox = str(self.mail_settings.outbox)
        result = FolderChannel().deliver(dataclasses.replace(request, target=outbox, documents=(attachment,)))
        if result.state != SENT:
            return result
        return dataclasses.replace(result, detail=f"No mail server is set: the letter lies in {outbox}.")
