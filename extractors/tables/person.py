"""The columns that name a person, alike in payrolls, insurance lists and rosters."""

from extractors.tables.heading import Column, listed

NAME = Column(
    "name",
    "name",
    listed("姓名 员工姓名 职工姓名 人员姓名 员工 名字 收款人姓名 参保人姓名 人员名称 参保人员姓名"),
)
PERSON_ID = Column(
    "person_id",
    "code",
    listed(
        "身份证号 身份证号码 身份证 证件号码 证件号 公民身份号码 社会保障号码 社会保障号 身份证件号码 "
        "公民身份证号码 身份号码 居民身份证号 社会保障卡号 有效身份证件号码 公民身份号码社会保障号"
    ),
)
DEPARTMENT = Column("department", "text", listed("部门 所属部门 所在部门 部门名称 科室 工作部门 一级部门"))
POST = Column("post", "text", listed("岗位 职务 职位 岗位名称 工作岗位 职务岗位 岗位职务 职称 任职岗位"))
