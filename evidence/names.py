"""Names and codes of parties: comparison keys, branches, persons, and how well two parties agree.

The key is for comparison only; what was printed is always kept. Place names in brackets are part of a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz

from evidence.match import Level

CLOSE_ENOUGH = 0.92
"""From this similarity on, two names may be one name misread; a person has to look."""

_BRACKETS = str.maketrans("[]{}<>〔〕【】〈〉《》「」", "()" * 8)
_PARENT = r"(?:有限责任公司|有限公司|公司|集团|事务所|合作社|银行|研究院|研究所|中心)"
_UNIT = r"(?:分公司|分行|支行|分所|分院|分部|分中心|办事处|营业部|分厂)"
_BRANCH = re.compile(rf"(?P<parent>.+{_PARENT})(?P<branch>.+?{_UNIT})")
_ORGANISATION = re.compile(r"公司|集团|厂|中心|研究|[大中小]学|学[院校]|医院|银行|委员会|协会|合作社|[局店部院行社所]")
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SURELY_OTHER = 0.75
_PROVINCE = re.compile(r"^[一-鿿]{2,3}省(?=.{6})")
_CITY = re.compile(r"^([一-鿿]{2,3})市(?=.{5})")
_TRADITIONAL = str.maketrans(
    "業東絲兩嚴個豐臨為麗舉義烏樂喬習鄉書買亂爭雲亞產親億僅從倉儀價眾優會傳傷倫偉側債傾償儲兒黨蘭關興養獸內岡冊寫軍農馮沖決況凍淨涼"
    "減幾鳳憑凱擊劃劉則剛創別製劍勵勞勢動務勝區醫華協單賣盧衛廠廳歷壓廈縣參雙發變葉號嘆嚮嗎啟吳員圍國圖圓聖場壞塊堅壇墊塵壯聲處備復頭奪獎"
    "婦媽孫學寧寶實審憲宮寬賓對尋導將爾層屬嶺島崗帥師帳帶幫幹廣慶廬庫應廟開異棄張彈強歸錄徹徑憶懷態總戀惡悅懸驚慣戰戲戶執擴掃揚擔擇擬據掛揮損"
    "換搶攜攝擺數齊斷無舊時曠曉暢曆術機殺雜權條來楊極構槍樞標棧樹樣橋檢樓歐歡殘氣漢湯溝滬澤潔灑潤淺測濟瀏濃塗漲潛濱濤濾灣灘滅燈靈災爐煉煙煩燒熱愛爺牆牽犧"
    "狀猶獨獅獲現環瑪電畫療瘋監蓋盤礎確礦碼磚禮禪離種稱積穩窩競筆築簡籤簽類糧糾紅約級紀純納縱紙紛紡細組織終經結給絡統絕績續維綠綜網緒線練緩編緣縮繼"
    "纖線羅罰職聯聽肅腦腳腸臉膠舊艦藝節莊蘇蘋藍蘿虛蟲蝦術裝補襯見觀規視覽覺觸計訂訊討訓記講許論設訪證評識訴診詞試詩誠話詢詳語誤說請諸課調談謀謝譽讀讓財責賢"
    "敗貨質販貪購貴費貿賀資賠賞賴賽贊贏趙躍踐車軌軒轉輪軟載較輔輛輝輸轄達遷過運還這進遠連遲適選遜遞邏遺鄧鄭鄰釋裏鑒針鈦鋼鐵鋁銅銀鍵鋒銷鎖鍋錦錢鎮鏡鐘長門閃"
    "間聞閣閱隊陽陰階際陸陳險隨隱難雞霧靜韋韓頂項順須預領頻題額顏風飛飯飲餘館馬駐駛駕驗騰魚魯鮮鳥鴻鵬鷹麥黃點齡龍龜濰蕭澱瀋灝鄲鄒隴贛贈營燁燦煒瑋瑩畢"
    "萬體臺團傑紹貝諾騏鈞銳鋰鍍鑄鍛藥廢衝齒輯渦遼滄瓊龐",
    "业东丝两严个丰临为丽举义乌乐乔习乡书买乱争云亚产亲亿仅从仓仪价众优会传伤伦伟侧债倾偿储儿党兰关兴养兽内冈册写军农冯冲决况冻净凉"
    "减几凤凭凯击划刘则刚创别制剑励劳势动务胜区医华协单卖卢卫厂厅历压厦县参双发变叶号叹向吗启吴员围国图圆圣场坏块坚坛垫尘壮声处备复头夺奖"
    "妇妈孙学宁宝实审宪宫宽宾对寻导将尔层属岭岛岗帅师帐带帮干广庆庐库应庙开异弃张弹强归录彻径忆怀态总恋恶悦悬惊惯战戏户执扩扫扬担择拟据挂挥损"
    "换抢携摄摆数齐断无旧时旷晓畅历术机杀杂权条来杨极构枪枢标栈树样桥检楼欧欢残气汉汤沟沪泽洁洒润浅测济浏浓涂涨潜滨涛滤湾滩灭灯灵灾炉炼烟烦烧热爱爷墙牵牺"
    "状犹独狮获现环玛电画疗疯监盖盘础确矿码砖礼禅离种称积稳窝竞笔筑简签签类粮纠红约级纪纯纳纵纸纷纺细组织终经结给络统绝绩续维绿综网绪线练缓编缘缩继"
    "纤线罗罚职联听肃脑脚肠脸胶旧舰艺节庄苏苹蓝萝虚虫虾术装补衬见观规视览觉触计订讯讨训记讲许论设访证评识诉诊词试诗诚话询详语误说请诸课调谈谋谢誉读让财责贤"
    "败货质贩贪购贵费贸贺资赔赏赖赛赞赢赵跃践车轨轩转轮软载较辅辆辉输辖达迁过运还这进远连迟适选逊递逻遗邓郑邻释里鉴针钛钢铁铝铜银键锋销锁锅锦钱镇镜钟长门闪"
    "间闻阁阅队阳阴阶际陆陈险随隐难鸡雾静韦韩顶项顺须预领频题额颜风飞饭饮余馆马驻驶驾验腾鱼鲁鲜鸟鸿鹏鹰麦黄点龄龙龟潍萧淀沈灏郸邹陇赣赠营烨灿炜玮莹毕"
    "万体台团杰绍贝诺骐钧锐锂镀铸锻药废冲齿辑涡辽沧琼庞",
)
"""Characters of company names as written in Hong Kong and Taiwan, each with its simplified form."""
_LOOKALIKE = str.maketrans("未已巳入曰士囗干于", "末己己人日土口千千")
"""Characters that scans take for one another (domain 3.10)."""


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """What is compared: NFKC, simplified characters, no spaces and punctuation, 有限责任公司 as 有限公司.

    股份有限公司 stays itself, and so does a place or 集团 in brackets: only the brackets go.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).upper()).translate(_TRADITIONAL)
    bare = "".join(char for char in folded if char.isalnum())
    return bare.replace("有限责任公司", "有限公司")


def loose_key(name: str) -> str:
    """A second key that only says two names are close: no province, no 市 after the city, look-alikes as one."""
    key = _PROVINCE.sub("", name_key(name))
    return _CITY.sub(r"\1", key).translate(_LOOKALIKE)


def number_key(number: str) -> str:
    """A document number for comparison: NFKC, capitals, letters and digits only."""
    return "".join(char for char in unicodedata.normalize("NFKC", number).upper() if char.isalnum())


def plain_name(name: str) -> str:
    """The name as it is compared exactly: NFKC, one kind of bracket, no white space between Chinese characters."""
    text = unicodedata.normalize("NFKC", name).translate(_BRACKETS).strip()
    text = re.sub(r"\s+", " ", text)
    joined = re.sub(r"(?<=[^\x00-\x7f])\s|\s(?=[^\x00-\x7f])", "", text)
    return unicodedata.normalize("NFKC", joined)


def branch_of(name: str) -> tuple[str, str] | None:
    """The parent and the branch in `某公司某地分公司`, or None; a branch is no legal person of its own (公司法 §13)."""
    found = _BRANCH.fullmatch(plain_name(name))
    return (found["parent"], found["branch"]) if found else None


def is_person(name: str) -> bool:
    """Whether the name looks like a natural person's: two to four Chinese characters that name no organisation."""
    bare = name_key(name)
    return 2 <= len(bare) <= 4 and all("一" <= char <= "鿿" for char in bare) and not _ORGANISATION.search(bare)


def similarity(left: str, right: str) -> float:
    """How alike two names are as keys, 0 to 1."""
    return fuzz.ratio(name_key(left), name_key(right)) / 100


def name_level(left: str, right: str, aliases: Iterable[str] = ()) -> Level:
    """How well two names agree; `aliases` are other names of the left party, such as a former one.

    Without aliases the order of the two does not matter.
    """
    if not left or not right:
        return Level.ABSENT
    if left == right:
        return Level.EXACT
    if name_key(left) == name_key(right):
        return Level.EQUAL
    if any(name_key(alias) == name_key(right) for alias in aliases):
        return Level.ALIAS
    near = loose_key(left) == loose_key(right) or similarity(left, right) >= CLOSE_ENOUGH
    return Level.CLOSE if near else Level.DIFFERENT


def party_level(left: tuple[str, str], right: tuple[str, str], aliases: Iterable[str] = ()) -> Level:
    """How well two (name, tax id) agree: equal ids outrank different names (domain 3.10)."""
    by_name = name_level(left[0], right[0], aliases)
    if by_name in (Level.EXACT, Level.EQUAL):
        return by_name
    if left[1] and right[1] and id_key(left[1]) == id_key(right[1]):
        return Level.ALIAS
    return by_name


def surely_other(left: str, right: str) -> bool:
    """Whether two names are too unlike to be one name misread."""
    return bool(left and right) and similarity(left, right) < _SURELY_OTHER


def id_key(tax_id: str) -> str:
    """A tax id as join key: the legacy 15 digits are characters 3 to 17 of the 18 (domain 3.7)."""
    bare = number_key(tax_id)
    return bare[2:17] if len(bare) == 18 else bare


def uscc_valid(code: str) -> bool:
    """Whether the 18 characters pass the check digit of GB 32100-2015; early pilot codes are known to fail it."""
    if len(code) != 18 or any(char not in USCC_ALPHABET for char in code):
        return False
    total = sum(USCC_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(code[:17]))
    return USCC_ALPHABET[(31 - total) % 31] == code[17]
