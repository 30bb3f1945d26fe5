"""Letters as files in a folder, for a machine without mail server."""

import dataclasses

from continuity.delivery.email_message import build_message, hash_key, serialise_message, validate_address
from continuity.delivery.folder import FolderChannel
from continuity.delivery.model import Attachment, DeliveryRequest, DeliveryResult, MailChannel
from continuity.domain.vocabulary import DeliveryState
from continuity.errors import BadValue

# A domain that never exists, so that nobody can be taken for the sender.
PLACEHOLDER_SENDER = "continuity@continuity.invalid"


class OutboxChannel(MailChannel):
    """Letters in the outbox; repeatable."""

    is_repeatable = True
    needs_forwarding = True

    def describe(self) -> str:
        """Name the folder of the outbox."""
        return f"No mail server is set: letters are put into {self.mail_settings.outbox} for somebody to send."

    def check(self, target: str) -> None:
        """Check the address, and that the outbox is absolute and writable."""
        validate_address(target)
        validate_address(self.mail_settings.sender or PLACEHOLDER_SENDER)
        FolderChannel().check(str(self.mail_settings.outbox))

    def deliver(self, request: DeliveryRequest) -> DeliveryResult:
        """Write the letter to the outbox, named by day and delivery."""
        try:
            message = build_message(request, self.mail_settings.sender or PLACEHOLDER_SENDER)
        except BadValue as error:
            return DeliveryResult(state=DeliveryState.FAILED, permanent=True, detail=f"{error.message}; {error.hint}")
        name = f"{request.due:%Y-%m-%d}-{hash_key(request.key)[:16]}.eml"
        attachment = Attachment(name=name, media_type="message/rfc822", content=serialise_message(message))
        outbox = str(self.mail_settings.outbox)
        result = FolderChannel().deliver(dataclasses.replace(request, target=outbox, documents=(attachment,)))
        if result.state != DeliveryState.SENT:
            return result
        return dataclasses.replace(result, detail=f"No mail server is set: the letter lies in {outbox}.")
