"""Who plays in the clean sample: people, customers, products, and the sentences that any of them may say."""

from __future__ import annotations

from typing import Final

__all__ = [
    "CHAMPION",
    "CUSTOMERS",
    "DETECTED_WHERE",
    "LATE_REASONS",
    "OWNERS",
    "PARTS",
    "PEOPLE",
    "REVISIONS",
    "SUMMARIES",
]

CHAMPION: Final = "张三"
#: Name, department, title, extension, mail, supervisor, stand-in.
PEOPLE: Final = (
    ("张三", "品保", "品保主管", "8001", "qa.head@example.com", "", "李四"),
    ("李四", "品保", "品保工程师", "8012", "qa.eng@example.com", "张三", "张三"),
    ("王五", "分切", "分切课长", "8103", "slitting@example.com", "张三", "赵六"),
    ("赵六", "涂布", "涂布课长", "8105", "coating@example.com", "张三", "王五"),
    ("孙七", "售后", "售后经理", "8201", "service@example.com", "张三", "周八"),
    ("周八", "维修车间", "车间主管", "8203", "workshop@example.com", "孙七", "孙七"),
    ("吴九", "物流", "物流主管", "8301", "logistics@example.com", "张三", "郑十"),
    ("郑十", "销售", "客服专员", "8402", "sales@example.com", "张三", "孙七"),
)
OWNERS: Final = {
    "品保": "李四", "分切": "王五", "涂布": "赵六", "研发": "李四", "设备": "赵六", "仓储": "吴九", "物流": "吴九",
    "采购": "吴九", "售后": "孙七", "维修车间": "周八", "销售": "郑十",
}  # fmt: skip
#: Name, line of business, grade, how often it complains, contact.
CUSTOMERS: Final = (
    ("东屿包装", "film", "A", 22, "品管课 8021"),
    ("宁湖薄膜", "film", "B", 16, "质检科 316"),
    ("恒砚印刷", "film", "B", 14, "生产部 205"),
    ("嘉苇软包", "film", "C", 11, "采购部 118"),
    ("川麓食品包装", "film", "A", 9, "品控部 620"),
    ("岭北电容", "film", "B", 6, "IQC 077"),
    ("Northbay Film", "film", "C", 5, "Quality x410"),
    ("启岸汽销", "vehicle", "A", 17, "服务经理 601"),
    ("北麓汽贸", "vehicle", "B", 13, "售后前台 12"),
    ("云汀汽车", "vehicle", "B", 9, "客户关系 033"),
    ("溪午汽贸", "vehicle", "C", 7, "店长室 101"),
    ("栖原汽服", "vehicle", "C", 5, "服务台 108"),
)
PARTS: Final = {
    "BOPP-18": "M30210-01", "BOPP-20H": "M30214-02", "PET-12": "M30221-01", "PET-25": "M30223-02",
    "CPP-30": "M30249-01", "CPP-25M": "M30251-03", "KX7 2.0T": "V70-2021", "KX5 1.5T": "V50-1518",
    "V9 商务": "V90-2400", "E2 纯电": "VE2-0088",
}  # fmt: skip
DETECTED_WHERE: Final = {
    "film": ("客户印刷车间", "客户来料检验", "客户制袋机", "客户仓库"),
    "vehicle": ("车主用车", "交车现场", "车间路试"),
}
LATE_REASONS: Final = {
    "film": (
        "客户现场复判推迟，封存样品晚到 1 天", "委外检测排期，报告延后", "供应商原料追溯资料迟交",
        "不良样品寄回途中延误", "双方测量结果不一致，重新会测",
    ),
    "vehicle": ("配件缺货，等待空运到店", "车主出差，推迟到店", "厂家技术支持答复较晚", "异响偶发，多次试车才再现"),
}  # fmt: skip
SUMMARIES: Final = {
    "film": (
        "客户接受处理结果，改善措施已落实，跟踪一个月", "原因清楚，对策有效，客户满意",
        "及时补货未影响客户生产，措施已固化到作业指导", "处理及时；类似规格首件加严", "按协议结清，列入月度品质会议",
    ),
    "vehicle": (
        "车主确认无异常，回访满意", "原因清楚，一次修好，车主认可", "补偿已兑现，车主继续在店保养",
        "措施已纳入车间作业指导",
    ),
}  # fmt: skip
REVISIONS: Final = {
    "film": ("等待客户试用三批确认效果", "委外检测需 7 天", "改善设备到厂调试"),
    "vehicle": ("新配件到货期调整", "等待厂家答复", "车主预约下周到店"),
}
