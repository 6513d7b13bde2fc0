"""A headless Chromium, driven over its DevTools pipe with Python's own library alone."""

import json
import os
import select
import shutil
import subprocess
import tempfile
import time

FLAGS = (
    "--headless --no-sandbox --remote-debugging-pipe --disable-gpu --disable-quic --disable-sync "
    "--disable-extensions --disable-background-networking --disable-component-update "
    "--disable-dev-shm-usage --no-first-run --hide-scrollbars --font-render-hinting=none"
).split()

# Answers come within this many seconds; axe needs some on a long page.
PATIENCE = 120


class Browser:
    """One Chromium with an empty profile. Close it, or use it with `with`."""

    def __init__(self):
        self.profile = tempfile.mkdtemp()
        from_us, to_them = os.pipe()
        from_them, to_us = os.pipe()
        # Chromium reads from descriptor 3 and writes to 4.
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec chromium "$@" 3<&{from_us} 4>&{to_us}', "chromium"]
            + FLAGS
            + [f"--user-data-dir={self.profile}", "about:blank"],
            pass_fds=(from_us, to_us),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(from_us)
        os.close(to_us)
        self.to, self.of = to_them, from_them
        self.unread = b""
        self.asked = 0
        self.events = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        os.close(self.to)
        os.close(self.of)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def call(self, method, session=None, **params):
        """What Chromium answers. Events that come before the answer are kept."""
        self.asked += 1
        number = self.asked
        message = {"id": number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        left = json.dumps(message).encode() + b"\0"
        while left:
            left = left[os.write(self.to, left) :]
        until = time.monotonic() + PATIENCE
        while True:
            answer = self.receive(until)
            if answer is None:
                raise TimeoutError(f"Chromium does not answer {method}")
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def receive(self, until):
        """The next message; None if none comes before `until`. Events are kept by session."""
        while b"\0" not in self.unread:
            ready, _, _ = select.select([self.of], [], [], max(0, until - time.monotonic()))
            if not ready:
                return None
            part = os.read(self.of, 1 << 20)
            if not part:
                raise RuntimeError("Chromium has ended")
            self.unread += part
        message, self.unread = self.unread.split(b"\0", 1)
        message = json.loads(message)
        if "method" in message:
            self.events.setdefault(message.get("sessionId"), []).append(message)
        return message

    def tab(self):
        return Tab(self)


class Tab:
    """A page in the browser."""

    def __init__(self, browser):
        self.browser = browser
        self.target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.call(
            "Target.attachToTarget", targetId=self.target, flatten=True
        )["sessionId"]
        self.events = browser.events.setdefault(self.session, [])
        for domain in ("Page", "Runtime", "Log", "Network", "DOM", "Accessibility"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.browser.call("Target.closeTarget", targetId=self.target)

    def call(self, method, **params):
        return self.browser.call(method, self.session, **params)

    def open(self, url):
        """Loads a page and waits until it is loaded."""
        self.events.clear()
        self.call("Page.navigate", url=url)
        until = time.monotonic() + PATIENCE
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            if self.browser.receive(until) is None:
                raise TimeoutError(f"{url} does not load")
        self.run("document.fonts.ready.then(() => 0)")

    def listen(self, seconds):
        """Lets late events come in."""
        until = time.monotonic() + seconds
        while self.browser.receive(until) is not None:
            pass

    def script(self, allowed):
        self.call("Emulation.setScriptExecutionDisabled", value=not allowed)

    def size(self, width, height=900):
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def settle(self):
        """Waits for what scripts of the page do when its size changes."""
        self.run("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")

    def media(self, kind=""):
        self.call("Emulation.setEmulatedMedia", media=kind)

    def press(self, key, code, modifiers=0):
        for kind in ("rawKeyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=code,
                modifiers=modifiers,
            )

    def run(self, expression):
        """The value of a JavaScript expression in the page; promises are awaited."""
        return self.result(expression, returnByValue=True).get("value")

    def handle(self, expression):
        """The id of the object that an expression gives."""
        return self.result(expression).get("objectId")

    def result(self, expression, **options):
        answer = self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, **options
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise RuntimeError(details.get("exception", {}).get("description", details["text"]))
        return answer["result"]
