"""A program that uses the API by its published description alone: what is not described there it cannot call."""

import json
from typing import Any

from django.test import Client

API = "/api/v1"
KEY = "Idempotency-Key"


class Program:
    """Calls operations of the API by their path in the description, signed in as somebody."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.described = client.get(f"{API}/openapi.json").json()
        self.called: set[str] = set()

    def get(self, path: str, **named: Any) -> Any:
        """Read, and give back what was answered; anything but 200 is a failure."""
        answer = self.send("get", path, **named)
        assert answer.status_code == 200, (path, answer.content)
        return answer.json()

    def post(self, path: str, body: dict[str, Any] | None = None, *, key: str = "", **named: Any) -> Any:
        """Do, and give back what was answered; a refusal is a failure."""
        answer = self.send("post", path, body or {}, key=key, **named)
        assert answer.status_code in (200, 201), (path, answer.content)
        return answer.json()

    def makes(self, path: str, body: dict[str, Any] | None = None, *, key: str = "", **named: Any) -> str:
        """Do, and give back the identifier of what was made."""
        return str(self.post(path, body, key=key, **named)["id"])

    def is_refused(
        self, path: str, body: dict[str, Any] | None = None, *, key: str = "", **named: Any
    ) -> tuple[int, str]:
        """Try, and give back the status and the code of the problem."""
        answer = self.send("post", path, body or {}, key=key, **named)
        assert answer["Content-Type"] == "application/problem+json", (path, answer.content)
        return answer.status_code, answer.json()["code"]

    def send(self, method: str, path: str, body: dict[str, Any] | None = None, *, key: str = "", **named: Any) -> Any:
        """Call one operation as the description names it, with a key only where it takes one."""
        operation = self.described["paths"][f"{API}{path}"][method]
        self.called.add(operation["operationId"])
        asked = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "header"}
        assert not key or KEY in asked, f"{method} {path}: a key is sent only where one is taken"
        address = API + path.format(**named)
        if method == "get":
            return self.client.get(address)
        return self.client.post(
            address, json.dumps(body), content_type="application/json", headers={KEY: key} if key else {}
        )
