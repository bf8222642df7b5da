"""What a page's script asks the browser for, as an attribute of its form: our CSP knows no inline script."""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


class PasskeyOptions:
    """Puts `passkey_options` beside the `js_data` that django-allauth gives a page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        for options in found.get("js_data", {}).values():
            found["passkey_options"] = DjangoJSONEncoder().encode(options)
        return found
