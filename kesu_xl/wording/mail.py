"""What is said about mails that were sent, wait, or could not be sent."""

from __future__ import annotations

from kesu_xl.wording import Text

TEXTS: dict[str, Text] = {
    # how an attempt ended
    "waits": (
        "邮件 {id} 还在发件箱：{reason}",
        "郵件 {id} 還在寄件匣：{reason}",
        "Mail {id} stays in the outbox: {reason}",
    ),
    "failed": (
        "邮件 {id} 没有发出：{reason} 排除原因后用 kesu outbox retry {id} --send 重发。",
        "郵件 {id} 沒有寄出：{reason} 排除原因後用 kesu outbox retry {id} --send 重寄。",
        "Mail {id} was not sent: {reason} When that is mended: kesu outbox retry {id} --send.",
    ),
    "partly": (
        "邮件 {id} 已发出，但下列收件人没有收到：{reasons} 为他们另留了一封在发件箱。",
        "郵件 {id} 已寄出，但下列收件人沒有收到：{reasons} 為他們另留了一封在寄件匣。",
        "Mail {id} was sent, but not to these: {reasons} A copy for them is kept in the outbox.",
    ),
    "of_address": ("{address}（{reason}）", "{address}（{reason}）", "{address} ({reason})"),
    "uncertain": (
        "邮件 {id} 已交给服务器，但没有等到答复：{reason} 可能已经送达。请先问收件人：收到了用 kesu outbox arrived {id}，没有收到用 kesu outbox retry {id} --send 重发。",
        "郵件 {id} 已交給伺服器，但沒有等到答覆：{reason} 可能已經送達。請先問收件人：收到了用 kesu outbox arrived {id}，沒有收到用 kesu outbox retry {id} --send 重寄。",
        "Mail {id} was handed to the server, but no answer came: {reason} It may have arrived. Ask a recipient: if so, kesu outbox arrived {id}; if not, kesu outbox retry {id} --send.",
    ),
    "left_handed": (
        "上次发送邮件 {id} 时程序中断，邮件已交给服务器，可能已经送达。请先问收件人：收到了用 kesu outbox arrived {id}，没有收到用 kesu outbox retry {id} --send 重发。",
        "上次寄送郵件 {id} 時程式中斷，郵件已交給伺服器，可能已經送達。請先問收件人：收到了用 kesu outbox arrived {id}，沒有收到用 kesu outbox retry {id} --send 重寄。",
        "The last run ended while mail {id} was with the server: it may have arrived. Ask a recipient: if so, kesu outbox arrived {id}; if not, kesu outbox retry {id} --send.",
    ),
    "put": (
        "邮件 {id} 已存为 {file}（transport 为 folder，没有经服务器发给 {to}）。",
        "郵件 {id} 已存為 {file}（transport 為 folder，沒有經伺服器寄給 {to}）。",
        "Mail {id} was written to {file} (transport is folder: no server has it yet for {to}).",
    ),
    "sent": ("邮件 {id} 已发给 {to}。", "郵件 {id} 已寄給 {to}。", "Mail {id} was sent to {to}."),
    "sent_before": (
        "{week} 的周报已经发给 {to}，没有再发。要再发一次，请用 kesu weekly --again。",
        "{week} 的週報已經寄給 {to}，沒有再寄。要再寄一次，請用 kesu weekly --again。",
        "The weekly mail of {week} was sent to {to} before; not again. To do so: kesu weekly --again.",
    ),
    "failed_before": (
        "邮件 {id} 之前没有发出（{reason}）。排除原因后用 kesu outbox retry {id} --send 重发。",
        "郵件 {id} 之前沒有寄出（{reason}）。排除原因後用 kesu outbox retry {id} --send 重寄。",
        "Mail {id} was not sent before ({reason}). When that is mended: kesu outbox retry {id} --send.",
    ),
    # why
    "replied": ("{host} 答复“{reply}”。", "{host} 答覆「{reply}」。", "{host} replied: {reply}."),
    "nobody": (
        "没有一个收件人被接受：{reasons}",
        "沒有一個收件人被接受：{reasons}",
        "no recipient was accepted: {reasons}",
    ),
    "too_large": (
        "邮件 {size}，服务器最多收 {limit}。可以用 kesu outbox retry --body-only 只发正文，不带附件。",
        "郵件 {size}，伺服器最多收 {limit}。可以用 kesu outbox retry --body-only 只寄內文，不帶附件。",
        "the mail has {size}, the server takes {limit} at most. kesu outbox retry --body-only sends it without the attachment.",
    ),
    "too_large_said": (
        "服务器嫌邮件太大：{reason} 可以用 kesu outbox retry --body-only 只发正文，不带附件。",
        "伺服器嫌郵件太大：{reason} 可以用 kesu outbox retry --body-only 只寄內文，不帶附件。",
        "the mail is too large for the server: {reason} kesu outbox retry --body-only sends it without the attachment.",
    ),
    "broken_off": (
        "与 {host} 的连接中断（{detail}），邮件没有交出去。",
        "與 {host} 的連線中斷（{detail}），郵件沒有交出去。",
        "the connection to {host} broke ({detail}) before the mail was handed over.",
    ),
    "no_answer": (
        "{host} 没有答复（{detail}）。",
        "{host} 沒有答覆（{detail}）。",
        "no answer from {host} ({detail}).",
    ),
    "no_such_host": (
        "找不到服务器 {host}。请检查 kesu.toml 的 [mail] host 和网络。",
        "找不到伺服器 {host}。請檢查 kesu.toml 的 [mail] host 和網路。",
        "there is no server {host}. Check host in [mail] of kesu.toml, and the network.",
    ),
    "no_server": (
        "连不上 {host}（{detail}）。请检查服务器、端口和防火墙。",
        "連不上 {host}（{detail}）。請檢查伺服器、連接埠和防火牆。",
        "{host} cannot be reached ({detail}). Check server, port and firewall.",
    ),
    "silent": (
        "{host} 在 {seconds} 秒内没有回应。",
        "{host} 在 {seconds} 秒內沒有回應。",
        "{host} was silent for {seconds} seconds.",
    ),
    "bad_certificate": (
        "{host} 的证书不可信（{detail}）。请让 IT 检查证书，或检查服务器名是否写对；密码没有发出。",
        "{host} 的憑證不可信（{detail}）。請讓 IT 檢查憑證，或檢查伺服器名是否寫對；密碼沒有送出。",
        "the certificate of {host} cannot be trusted ({detail}). Have IT check it, or the server's name; the password was not sent.",
    ),
    "no_tls": (
        "{host} 不能用 {security} 加密（{detail}）。请检查 [mail] security 和 port。",
        "{host} 不能用 {security} 加密（{detail}）。請檢查 [mail] security 和 port。",
        "{host} does not do {security} ({detail}). Check security and port in [mail].",
    ),
    "no_starttls": (
        "{host} 不支持 STARTTLS，邮件不会不加密就发出。请问 IT 用哪个端口，或把 security 设为 tls。",
        "{host} 不支援 STARTTLS，郵件不會不加密就寄出。請問 IT 用哪個連接埠，或把 security 設為 tls。",
        "{host} has no STARTTLS, and mail does not leave unprotected. Ask IT for the port, or set security to tls.",
    ),
    "no_login": (
        "{host} 不提供用户名和密码登录。请问 IT 是否要用令牌（token_command），或不用登录。",
        "{host} 不提供使用者名稱和密碼登入。請問 IT 是否要用權杖（token_command），或不用登入。",
        "{host} offers no login with a password. Ask IT whether it wants a token (token_command), or no login.",
    ),
    "wrong_password": (
        "{host} 不接受 {user} 的密码（{reply}）。请用 kesu mail test 检查。",
        "{host} 不接受 {user} 的密碼（{reply}）。請用 kesu mail test 檢查。",
        "{host} does not accept the password of {user} ({reply}). Try it with kesu mail test.",
    ),
    "no_password": (
        "没有 {user} 在 {host} 的密码。请设环境变量 KESU_MAIL_PASSWORD，或用 keyring set kesu_xl {user}@{host} 存入系统密码库。",
        "沒有 {user} 在 {host} 的密碼。請設環境變數 KESU_MAIL_PASSWORD，或用 keyring set kesu_xl {user}@{host} 存入系統密碼庫。",
        "there is no password of {user} at {host}. Set KESU_MAIL_PASSWORD, or put it into the system's keyring: keyring set kesu_xl {user}@{host}.",
    ),
    "login_not_ascii": (
        "{user} 在 {host} 的用户名或密码里有 ASCII 以外的字符，不能用来登录。请改密码，或用令牌（token_command）。",
        "{user} 在 {host} 的使用者名稱或密碼裡有 ASCII 以外的字元，不能用來登入。請改密碼，或用權杖（token_command）。",
        "the name or the password of {user} at {host} has letters outside of ASCII, with which one cannot log in. Change the password, or use a token (token_command).",
    ),
    "wrong_token": (
        "{host} 不接受令牌（{reply}）。请检查 token_command。",
        "{host} 不接受權杖（{reply}）。請檢查 token_command。",
        "{host} does not accept the token ({reply}). Check token_command.",
    ),
    "no_token": (
        "取令牌的命令“{command}”没有给出令牌（{kind}）。请在命令行单独运行它看看。",
        "取權杖的命令「{command}」沒有給出權杖（{kind}）。請在命令列單獨執行它看看。",
        "the command “{command}” gave no token ({kind}). Run it by itself to see why.",
    ),
    "no_folder": (
        "写不进文件夹 {folder}（{detail}）。",
        "寫不進資料夾 {folder}（{detail}）。",
        "the folder {folder} cannot be written ({detail}).",
    ),
    "outlook_windows_only": (
        "通过 Outlook 发送只能在 Windows 上用。请把 [mail] transport 改为 smtp 或 folder。",
        "透過 Outlook 寄送只能在 Windows 上用。請把 [mail] transport 改為 smtp 或 folder。",
        "Outlook sends on Windows only. Set transport in [mail] to smtp or folder.",
    ),
    "outlook_needs_pywin32": (
        "缺少 pywin32。请运行 python -m pip install pywin32。",
        "缺少 pywin32。請執行 python -m pip install pywin32。",
        "pywin32 is missing: python -m pip install pywin32.",
    ),
    "outlook_missing": (
        "这台电脑没有可用的经典版 Outlook；新版 Outlook 不支持由程序发送。请切回经典版，或改用 smtp。",
        "這台電腦沒有可用的傳統版 Outlook；新版 Outlook 不支援由程式寄送。請切回傳統版，或改用 smtp。",
        "there is no classic Outlook on this computer; the new Outlook cannot be driven by programs. Switch back, or use smtp.",
    ),
    "outlook_failed": ("Outlook 报告：{detail}。", "Outlook 回報：{detail}。", "Outlook says: {detail}."),
}
