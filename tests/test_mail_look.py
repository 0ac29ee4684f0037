"""The mails in a real browser, wide and narrow, light and dark: nothing sticks out, everything can be read."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import timedelta
from html import escape, unescape
from pathlib import Path
from typing import Any, Final

import pytest
from postoffice.register import NOW, register

import kesu_xl
from kesu_xl.flow.alert_mails import alert_mails

SAMPLE: Final = Path(__file__).resolve().parent.parent / "workbooks" / "complaints.xlsx"
WIDTHS: Final = (380, 900)
#: Looks into the frames once they are laid out: what sticks out, and the contrast of every text on its ground.
_LOOK: Final = """
function light(c) { const f = c.map(v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2]; }
function rgb(text) { return (text.match(/[\\d.]+/g) || []).map(Number); }
function look(frame) {
  const page = frame.contentDocument, view = frame.contentWindow, width = frame.clientWidth;
  let worst = 99, where = "", out = [];
  for (const item of page.body.querySelectorAll("*")) {
    const box = item.getBoundingClientRect();
    const sticks = box.width && box.height > 2 && box.right > width + 0.5;
    if (sticks) out.push(item.tagName + ":" + item.textContent.trim().slice(0, 20));
    const own = [...item.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim()).join("");
    if (!own || own === "\\u00a0" || box.height < 5) continue;
    let ground = item;
    while (ground && rgb(view.getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
    const a = light(rgb(view.getComputedStyle(item).color));
    const b = light(rgb(view.getComputedStyle(ground).backgroundColor));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < worst) { worst = ratio; where = own.slice(0, 20); }
  }
  return {out, worst, where, sheet: view.getComputedStyle(page.querySelector(".sheet")).backgroundColor,
    loaded: view.performance.getEntriesByType("resource").map(entry => entry.name),
    run: page.title === "run" || view.ran === true};
}
window.addEventListener("load", () => setTimeout(() => {
  document.getElementById("found").textContent = JSON.stringify([...document.querySelectorAll("iframe")].map(look));
}, 50));
"""


def looked_at(folder: Path, pages: list[str], *, dark: bool) -> list[dict[str, Any]]:
    """Return what a browser says of pages, each at every width."""
    frames = "".join(
        f'<iframe srcdoc="{escape(page)}" style="width:{width}px;height:2500px;border:0"></iframe>'
        for page in pages for width in WIDTHS
    )  # fmt: skip
    scheme = "dark" if dark else "light"
    body = f'<body>{frames}<pre id="found"></pre><script>{_LOOK}</script></body>'
    whole = f'<!DOCTYPE html><html style="color-scheme:{scheme}"><meta charset="utf-8">{body}</html>'
    (folder / "page.html").write_text(whole, encoding="utf-8")
    program = shutil.which("chromium")
    assert program is not None
    done = subprocess.run(
        [program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         "--host-resolver-rules=MAP * ~NOTFOUND",
         f"--user-data-dir={folder / 'profile'}", f"--blink-settings=preferredColorScheme={0 if dark else 1}",
         "--virtual-time-budget=4000", "--dump-dom", (folder / "page.html").as_uri()],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    found = re.search(r'<pre id="found">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found is not None
    result: list[dict[str, Any]] = json.loads(unescape(found[1]))
    return result


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("dark", [False, True])
def test_a_mail_fits_and_can_be_read(tmp_path: Path, dark: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KESU_MAIL_OUTBOX", str(tmp_path / "outbox"))
    long = "很长的客户名称" * 12
    nasty = {
        "customer": "<script>window.ran=true</script>" + long, "case_no": "K-" + "9" * 40, "defect": "W" * 200,
        "received_at": NOW - timedelta(days=300, hours=1), "owner": "张三",
        "defect_class": "<img src=x onerror=ran=true>",
    }  # fmt: skip
    path = register(tmp_path / "r.xlsx", nasty, {}, 设置=[["时区", "Asia/Shanghai"], ["公司名称", long]])
    pages = [
        kesu_xl.compose_weekly(SAMPLE, as_of=NOW, lang="zh-Hans").mails[0].html,
        kesu_xl.compose_weekly(SAMPLE, as_of=NOW, lang="en").mails[0].html,
        kesu_xl.compose_weekly(path, as_of=NOW).mails[0].html,
        alert_mails(path, as_of=NOW, queue=False).digests[0].html,
    ]
    found = looked_at(tmp_path, pages, dark=dark)
    assert len(found) == len(pages) * len(WIDTHS)
    for at, one in enumerate(found):
        assert one["out"] == [], (at, one)
        # 4.5 is what WCAG asks of small text; chips and bars included
        assert one["worst"] >= 4.5, (at, one)
        assert one["sheet"] == ("rgb(26, 36, 43)" if dark else "rgb(255, 255, 255)")
        assert one["loaded"] == [] and not one["run"]
