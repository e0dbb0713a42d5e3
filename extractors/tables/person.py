"""The columns that name a person, alike in payrolls, insurance lists and rosters."""

from extractors.tables.heading import Column, listed

NAME = Column(
    "name",
    "name",
    listed(
        "姓名 员工姓名 职工姓名 人员姓名 员工 名字 收款人姓名 参保人姓名 人员名称 参保人员姓名 领款人 雇员 人员 领取人 "
        "缴存人 缴存职工 参保人 参保人员 参保职工"
    ),
    pattern=r"^(员工|职工|人员|雇员|教职工|领款人|收款人|参保人|缴存人|职员)?(姓名|名字)(name)?$",
)
PERSON_ID = Column(
    "person_id",
    "code",
    listed(
        "身份证号 身份证号码 身份证 证件号码 证件号 公民身份号码 社会保障号码 社会保障号 身份证件号码 "
        "公民身份证号码 身份号码 居民身份证号 社会保障卡号 有效身份证件号码 公民身份号码社会保障号 id号码 身份证id"
    ),
    pattern=r"(身份证|证件|公民身份|社会保障)(号码?|编号)(id)?$",
)
DEPARTMENT = Column(
    "department",
    "text",
    listed("部门 所属部门 所在部门 部门名称 科室 工作部门 一级部门 成本中心"),
    pattern=r"^(一级|二级|所属|所在|归属|工作|任职)?(部门|科室|事业部|处室|车间)(部门|科室|名称|班组)*$",
)
POST = Column(
    "post",
    "text",
    listed("岗位 职务 职位 岗位名称 工作岗位 职务岗位 岗位职务 职称 任职岗位"),
    pattern=r"^(现任|所在|担任|工作|项目|任职|所任|现)?(岗位|职务|职位|工种)(名称|岗位|职务|职位)?$",
)
