"""Words by which the headings of an 8D are known, whatever their numbers look like.

Each discipline has strong words, which no other one has in its heading, and weak ones, which only support a number.
Chinese is Simplified here: texts are simplified before they are compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from kesu_xl.form.suggest.words import close_words, folded

__all__ = ["STRONG", "hits"]

STRONG: Final = 2

_WORDS: Final[Mapping[int, tuple[str, str]]] = {
    0: (
        "emergency response|紧急响应|应急响应|紧急处理|前期准备|notfallmaßnahme|vorbereitung|acil durum|hazırlık|긴급 대응|비상 대응|사전 준비",
        "emergency|immediate|prepare|planning|symptom|准备|应急|紧急|sofort|acil|긴급|준비",
    ),
    1: (
        "team member|team approach|establish team|team formation|use team|form the team|problem solving team|improvement team"
        "|改善小组|工作小组|成立小组|建立小组|小组成员|成立团队|组建团队|团队成员|问题解决小组|项目小组|8d小组|责任小组|对策小组|组建小组|小组"
        "|团队|problemlösungsteam|teamzusammensetzung|teammitglieder|teambildung|arbeitsgruppe|ekip oluştur|takım oluştur|ekip üye|takım üye"
        "|ekibin|ekip|takım|팀 구성|팀구성|팀원|team 구성|구성원|team|équipe|equipo|チーム",
        "member|group|成员|组员|gruppe|mitglied|grup|tim|팀|조직|组建",
    ),
    2: (
        "problem description|describe the problem|problem statement|problem definition|define the problem|describe problem|failure description"
        "|defect description|issue description|nonconformity description|description of problem|description of the problem|description of failure"
        "|问题描述|问题陈述|问题说明|异常描述|不良描述|不良现象|缺陷描述|问题点|问题界定|问题定义|现象描述|现状描述|描述问题|客诉内容|异常内容|不良内容|不良状况|问题内容|问题现象"
        "|problembeschreibung|fehlerbeschreibung|beschreibung des problems|mangelbeschreibung|problemdefinition|problem tanım|problemin tanım|hata tanım"
        "|problem açıkla|uygunsuzluk tanım|sorun tanım|문제 정의|문제 현상|문제 기술|문제 설명|불량 내용|불량 현상|문제점|문제 내용|부적합 내용|문제 파악|현상 파악|問題",
        "problem|description|describe|define|failure|defect|issue|complaint|问题|描述|现象|不良|异常|beschreib|fehler|beanstand|reklamation"
        "|tanım|sorun|hata|uygunsuzluk|문제|현상|정의|불량",
    ),
    3: (
        "containment|interim|short term|shortterm|temporary action|temporary measure|temporary countermeasure|immediate action|immediate corrective"
        "|短期|围堵|遏制|防堵|临时|暂时|暂定|应急措施|应急对策|紧急措施|紧急对策|抑制措施|即时措施|立即措施|封堵|治标|过渡措施"
        "|sofortmaßnahme|sofort maßnahme|eindämmung|sofortige|geçici|ara önlem|acil önlem|acil aksiyon|kısa vadeli|kısa süreli|sınırlama|anlık önlem|ivedi"
        "|임시|봉쇄|단기 대책|긴급 조치|긴급 대책|잠정|즉시 조치|응급|暫定|応急",
        "immediate|temporary|ica|quarantine|应急|紧急|即时|sofort|acil|kontrol altına|긴급|즉시|단기|1차 조치",
    ),
    4: (
        "root cause|cause analysis|causes analysis|analysis of cause|root causes|failure analysis|根本原因|原因分析|真因|根因|要因分析|产生原因|原因调查|原因查明|不良分析|原因"
        "|fehlerursache|grundursache|ursachenanalyse|hauptursache|ursache|kök neden|kök sebep|kökneden|neden analiz|sebep analiz|hata nedeni"
        "|원인 분석|근본 원인|원인분석|근본원인|발생 원인|원인 규명|원인|cause racine|causa raíz|causa raiz|要因",
        "cause|analysis|rca|why|分析|analyse|neden|sebep|분석",
    ),
    5: (
        "permanent corrective|permanent action|permanent solution|permanent measure|permanent countermeasure|long term|longterm|choose corrective|select corrective"
        "|corrective action|corrective measure|choose and verify|select and verify|countermeasure|chosen action|planned action|planned corrective"
        "|长期|永久|纠正措施|纠正对策|纠正行动|矫正措施|改善对策|改善措施|改正措施|整改措施|对策拟定|对策制定|治本|根本对策|恒久|永续|彻底对策"
        "|abstellmaßnahme|korrekturmaßnahme|dauerhafte|langfristige|geplante maßnahme|auswahl der|kalıcı|düzeltici|uzun vadeli|çözüm seçim"
        "|영구|시정 조치|시정조치|개선 대책|개선대책|항구|장기 대책|대책 수립|대책수립|근본 대책|恒久|是正",
        "corrective|permanent|solution|pca|measure|纠正|对策|措施|改善|maßnahme|lösung|faaliyet|önlem|aksiyon|çözüm|대책|시정|개선",
    ),
    6: (
        "verification|verify|validation|validate|implement|effectiveness|验证|确认效果|效果确认|效果检证|效果追踪|效果检查|有效性|实施永久|实施并|对策实施|执行永久|措施实施|实施纠正|检证|落实"
        "|执行纠正|确认有效|效果跟踪|wirksamkeit|eingeführte|einführung|einführen|umsetzung|umsetzen|verifizier|validier|realisier|nachweis"
        "|uygulama|uygulan|doğrula|etkinlik|etkinliğ|geçerli|geçerleme|gerçekleştir|유효성|효과 확인|효과확인|효과 검증|검증|대책 실행|대책 실시|대책 적용|실행|效果",
        "effective|result|execute|check|tracking|实施|执行|效果|确认|跟踪|追踪|prüf|kontrol|takip|효과|실시|확인|적용|이행",
    ),
    7: (
        "prevent recurrence|prevention|preventive|prevent|recurrence|standardization|standardisation|standardize|systemic|lessons learned|horizontal deploy|read across"
        "|预防|再发|防止再|标准化|水平展开|横向展开|避免再|复发|重复发生|举一反三|防呆|系统改善|经验教训"
        "|fehlerwiederholung|wiederholung|vorbeug|verhinder|präventiv|prävention|standardisier|lessons learned"
        "|önleyici|tekrar|önlenmesi|önleme|standartlaş|yaygınlaş|재발|예방|표준화|수평 전개|수평전개|재발방지|予防|再発",
        "system|standard|lessons|deploy|展开|标准|standart|önlem|방지|수평",
    ),
    8: (
        "congratulat|recogni|closure|close out|closeout|team appreciation|appreciat|celebrat|reward|thank|祝贺|恭贺|恭喜|表彰|表扬|庆祝|嘉奖|激励|奖励|肯定小组|肯定团队|感谢|结案|关闭|致谢|慰劳"
        "|würdig|anerkenn|abschluss|abschließ|gratul|glückwunsch|teamerfolg|kutla|takdir|tebrik|kapanış|kapatma|kapama|ödüllendir|teşekkür"
        "|축하|격려|종결|포상|치하|완료 승인|마무리|감사|félicit|felicit",
        "close|closing|success|final|总结|结束|认可|完结|確認|erfolg|sonuç|sonlandır|완료|종료|마감",
    ),
}  # fmt: skip


@cache
def _known() -> tuple[tuple[int, int, str, str], ...]:
    """Return discipline, weight, folded words and the same without blanks, longest first."""
    found = []
    for number, words in _WORDS.items():
        for weight, group in zip((STRONG, 1), words, strict=True):
            found += [(number, weight, folded(word), folded(word).replace(" ", "")) for word in group.split("|")]
    return tuple(sorted(found, key=lambda item: -len(item[3])))


@lru_cache(maxsize=4096)
def hits(text: str) -> Mapping[int, int]:
    """Return for each discipline whose words a text has how strongly: `STRONG` for a word of its own, else 1."""
    plain = folded(text)
    tight = plain.replace(" ", "")
    words = plain.split()
    found: dict[int, int] = {}
    for number, weight, word, short in _known():
        if found.get(number, 0) >= weight:
            continue
        if _has(word, short, plain, tight, words):
            found[number] = weight
    return found


def _has(word: str, short: str, plain: str, tight: str, words: list[str]) -> bool:
    if not word.isascii():
        return short in tight
    if len(word) < 5 and " " not in word:
        return any(one == word or one == f"{word}s" or (len(word) == 4 and one.endswith(word)) for one in words)
    if word in plain or (" " in word and short in tight):
        return True
    if " " in word:
        # every word of it, misspelt or with others between: "Describe the Problem", "Root_Couse"
        return all(any(one.startswith(part) or close_words(one, part) for one in words) for part in word.split())
    return any(close_words(one, word) for one in words)
