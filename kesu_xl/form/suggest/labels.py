"""Labels of customers' forms and the fields that they ask for: above and below the 8D, inside a discipline, in its tables.

Chinese is Simplified here. A field that is ``""`` is known, and nothing that we have: its cell stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["AMBIGUOUS", "COLUMNS", "HEAD", "INSIDE", "LISTS", "SIGN_DATES", "Words"]

#: Field -> the words that ask for it, parted by ``|``.
Words = Mapping[str, str]

#: Around the 8D: who, what, when; who signs.
HEAD: Final[Words] = {
    "case_no": "客诉编号|客诉单号|8d编号|8d报告编号|8d报告号|8d单号|8d号|报告编号|报告号|投诉编号|案件编号|单号|编号|文件编号|受理编号|8d no|8d number|8d report no"
    "|8d report number|report no|report number|report id|complaint no|complaint number|claim no|case no|reference no|ref no|no|8d ref|report #|8d #|number"
    "|8d nr|8d nummer|bericht nr|berichtsnummer|berichts nr|bericht nummer|8d bericht nr|reklamationsnummer|reklamations nr|nummer|nr|vorgangsnummer"
    "|rapor no|rapor numarası|8d rapor no|şikayet no|şikayet numarası|dosya no|kayıt no"
    "|보고서 번호|보고번호|관리번호|관리 번호|문서번호|문서 번호|접수번호|접수 번호|클레임 번호|불만 번호|발행번호|발행 번호|8d 번호",
    "customer": "客户|客户名称|顾客|顾客名称|客户名|客户简称|客户代码|客户代号|客户单位|投诉客户|customer|customer name|client|customer code|customer id|oem|end customer|customer company"
    "|kunde|kundenname|kundennummer|kunden nr|auftraggeber|müşteri|müşteri adı|müşteri kodu|müşteri ismi|müşteri firma|고객|고객사|고객명|고객사명|고객 명|거래처|거래처명|발주처|고객업체",
    "customer_contact": "客户联系人|联系人|客户代表|客户窗口|联系方式|contact|contact person|customer contact|contact name|ansprechpartner|kontakt|kontaktperson|ansprechpartner kunde"
    "|ilgili kişi|müşteri yetkilisi|müşteri temsilcisi|irtibat|고객 담당자|고객담당자|고객 연락처",
    "customer_ref": "客户单号|客户投诉编号|客户编号|客户8d号|客户参考号|客户投诉单号|customer ref|customer reference|customer complaint no|customer complaint number|customer claim no|customer report no"
    "|ncr no|ncr number|scar no|scar number|scar #|scar|ncr #|ncr|car #|concern no|concern number|car no|car number|qn no|qn number|notification no|customer reference no|customer ref no|customer 8d no|complaint ref"
    "|kundenreferenz|kundenreklamationsnummer|reklamationsnummer kunde|q meldung|qm meldung|reklamationsnr kunde|kunden reklamationsnummer|meldungsnummer"
    "|müşteri şikayet no|müşteri referans no|müşteri ref no|고객 클레임 번호|고객 관리번호|고객 불만 번호",
    "part_no": "料号|零件号|零件编号|零件号码|部件编号|部件号|物料号|物料编号|物料编码|产品编号|产品编码|品号|产品料号|件号|图号|零件图号|产品图号|客户料号|part no|part number|part #|part num|p n|pn|material no|material number"
    "|item no|item number|part code|product no|product number|product code|drawing no|drawing number|customer part no|customer part number|supplier part no|part no rev"
    "|teilenummer|teile nr|teilenr|artikelnummer|artikel nr|sachnummer|materialnummer|material nr|zeichnungsnummer|zeichnungs nr|sach nr|teile nummer|kundenteilenummer|ident nr"
    "|parça no|parça numarası|parça kodu|ürün kodu|ürün no|malzeme no|malzeme kodu|stok kodu|resim no|parça nr|품번|부품번호|부품 번호|파트번호|도번|도면번호|제품번호|제품 번호|제품코드|자재번호|part 번호",
    "product": "产品|产品名称|产品名|品名|产品型号|型号|机种|机型|部件名称|零件名称|物料名称|规格|规格型号|产品规格|品名规格|项目名称|车型|产品描述|料品|product|product name|part name|part description|description of part|model|model name|item|item name|product description"
    "|material description|part|component|device|product type|program|vehicle|project|product model"
    "|produkt|produktname|bezeichnung|teilebezeichnung|teilename|artikelbezeichnung|benennung|artikel|materialbezeichnung|produktbezeichnung|teil|typ|projekt|teilebenennung"
    "|ürün|ürün adı|parça adı|parça tanımı|malzeme adı|malzeme tanımı|ürün tanımı|proje|parça ismi|parça|araç|제품|제품명|품명|부품명|모델|모델명|차종|기종|제품 명|품 명|프로젝트|아이템|제품모델",
    "lot_no": "批号|批次|批次号|生产批号|生产批次|产品批号|炉号|轴号|序列号|lot|lot no|lot number|batch|batch no|batch number|lot batch|serial no|serial number|charge|chargennummer|chargen nr|los|losnummer|los nr|seriennummer"
    "|parti no|parti|lot numarası|parti numarası|seri no|seri numarası|로트|로트번호|로트 번호|lot 번호|배치|생산 로트|시리얼 번호|lot no 생산일",
    "production_at": "生产日期|制造日期|出厂日期|date code|production date|manufacturing date|date of manufacture|mfg date|manufacture date|herstelldatum|herstellungsdatum|produktionsdatum|fertigungsdatum"
    "|üretim tarihi|imalat tarihi|생산일|생산일자|제조일|제조일자|생산 일자",
    "defect_qty": "不良数量|不良数|不良品数|不良品数量|缺陷数量|不合格数|不合格数量|投诉数量|异常数量|涉及数量|退货数量|qty ng|ng qty|defect qty|defective qty|defect quantity|quantity defective|rejected qty|quantity rejected|qty rejected|no of defects|number of defects|failed qty|defective quantity|reject qty|rejected quantity|affected qty|affected quantity|complaint quantity|quantity affected|failure qty|number of defective parts|qty defective"
    "|fehlermenge|beanstandete menge|reklamierte menge|anzahl fehlerhafter teile|fehlerhafte teile|anzahl fehler|fehleranzahl|anzahl beanstandeter teile|anzahl"
    "|hatalı adet|hatalı miktar|uygunsuz miktar|ret miktarı|hatalı parça adedi|hatalı parça sayısı|uygunsuz adet|hata adedi|hata miktarı|불량수량|불량 수량|불량수|부적합 수량|부적합수량|불량 수|불량개수",
    "defect_qty?": "数量|qty|quantity|menge|stückzahl|adet|miktar|수량",
    "lot_qty": "批量|总数|总数量|交货数量|出货数量|发货数量|来料数量|送货数量|lot qty|lot size|lot quantity|batch size|batch quantity|quantity delivered|delivered qty|delivered quantity|shipped qty|shipped quantity|qty shipped|qty received|quantity received|received qty|total qty|total quantity|delivery quantity"
    "|liefermenge|losgröße|gelieferte menge|gesamtmenge|parti miktarı|sevk miktarı|teslim miktarı|lot miktarı|parti büyüklüğü|toplam adet|sevk adedi|출하수량|출하 수량|납품수량|납품 수량|로트수량|로트크기|총수량|생산수량",
    "d2.how_many": "失效率|不良率|缺陷率|不合格率|发生率|failure rate|defect rate|ppm|reject rate|fehlerrate|ausfallrate|fehlerquote|hata oranı|ret oranı|불량률|불량율",
    "received_at": "发生日|客诉日|投诉日|受理日|投诉日期|客诉日期|投诉时间|客诉时间|受理日期|受理时间|反馈日期|接收日期|收到日期|接收时间|立案日期|发起日期|开立日期|发行日期|complaint date|date of complaint|date received|received date|issue date|date issued|date opened|open date|opened|opened on|date of receipt|claim date|notification date|date initiated|start date|initiation date|date raised|occurrence date|date of occurrence|incident date"
    "|reklamationsdatum|eingangsdatum|beanstandungsdatum|eröffnet am|eröffnungsdatum|startdatum|datum der reklamation|datum reklamation|beginn|ausgestellt am|eröffnet"
    "|şikayet tarihi|açılış tarihi|bildirim tarihi|başlangıç tarihi|geliş tarihi|açılma tarihi|접수일|접수일자|접수 일자|접수일시|발행일|발행일자|발행 일자|클레임 일자|통보일|통보일자|개시일|발생일|발생일자|발생 일자|발생일시|发生日期|发生时间|异常日期|hata tarihi",
    "received_at?": "日期|时间|date|datum|tarih|일자|날짜|日時",
    "d8.prepared_on": "报告日期|制表日期|编制日期|填写日期|填表日期|report date|date of report|berichtsdatum|datum des berichts|erstellungsdatum|erstellt am|rapor tarihi|hazırlama tarihi|düzenleme tarihi|작성일|작성일자|작성 일자|보고일|보고일자|보고 일자",
    "due_8d_at": "要求完成日期|要求完成日|要求回复日期|回复期限|8d期限|期限|要求回复时间|计划完成日期|回复日期|due date|response due|reply due|response due date|required date|target date|deadline|8d due date|request date|due|response required|reply due date|target closure date|planned completion date|target completion date|answer due"
    "|fällig|termin|fälligkeitsdatum|antworttermin|fällig am|zieltermin|abgabetermin|rückmeldung bis|soll termin|hedef tarih|termin tarihi|cevap tarihi|hedef kapanış tarihi|termin|회신기한|회신 기한|완료 요구일|납기|요청일|회신요청일|제출기한|완료요구일|완료예정일|완료 예정일",
    "closed_at": "结案日期|结案时间|关闭日期|关闭时间|完成日期|closed date|close date|date closed|closing date|completion date|closure date|closed on|date completed|abschlussdatum|abgeschlossen am|geschlossen am|abschluss am|enddatum|kapanış tarihi|kapatma tarihi|bitiş tarihi|완료일|종결일|완료일자|종결일자|완료 일자|종료일",
    "company": "供应商|供应商名称|供方|供货商|公司|公司名称|制造商|厂商|厂家|工厂名称|供应商厂名|supplier|supplier name|company|company name|manufacturer|vendor|vendor name|organization|lieferant|lieferantenname|firma|firmenname|hersteller|name des lieferanten|tedarikçi|tedarikçi adı|firma adı|tedarikçi firma|üretici|firma ismi|공급업체|공급업체명|협력사|협력사명|협력업체|협력업체명|업체명|공급사|공급자|회사명|제조사|업체",
    "department": "部门|提出部门|发出单位|department|dept|abteilung|bölüm|departman|부서|부서명|작성부서",
    "owner": "责任人|负责人|责任者|主办人|承办人|担当|responsible|owner|responsible person|person in charge|person responsible|8d owner|pic|quality engineer|process owner|verantwortlich|verantwortlicher|verantwortliche person|sachbearbeiter|sorumlu|sorumlu kişi|담당|담당자|책임자|담당 자",
    "owner_dept": "责任部门|责任单位|responsible department|responsible dept|verantwortliche abteilung|sorumlu bölüm|sorumlu departman|담당부서|책임부서|담당 부서",
    "received_by": "受理人|登记人|接单人|received by|empfangen von|angenommen von|teslim alan|접수자|접수 자",
    "severity": "严重等级|严重度|严重性|严重程度|缺陷等级|severity|severity level|criticality|schweregrad|önem derecesi|심각도|중요도",
    "priority": "优先级|紧急程度|priority|priorität|öncelik|우선순위|긴급도",
    "status": "状态|结案状况|结案状态|status|8d status|durum|상태|진행상태|진행현황",
    "complaint_type": "客诉类型|投诉类型|客诉类别|投诉类别|问题类型|complaint type|type of complaint|complaint category|reklamationsart|şikayet tipi|şikayet türü|불만 유형|클레임 유형",
    "channel": "投诉方式|投诉渠道|channel|received via",
    "defect": "불량현상|불량 현상|불량내용|불량 내용|不良项目|不良名称|缺陷名称|投诉主题|主题|标题|异常主题|问题主题|问题标题|不良类型|缺陷|不良|subject|title|problem title|defect|failure mode|concern|concern title|issue|defect type|failure|8d title|problem|nature of complaint|complaint|nonconformity|symptom|report title"
    "|fehlerbild|fehlerart|betreff|thema|titel|fehler|beanstandung|kurzbeschreibung|reklamationsgrund|8d titel|hata|hata tipi|hata türü|konu|başlık|problem başlığı|hata adı|uygunsuzluk|şikayet konusu|problem konusu|제목|불량명|불량유형|불량 유형|건명|불량항목|문제명|클레임명|클레임 내용|件名",
    "detected_where": "发现地点|发生地点|发生场所|客户工厂|发生工厂|location|where found|place of occurrence|plant|customer plant|detection point|site|found at|detected at|plant location|werk|standort|fundort|feststellort|kundenwerk|ort der feststellung|tesis|fabrika|bulunduğu yer|tespit yeri|lokasyon|발생장소|발생 장소|발견장소|발생처|발생지|발생공정|검출공정|발견 장소",
    "line_machine": "机台|产线|生产线|线别|line|machine|production line|linie|maschine|anlage|hat|makine|설비|라인",
    "customer_demand": "客户要求|客户诉求|客户需求|customer demand|customer request|customer requirement|kundenforderung|müşteri talebi|고객 요구사항|고객요구",
    "initial_measure": "初步处理措施",
    "cost_total": "损失金额|质量损失|费用合计|总费用|total cost|costs|cost|kosten|gesamtkosten|maliyet|toplam maliyet|비용|손실금액",
    "warranty_until": "三包期|保修期至|warranty until",
    "d1.leader": "组长|小组组长|团队组长|team leader|leader|8d leader|team lead|champion leader|teamleiter|teamleitung|leiter|ekip lideri|takım lideri|lider|팀장|팀 리더|리더|8d 팀장",
    "d1.champion": "倡导者|champion|sponsor|8d champion|team champion|pate|8d pate|sponsor pate|şampiyon|챔피언|후원자",
    "d8.prepared_by": "承办|编制|制表|制作|填表|填表人|报告人|作成|拟定|编写|拟制|经办|经办人|提出人|制定|制定人|起草|prepared|prepared by|author|reported by|issued by|written by|originator|initiator|created by|completed by|submitted by|compiled by|raised by|8d author|erstellt|erstellt von|ersteller|verfasser|bearbeiter|autor|aufgestellt|ausgestellt von|aussteller"
    "|hazırlayan|düzenleyen|hazırlayanlar|raporu hazırlayan|작성|작성자|보고자|기안|담당 작성|작 성|발행자|기안자",
    "d8.reviewed_by": "审核|审查|复核|审阅|会签|校核|检讨|reviewed|reviewed by|checked|checked by|verified by|audited by|reviewer|geprüft|geprüft von|prüfer|kontrol eden|kontrol|inceleyen|gözden geçiren|검토|검토자|확인|확인자|검 토",
    "d8.approved_by": "批准|核准|审批|承认|认可|审定|批准人|核定|approved|approved by|approval|approver|authorized by|release|released by|freigabe|freigegeben|genehmigt|freigegeben von|genehmigt von|genehmigung|onay|onaylayan|onaylayanlar|승인|승인자|결재|승 인|결재자",
    "d8.customer_accepted": "客户确认|客户意见|客户评价|客户结论|客户验收|customer acceptance|accepted by customer|customer approval|customer confirmation|customer comment|customer comments|kundenfreigabe|müşteri onayı|고객 확인|고객확인|고객 승인",
    "revision.number": "版次|报告版本|report revision|report rev|issue no|berichtsversion|rapor revizyon",
    "remark": "备注|说明|remark|remarks|note|notes|comment|comments|bemerkung|bemerkungen|anmerkung|açıklama|açıklamalar|notlar|not|비고|특기사항|기타",
    # the form's own: its number, its revision, how long it is kept
    "": "表单编号|表格编号|表号|文件号|版本|版本号|保存年限|保存期限|修订|页码|页次|第页|form no|form number|document no|document number|doc no|rev|revision|rev no|retention|page|version|ver|issue|effective date|formular nr|formularnummer|dokument nr|stand|seite|form numarası|doküman no|form no|rev no|sayfa|yayın tarihi|revizyon|revizyon no|revizyon tarihi|rev tarihi|양식번호|양식 번호|개정번호|개정|개정일|페이지|보존년한|보존기간|生效日期|客户签字|客户签名|customer signature|公章|stamp|supplier code|供应商代码|supplier no|lieferantennummer|lieferanten nr|tedarikçi kodu|tedarikçi no|업체코드",
}  # fmt: skip

#: Labels around the 8D that also mean something else on other forms: what they ask for is never sure.
AMBIGUOUS: Final = (
    "no|number|nr|nummer|编号|单号|文件编号|project|item|device|part|program|vehicle|component|teil|typ|projekt|parça|araç|proje|项目名称|아이템|프로젝트|차종"
    "|problem|complaint|failure|issue|concern|fehler|hata|beanstandung|symptom|不良|缺陷"
    "|location|plant|site|werk|standort|tesis|fabrika|lokasyon|due|termin|deadline|期限|anzahl|确认|kontrol|확인|확인자|检讨|会签"
    "|contact|kontakt|联系方式|联系人|contact person|irtibat|department|dept|部门|abteilung|bölüm|departman|부서|부서명"
    "|issue date|date issued|发行日期|발행일|발행일자|발행 일자|发生日|发生日期|发生时间|occurrence date|date of occurrence|incident date|발생일|발생일자|발생 일자|발생일시|异常日期|hata tarihi"
    "|start date|stand|company|firma|公司|회사명|organization|status|durum|状态|상태|note|notes|not|remark|notlar|completion date|완료일|完成日期"
    "|line|machine|hat|makine|설비|라인|cost|costs|kosten|maliyet|비용|release|复核|完成日期|bitiş tarihi|enddatum|复审|担当|담당|pic|supplier part no"
)

#: A label of a date beside or below who signed.
SIGN_DATES: Final[Words] = {
    "on": "日期|时间|签字日期|签名日期|date|datum|tarih|일자|날짜|날 짜",
}

_SIGNATURE: Final = "签名|签字|签章|签核|签署|sign|signed|signature|signatures|sign off|signed by|unterschrift|unterzeichnet|imza|서명|사인"

_ACTION_WORDS: Final = "措施|对策|措施内容|对策内容|具体措施|action|actions|measure|measures|maßnahme|maßnahmen|önlem|önlemler|faaliyet|faaliyetler|aksiyon|조치|조치내용|조치 내용|대책|대책내용|대책 내용"

#: Inside a discipline.
INSIDE: Final[Mapping[int, Words]] = {
    0: {
        "d0.action": "紧急措施|应急措施|采取的措施|emergency action|action taken|era|maßnahme|önlem|조치",
        "d0.suspect_lots": "可疑批次|suspect lots|suspect lot",
        "d0.detected_at": "发现时间|发现日期|detected|detected on|date detected",
        "d0.customer_protected": "客户已受保护|customer protected",
    },
    1: {
        "d1.leader": HEAD["d1.leader"],
        "d1.champion": HEAD["d1.champion"],
        "team[].name": "组员|成员|小组成员|团队成员|members|team members|member|team member|team|names|mitglieder|teammitglieder|mitglied|team mitglieder|üyeler|ekip üyeleri|takım üyeleri|üye|팀원|구성원|멤버",
        "department": "部门|department|dept|abteilung|bölüm|부서",
        "owner@sign": _SIGNATURE,
    },
    2: {
        "d2.what": "fehlerbild|fehlerbild lieferant|什么|何事|何物|发生什么|什么问题|what|what happened|what is the problem|was|was ist|ne|ne oldu|problem nedir|무엇|무엇을|무엇이|현상|问题|不良现象|现象|description|beschreibung|tanım|problem|问题描述|缺陷描述|异常现象|不良内容",
        "d2.where": "何处|何地|哪里|在哪里|地点|where|where found|where detected|wo|nerede|어디|어디서|어디에서|发生地点|发现地点|location|ort",
        "d2.when": "发生日期|发生日|occurrence date|date of occurrence|date detected|발생일시|발생일자|발생일|발생 일자|hata tarihi|fehlerdatum|何时|什么时候|when|when found|when detected|wann|ne zaman|언제|发生时间|发现时间|时间",
        "d2.who": "谁|何人|什么人|who|who found|who detected|wer|kim|누가|누구|发现人",
        "d2.why": "为什么|何故|为何|why|why is it a problem|warum|wieso|neden|niçin|왜",
        "d2.how": "如何|怎样|怎么|如何发现|how|how detected|how found|wie|nasıl|어떻게|어떻게 발견",
        "d2.how_many": "多少|几何|how many|how much|how big|how often|wie viel|wie viele|wieviel|wieviele|ne kadar|kaç|kaç adet|얼마나|얼마|몇 개|不良率|extent|ausmaß|失效率|failure rate",
        "d2.verbatim": "fehlerbild kunde|fehlerbild beim kunden|kundenbeanstandung|客户原话|客户描述|客户投诉内容|customer statement|customer description|customer complaint|kundenaussage|müşteri ifadesi|고객 불만 내용|고객불만",
        "d2.history": "重复发生|历史|是否重复|recurring|repeat|repeat issue|history|wiederholfehler|tekrar|tekrarlayan|재발 여부",
        "d2.risk": "风险评估|风险分析|risk|risk assessment|risikobewertung|risiko|risk değerlendirme|위험 평가|리스크",
        "d2.other_parts": "类似产品|其他产品|other parts|similar products|similar parts|andere teile",
        "d2.object": "对象|object|objekt|대상",
        "photos[0]": "图片|照片|不良图片|不良照片|图示|photo|photos|picture|pictures|image|images|sketch|photo of defect|foto|fotos|bild|bilder|fotoğraf|resim|görsel|사진|불량 사진|그림",
        "defect_qty": HEAD["defect_qty"] + "|数量|quantity|qty|menge|adet|수량",
        "lot_qty": HEAD["lot_qty"],
        "lot_no": HEAD["lot_no"],
        "owner@sign": _SIGNATURE,
    },
    3: {
        "d3_actions[].action": _ACTION_WORDS,
        "d3.effectiveness": "有效性|有效率|效果|effectiveness|effective|% effective|% effectiveness|wirksamkeit|etkinlik|유효성|효과",
        "d3.proof": "有效性证据|验证|验证方法|proof|verification|evidence|nachweis|kanıt|doğrulama|검증|증거",
        "d3.clean_point": "断点|标识|清零点|clean point|clean point date|breakpoint|clean date|certified stock|kennzeichnung|temiz parti|구분 표시|식별",
        "d3.informed": "已通知|通知部门|informed|informed areas|informiert",
        "d3.secured_qty": "锁定数量|隔离数量|secured quantity",
        "d3.checked": "检查数量|检查数|checked|qty checked|sorted|sorted qty|quantity sorted|geprüfte menge|kontrol edilen adet|선별 수량",
        "d3.ng": "不良数|不良数量|ng|qty ng|found ng|found nok|nok|fehlerhaft|hatalı adet|불량 수량",
        "d3_done_at": "实施日期|完成日期|生效日期|implementation date|implemented|date implemented|effective date|eingeführt am|einführungsdatum|uygulama tarihi|실시일|적용일|적용일자|시행일",
        "owner@D": "责任人|负责人|责任者|担当|responsible|owner|resp|who|verantwortlich|verantwortlicher|wer|sorumlu|담당|담당자|책임자",
        "owner@sign": _SIGNATURE,
    },
    4: {
        "root_cause_occ": "发生原因|产生原因|发生根因|制造原因|为何发生|为什么发生|发生面|产生的根本原因|occurrence|occurrence cause|occurrence root cause|root cause of occurrence|root cause occurrence|why occurred|why did it occur|why made|why it happened|technical root cause|cause of occurrence|occurence|root cause|cause"
        "|entstehungsursache|entstehung|auftreten|ursache des auftretens|technische ursache|grundursache auftreten|auftretensursache|fehlerursache|ursache|grundursache|oluşum nedeni|oluşma nedeni|oluşum|oluşum kök neden|neden oluştu|hatanın oluşma nedeni|kök neden|발생원인|발생 원인|발생 측면|발생측면|발생|근본원인|근본 원인|根本原因|真因|根因",
        "root_cause_esc": "流出原因|未检出原因|逃逸原因|流出根因|漏检原因|为何流出|为什么流出|为何未检出|流出面|流出|escape|escape cause|escape root cause|root cause of escape|root cause escape|escape point|why escaped|why not detected|why was it not detected|why shipped|non detection|nondetection|non detection cause|non detection root cause|detection|detection cause|why did it escape"
        "|nichtentdeckung|nichtentdeckungsursache|ursache der nichtentdeckung|entdeckung|durchschlupf|nicht entdeckung|schlupf|grundursache nichtentdeckung|kaçış nedeni|kaçma nedeni|kaçış|tespit edilememe nedeni|tespit edilememe|neden tespit edilemedi|fark edilmeme nedeni|유출원인|유출 원인|유출 측면|유출측면|유출|미검출 원인|검출",
        "d4.systemic": "系统原因|管理原因|体系原因|系统根因|systemic|systemic cause|systemic root cause|system cause|system|management system|systemursache|systemische ursache|systemisch|sistemsel neden|sistem nedeni|sistemsel|시스템 원인|관리 원인|시스템|관리적 원인",
        "d4.candidates": "可能原因|候选原因|鱼骨图|因果图|要因|特性要因图|possible causes|potential causes|ishikawa|fishbone|cause and effect|mögliche ursachen|olası nedenler|balık kılçığı|가능 원인|특성요인도",
        "cause_occ.method": "验证方法|原因验证|verification method|cause verification|verification|verifizierung|doğrulama|검증 방법|원인 검증",
        "cause_occ.share": "贡献率|contribution|% contribution|contribution %|anteil|katkı|기여율",
        "owner@D": "责任人|负责人|responsible|owner|verantwortlich|sorumlu|담당|담당자",
        "owner@sign": _SIGNATURE,
        "": "人|机|料|法|环|测|man|machine|material|method|measurement|environment|mensch|maschine|methode|messung|mitwelt|insan|makine|malzeme|metot|çevre|ölçüm",
    },
    5: {
        "action_occ": "发生对策|产生对策|针对发生|发生面对策|发生原因对策|occurrence|action for occurrence|corrective action occurrence|occurrence action|entstehung|auftreten|maßnahme entstehung|maßnahmen auftreten|oluşum|oluşum için|oluşum faaliyeti|발생 대책|발생대책|발생 방지 대책|발생방지|발생 방지|발생",
        "action_esc": "流出对策|针对流出|流出面对策|流出原因对策|escape|detection|action for escape|corrective action escape|escape action|non detection|nichtentdeckung|maßnahme nichtentdeckung|entdeckung|kaçış|kaçış için|tespit|유출 대책|유출대책|유출 방지 대책|유출방지|유출 방지|유출",
        "d5_actions[].action": _ACTION_WORDS,
        "d5.verification": "实施前验证|验证|verification|verified|verifizierung|doğrulama|검증",
        "d5.effectiveness": "有效率|有效性|effectiveness|% effective|effective|wirksamkeit|etkinlik|유효성|효과",
        "owner@D": "责任人|负责人|责任者|担当|responsible|owner|resp|who|verantwortlich|verantwortlicher|wer|sorumlu|담당|담당자|책임자",
        "due@D": "计划完成日期|计划日期|完成期限|期限|完成日期|预计完成|due|due date|target date|planned date|deadline|when|termin|bis wann|fällig|hedef tarih|termin tarihi|완료예정일|예정일|완료 예정일|기한|완료일",
        "owner@sign": _SIGNATURE,
    },
    6: {
        "d5_actions[].action": _ACTION_WORDS,
        "d6.customer_confirmed": "客户确认|customer confirmation|customer confirmed|kunde bestätigt|müşteri onayı|고객 확인",
        "d6.containment_removed_at": "临时措施解除|围堵解除|解除日期|containment removed|ica removed|sofortmaßnahme aufgehoben|임시조치 해제",
        "validation[].method": "验证方法|方法|method|validation method|verification method|methode|yöntem|검증 방법|방법",
        "d5_actions[].result": "验证结果|效果|结果|result|results|ergebnis|sonuç|결과|검증 결과|效果确认|effectiveness|wirksamkeit|etkinlik|유효성|효과",
        "validation[].checked": "检查数量|样本数|sample size|checked|stichprobe|numune|샘플수",
        "validation[].cut_in_lot": "切换批次|断点批次|cut in|cut in lot|break point|effective lot|einsatz ab|적용 로트",
        "owner@D": "责任人|负责人|责任者|担当|responsible|owner|resp|who|verantwortlich|verantwortlicher|wer|sorumlu|담당|담당자|책임자",
        "done@D": "实施日期|完成日期|实际完成|验证日期|implementation date|implemented|date implemented|date|completion date|einführungsdatum|eingeführt am|umgesetzt am|uygulama tarihi|tamamlanma tarihi|실시일|적용일|적용일자|완료일|시행일",
        "owner@sign": _SIGNATURE,
    },
    7: {
        "d7_actions[].action": _ACTION_WORDS,
        "d7.horizontal": "水平展开|横向展开|类似产品|类似产品展开|平行展开|horizontal deployment|read across|similar products|similar processes|other products|übertragung|ähnliche produkte|yaygınlaştırma|benzer ürünler|수평전개|수평 전개",
        "d7.lessons": "经验教训|教训|lessons learned|lesson learned|lessons|erfahrungen|öğrenilen dersler|alınan dersler|교훈",
        "d7.recommendation": "体系改进建议|系统建议|systemic recommendation|system improvement|recommendation|prevention|preventive action|empfehlung|öneri|시스템 개선|预防措施|预防对策",
        "fmea_no": "fmea|pfmea|dfmea|fmea no|fmea编号|fmea更新|fmea update",
        "documents[].number": "文件编号|文件|标准化文件|标准文件|documents|documents updated|document|updated documents|standardization|dokumente|dokümanlar|문서|표준문서|표준화|标准化",
        "owner@D": "责任人|负责人|责任者|担当|responsible|owner|resp|who|verantwortlich|verantwortlicher|wer|sorumlu|담당|담당자|책임자",
        "done@D": "实施日期|完成日期|实际完成|implementation date|date|completion date|einführungsdatum|umgesetzt am|uygulama tarihi|tamamlanma tarihi|실시일|적용일|완료일",
        "owner@sign": _SIGNATURE,
    },
    8: {
        "d8.recognition": "祝贺|表彰|小组致谢|recognition|congratulation|congratulations|team recognition|anerkennung|würdigung|takdir|kutlama|격려|축하|포상",
        "d8.summary": "总结|结论|结案总结|评价|结案评价|summary|conclusion|closing summary|final statement|zusammenfassung|fazit|özet|değerlendirme|총평|종합 의견|결론",
        "d8.customer_accepted": HEAD["d8.customer_accepted"],
        "d8.costs": "费用|costs|cost|kosten|maliyet|비용",
        "closed_at": HEAD["closed_at"],
        "d8.approved_by": HEAD["d8.approved_by"] + "|closed by|abgeschlossen von|kapatan",
        "d8.prepared_by@sign": _SIGNATURE,
        "d8_done_at?": "日期|时间|date|datum|tarih|일자|날짜",
    },
}  # fmt: skip

_WHO: Final = "责任人|负责人|责任者|执行人|担当|责任部门|负责部门|担当者|owner|responsible|resp|responsibility|who|pic|person in charge|responsible person|assigned to|verantwortlich|verantwortlicher|wer|verantw|zuständig|sorumlu|sorumlu kişi|kim|담당|담당자|책임자|담당부서"
_DUE: Final = "计划完成|计划完成日期|计划日期|预定完成日|预定日期|期限|要求完成日期|预计完成日期|due|due date|target date|target|plan date|planned date|planned|deadline|when|plan|termin|bis wann|fällig|fällig am|soll termin|zieltermin|wann|geplant|hedef|hedef tarih|termin tarihi|planlanan tarih|planlanan|ne zaman|완료예정일|예정일|완료 예정일|계획일|기한|일정|완료예정|계획"
_DONE: Final = "实际完成|实际完成日期|完成日期|完成日|完成时间|实施日期|执行日期|done|actual date|actual|completion date|completed|date completed|implementation date|implemented|date done|closed|erledigt|erledigt am|ist termin|umgesetzt am|eingeführt am|einführungsdatum|gerçekleşen|gerçekleşen tarih|tamamlanma tarihi|tamamlanma|bitiş tarihi|uygulama tarihi|완료일|완료일자|실시일|완료|실적|적용일|실시일자"
_DATE: Final = "日期|时间|date|datum|tarih|일자|날짜|일정"
_ACTION: Final = "措施|对策|措施内容|对策内容|改善措施|改善对策|纠正措施|内容|项目|具体措施|行动|临时措施|围堵措施|永久措施|预防措施|临时对策|短期对策|长期对策|永久对策|预防对策|处理措施|action|actions|measure|measures|description|containment action|corrective action|preventive action|action description|activity|task|what|countermeasure|action item|permanent corrective action|interim action"
_ACTION_MORE: Final = "|maßnahme|maßnahmen|beschreibung|aktion|was|sofortmaßnahme|abstellmaßnahme|korrekturmaßnahme|vorbeugungsmaßnahme|tätigkeit|önlem|faaliyet|aksiyon|önlemler|faaliyetler|açıklama|yapılacak iş|düzeltici faaliyet|önleyici faaliyet|geçici önlem|tanım|대책|조치|내용|대책 내용|조치 내용|조치사항|개선 대책|임시 대책|대책내용|조치내용|개선대책|임시대책|활동|항목"
_STATE: Final = "状态|完成状态|进度|完成情况|status|state|durum|상태|진행상태|진행률|stand"
_RESULT: Final = "结果|效果|效果确认|验证结果|有效性|result|results|effectiveness|outcome|effect|ergebnis|wirksamkeit|sonuç|etkinlik|결과|효과|유효성|검증 결과"
_VERIFICATION: Final = "验证方法|验证|验证方式|确认方法|verification|verification method|validation|method|verifizierung|nachweis|prüfmethode|methode|doğrulama|doğrulama yöntemi|검증|검증 방법|방법|확인방법"
_N: Final = "序号|序|项次|编号|no|nr|#|item|item no|pos|lfd nr|sıra|sıra no|번호|순번|no 번호|s n|sn"

#: The list that the tables of a discipline show.
LISTS: Final[Mapping[int, str]] = {
    1: "team", 3: "d3_actions", 4: "causes", 5: "d5_actions", 6: "d5_actions", 7: "d7_actions",
}  # fmt: skip

_ACTIONS: Final[Words] = {
    "n": _N,
    "action": _ACTION + _ACTION_MORE,
    "owner": _WHO,
    "due": _DUE,
    "done": _DONE,
    "due?": _DATE,
    "state": _STATE,
    "result": _RESULT,
    "verification": _VERIFICATION,
    "cause": "针对原因|原因|根本原因|cause|root cause|ursache|kök neden|neden|원인",
    "kind": "类别|类型|type|category|art|typ|tür|tip|구분|유형",
}  # fmt: skip

#: Heads of the columns of these tables: column of the list -> words.
COLUMNS: Final[Mapping[int, Words]] = {
    1: {
        "": _N + "|签名|签字|signature|sign|unterschrift|imza|서명",
        "name": "姓名|名字|成员|成员姓名|组员|name|names|member|team member|full name|members|name vorname|mitglied|vorname name|ad soyad|adı soyadı|isim|ad|adı|isim soyisim|üye|이름|성명|성 명|팀원|팀원명",
        "dept": "部门|所属部门|单位|department|dept|area|function dept|company|abteilung|bereich|bölüm|bölümü|departman|birim|부서|소속|부서명",
        "title": "职务|职位|职称|岗位|title|position|function|job title|funktion|position funktion|görev|görevi|ünvan|unvan|pozisyon|직급|직위|직책|직 책",
        "role": "角色|小组角色|组内职务|职责|分工|担任角色|role|team role|responsibility|rolle|aufgabe|rol|rolü|takımdaki rolü|역할|담당업무|담당 업무|업무",
        "extension": "电话|分机|联系电话|联系方式|联络方式|手机|phone|tel|telephone|contact|ext|extension|phone no|mobile|phone number|contact no|telefon|tel nr|telefon nr|tel no|dahili|iletişim|전화|연락처|전화번호|내선",
        "mail": "邮箱|邮件|电子邮件|电子邮箱|email|e mail|mail|email address|e posta|eposta|이메일|메일",
    },
    2: {
        "question": "问题|项目|question|item|frage|soru|질문|구분",
        "is": "是|is|ist|olan|이다|is 是",
        "is_not": "不是|非|is not|isnot|ist nicht|olmayan|아니다",
        "difference": "差异|区别|difference|differences|distinction|unterschied|fark|차이|차이점",
        "change": "变化|变化点|变更|change|changes|änderung|değişiklik|변화|변화점",
    },
    3: {
        "n": _N,
        "place": "地点|位置|场所|区域|对象|location|where|place|area|stock location|ort|lagerort|bereich|yer|lokasyon|stok yeri|위치|장소|구분|재고 위치",
        "action": _ACTION + _ACTION_MORE,
        "owner": _WHO,
        "introduced_on": _DONE + "|" + _DUE + "|" + _DATE,
        "effective_from": "有效起始|生效日期|effective from|effective date|wirksam ab|gültig ab|geçerlilik|유효일",
        "checked": "检查数|检查数量|数量|库存数量|排查数量|qty|quantity|qty checked|checked|sorted|stock|qty sorted|menge|geprüft|anzahl|geprüfte menge|adet|miktar|kontrol edilen|수량|선별 수량|재고 수량|검사 수량",
        "ng": "不良数|不良数量|不良品数|ng|nok|qty ng|defects|defective|rejected|ng qty|bad|fehlerhaft|fehler|hatalı|ret|hatalı adet|불량|불량수|불량 수량",
        "evidence": _RESULT + "|" + _VERIFICATION + "|证据|evidence|kanıt|증거",
        "": _STATE,
    },
    4: {
        "": _N,
        "kind": "类别|原因类别|类型|type|category|art|kategorie|tür|tip|구분|유형",
        "cause": "原因|根本原因|要因|真因|原因描述|原因分析|cause|root cause|causes|possible cause|description|ursache|grundursache|beschreibung|neden|kök neden|sebep|olası neden|원인|근본 원인|근본원인|원인 내용|가능 원인",
        "state": "状态|是否验证|结论|是否真因|status|verified|confirmed|verifiziert|bestätigt|durum|doğrulandı|상태|확인 여부|판정",
        "method": _VERIFICATION,
        "evidence": "证据|验证结果|结果|evidence|result|proof|nachweis|ergebnis|kanıt|sonuç|증거|결과|검증 결과",
        "share": "贡献率|占比|比例|share|contribution|%|% contribution|anteil|katkı|oran|기여율|비율",
    },
    5: _ACTIONS,
    6: _ACTIONS,
    7: _ACTIONS,
}  # fmt: skip
