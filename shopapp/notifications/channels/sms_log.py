"""The SMS channel of a machine without a gateway: every message becomes a file to read."""

import json
from pathlib import Path

from shopapp.kernel.clock import now
from shopapp.notifications.channels import Accepted, Envelope, Refused, Result
from shopapp.notifications.rules import sms_segments
from shopapp.platform.logs import log
from shopapp.platform.personal_data import ReceiverKind
from shopapp.platform.storage import Storage


class SmsLog:
    """Writes `<time>-<reference>.json` into a folder, whole or not at all."""

    receiver = ReceiverKind.SMS_GATEWAY

    def __init__(self, folder: Path) -> None:
        self._files = Storage(folder)

    def send(self, envelope: Envelope) -> Result:
        moment = now()
        message = {
            "reference": envelope.reference,
            "to": envelope.to,
            "text": envelope.text,
            "segments": sms_segments(envelope.text),
            "at": moment.isoformat(timespec="milliseconds"),
        }
        content = json.dumps(message, ensure_ascii=False, indent=1).encode()
        stamp = moment.strftime("%Y%m%d-%H%M%S-%f")
        try:
            self._files.put(f"{stamp}-{envelope.reference}.json", content)
        except OSError as error:
            log.error("sms_log_failed", exc_info=error)
            return Refused(permanent=False, reason="disk")
        return Accepted()
