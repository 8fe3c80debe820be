"""Who may see a page: whoever has the key that was printed, on this machine."""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import urlencode

from jupyter_server.auth.identity import IdentityProvider, User
from tornado import web

PANEL = User(username="panel", name="Review panel", display_name="Review panel", initials="RP")


class KeyedIdentity(IdentityProvider):
    """Lets in whoever brings the key once, and remembers the browser by a cookie until the server stops."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self._keys_for_one_use: set[str] = set()
        # Lax, not Strict: the first visit may come from a link in a message or a file.
        self.cookie_options = {"samesite": "Lax", "httponly": True}

    def key_for_one_use(self) -> str:
        """A key for the command line of the browser, which other users of the machine can read."""
        key = secrets.token_hex(24)
        self._keys_for_one_use.add(key)
        return key

    async def get_user_token(self, handler: web.RequestHandler) -> User | None:
        """The panel, if the request brings the key."""
        brought = self.get_token(handler) or ""
        if brought in self._keys_for_one_use:
            self._keys_for_one_use.discard(brought)
            return PANEL
        return PANEL if hmac.compare_digest(brought.encode(), str(self.token).encode()) else None

    def get_handlers(self) -> list[tuple[str, object]]:
        """No login form: a page without the key says where the key is."""
        return []


def address_without_key(handler: web.RequestHandler) -> str:
    """The address asked for, with everything but the key, so that none stays in the history."""
    arguments = [
        (name, value.decode("utf-8", "replace"))
        for name, values in handler.request.query_arguments.items()
        for value in values
        if name != "token"
    ]
    path = "/" + handler.request.path.lstrip("/")
    return f"{path}?{urlencode(arguments)}" if arguments else path


def security_headers(port: int) -> dict[str, str]:
    """What the browser may load and do with any answer of this server: only what comes from it."""
    policy = {
        "default-src": "'none'",
        # blob: is how the widgets' own modules are loaded; no script may stand in the page itself.
        "script-src": "'self' blob:",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": f"'self' ws://127.0.0.1:{port} ws://localhost:{port}",
        "worker-src": "'self' blob:",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{what} {where}" for what, where in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
