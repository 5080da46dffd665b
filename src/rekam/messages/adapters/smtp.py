"""E-mail by SMTP, with STARTTLS or TLS from the first byte where the address says so."""

import os
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from rekam.messages.adapters import Parcel, Undelivered, secret

SECONDS = 20
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
FOR_GOOD = 500  # SMTP answers from here on are final (RFC 5321, 4.2.1)


@dataclass(frozen=True)
class Smtp:
    """A mail server: `smtp://`, `smtp+starttls://` or `smtps://` with user, host and port."""

    scheme: str
    host: str
    port: int
    user: str
    sender: str

    @classmethod
    def at(cls, address: str) -> "Smtp":
        """The server of REKAM_SMTP; mail is from REKAM_MAIL_FROM.

        Raises ValueError for another scheme, without a host, or without a sender.
        """
        parts = urlsplit(address)
        sender = os.environ.get("REKAM_MAIL_FROM", "")
        if parts.scheme not in PORTS or not parts.hostname or not sender:
            raise ValueError("REKAM_SMTP needs smtp://, smtp+starttls:// or smtps://, and REKAM_MAIL_FROM")
        port = parts.port or PORTS[parts.scheme]
        return cls(parts.scheme, parts.hostname, port, unquote(parts.username or ""), sender)

    def carry(self, parcel: Parcel) -> None:
        """Hand the mail to the server.

        Raises Undelivered("smtp_refused" | "smtp_away" | "smtp_login"): refused for good only where the
        server says so by a number of 500 and more.
        """
        try:
            with self._open() as server:
                if self.user:
                    server.login(self.user, secret("REKAM_SMTP_PASSWORD_FILE"))
                server.send_message(self._mail(parcel))
        except smtplib.SMTPAuthenticationError as error:
            raise Undelivered("smtp_login", again=True) from error
        except smtplib.SMTPRecipientsRefused as error:
            final = all(code >= FOR_GOOD for code, _ in error.recipients.values())
            raise Undelivered("smtp_refused", again=not final) from None  # it quotes the address
        except smtplib.SMTPResponseException as error:
            raise Undelivered("smtp_refused", again=error.smtp_code < FOR_GOOD) from None
        except (smtplib.SMTPException, OSError) as error:
            raise Undelivered("smtp_away", again=True) from error

    def _open(self) -> smtplib.SMTP:
        if self.scheme == "smtps":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=context)
        server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        if self.scheme == "smtp+starttls":
            server.starttls(context=ssl.create_default_context())
        return server

    def _mail(self, parcel: Parcel) -> EmailMessage:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self.sender, parcel.to.address, parcel.subject
        # The same key is the same mail to servers and readers that look for it.
        mail["Message-ID"] = f"<{parcel.key}@{self.sender.rpartition('@')[2].strip('> ')}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(parcel.text)
        return mail
