"""`guiyi explain` of a sign-in, a binding and an account's life, in both languages."""

import re

import pytest

from adapters.explaining.facts import moment
from domain.model.errors import Refused
from domain.model.identity import IdentityKind
from ports.writes import OpenSession
from tests.builders import a_session, an_account, an_id, an_openid, opening
from tests.cli.stories import joined, two_accounts
from tests.unit.telephone import PASSWORD, Telephone
from tests.unit.ways_in import bind_wechat, unbind

SIGN_IN = {
    "en": """\
{session} is a session of account {survivor}, which is active.
Opened {at} from shop; the person last proved herself {at}.
Decided by T1 A/A xu=none prov=x: Sign-in by openid
  Who holds the openid: an active account, X
  Who holds the unionid: another active account, Y
  X stores no unionid of this platform
  X is provisional
Outcome: logged_in — signed in
Let in to, or bound to: the account that holds the unionid
Done: merge X into Y
What signs in to {survivor} now:
""",
    "zh": """\
{session} 是账号 {survivor}（正常）的一个会话。
{at} 从 shop 登录；本人最近一次验证：{at}。
由 T1 A/A xu=none prov=x 这一格判定：用 openid 登录
  谁持有 openid：一个正常的账号 X
  谁持有 unionid：另一个正常的账号 Y
  X 没有存过这个开放平台的 unionid
  X 是临时账号
结果：logged_in —— 已登录
登录或绑定到：持有 unionid 的账号
处理：把 X 并入 Y
现在能登录 {survivor} 的身份：
""",
}
PROVEN = {
    "en": r"  unionid \(main\): by a code of WeChat's, [-\dT:]+Z — what the session rests on\n",
    "zh": r"  unionid（main）：以微信的 code 验证，[-\dT:]+Z —— 会话以它为据\n",
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_sign_in_is_explained_by_its_session(desk, language):
    story = desk.live(joined)
    told = desk.told_of(story.session, language)
    beginning = SIGN_IN[language].format(
        session=story.session, survivor=story.survivor, at=moment(desk.clock.now())
    )
    assert told.startswith(beginning)
    assert re.search(PROVEN[language], told)
    assert len(re.findall("by a code of WeChat|以微信的 code", told)) == 3


BINDING = {
    "en": [
        "{fact} is a fact of the audit trail of account {account}, which is active.",
        "{at}  identity bound (phone)",
        "Decided by T3 N/none: Binding a phone number\n  How the number stands: held by nobody",
        "Done: bind phone",
        "phone (138****{last}): by a code in a text message, {at}",
    ],
    "zh": [
        "{fact} 是账号 {account}（正常）的一条审计记录。",
        "{at}  绑定身份（手机号）",
        "由 T3 N/none 这一格判定：绑定手机号\n  手机号的状态：没有人持有",
        "处理：绑定 手机号",
        "手机号（138****{last}）：以短信验证码验证，{at}",
    ],
}


async def a_binding(house):
    caller = await house.caller(await house.sign_in())
    phone = Telephone(house)
    await phone.bind(caller)
    return caller.account.id, phone.number[-4:]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_binding_is_explained_by_its_fact(desk, language):
    account, last = desk.live(a_binding)
    fact = desk.facts_of(account)["identity_bound"]["id"]
    told = desk.told_of(fact, language)
    for line in BINDING[language]:
        expected = line.format(fact=fact, account=account, last=last, at=moment(desk.clock.now()))
        assert expected in told


LIFE = {
    "en": [
        "account created (openid, unionid). T1 N/N: .+ → created",
        "accounts merged: {loser} → {survivor} (by mail). T10 proven=operator .+ → merged",
        "merge taken back: {loser} → {survivor} (a mistake). T11 open .+ → unmerged",
        "account suspended (spam)",
    ],
    "zh": [
        "新建账号（openid、unionid）。T1 N/N：.+ → created",
        "合并账号：{loser} → {survivor}（by mail）。T10 proven=operator .+ → merged",
        "撤销合并：{loser} → {survivor}（a mistake）。T11 open .+ → unmerged",
        "账号停用（spam）",
    ],
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_account_is_explained_fact_by_fact_in_order(desk, language):
    two = desk.live(two_accounts)
    pair = (two.by_wechat, two.by_number)
    case = desk.type("accounts", "merge", *pair, "--reason", "by mail", "--yes", "--json").json
    desk.type("accounts", "undo", case["id"], "--reason", "a mistake", "--yes")
    desk.type("accounts", "suspend", two.by_wechat, "--note", "spam")
    lines = desk.told_of(two.by_wechat, language).splitlines()
    trail = [line for line in lines if re.match(r"  \d{4}-", line)]
    assert len(trail) == len(LIFE[language])
    for line, facts in zip(trail, LIFE[language], strict=True):
        pattern = facts.replace("(", r"\(").replace(")", r"\)")
        expected = pattern.format(loser=case["loser"], survivor=case["survivor"])
        assert re.fullmatch(rf"  [-\dT:]+Z  {expected}", line), line


def test_both_languages_come_unless_one_is_asked_for(desk):
    story = desk.live(joined)
    both = desk.type("explain", story.session).out
    told = desk.type("explain", story.session, "--json").json
    assert list(told["text"]) == ["zh", "en"]
    assert both == "\n\n".join("\n".join(lines) for lines in told["text"].values()) + "\n"
    assert (told["kind"], told["cell"]) == ("session", "T1 A/A xu=none prov=x")
    assert desk.told_of(story.session, "en") in both


def test_a_sign_in_that_no_table_decided_says_so(desk):
    async def by_password(house):
        phone = Telephone(house)
        await phone.with_password()
        return (await phone.sign_in_by_password(PASSWORD)).session.id

    session = desk.live(by_password)
    told = desk.told_of(session, "en")
    assert "No table decided this: number and password belonged together." in told
    assert "没有经过判定表：手机号与密码相符。" in desk.told_of(session, "zh")


def test_of_a_session_from_before_cells_were_written_down_none_is_told(desk):
    async def long_since(house):
        account = an_account()
        await house.store.apply((*opening(account), OpenSession(session := a_session(account))))
        return session.id

    told = desk.told_of(desk.live(long_since), "en")
    assert "Which cell decided was not written down then." in told
    assert "No table" not in told


@pytest.mark.parametrize("bound", [False, True])
def test_so_does_a_refusal_of_whoever_left_a_banned_account(desk, bound):
    async def banned(house):
        openid, phone = an_openid(), Telephone(house)
        here = await phone.press(openid)
        await unbind(house, await phone.sign_in(), IdentityKind.WECHAT_OPENID)
        await house.suspend(here.account.id)
        there = await Telephone(house).sign_in()
        with pytest.raises(Refused):
            await (bind_wechat(house, there, openid) if bound else house.sign_in(openid))
        return there.account.id if bound else here.account.id

    fact = desk.facts_of(desk.live(banned))["login_refused"]
    told = desk.told_of(fact["id"], "en")
    if bound:
        assert (fact["cell"], "Outcome: identity_unavailable" in told) == ("T7 S", True)
        return
    assert "No table decided this: what was shown was that account's until lately" in told
    assert "停用跟着人走" in desk.told_of(fact["id"], "zh")


def test_the_session_of_a_merged_account_is_explained_too(desk):
    async def before_the_merge(house):
        unionid, openid = an_openid(), an_openid()
        await house.sign_in(an_openid(), unionid, app="club")
        first = await house.sign_in(openid)
        await house.sign_in(openid, unionid)
        return first.session.id

    told = desk.told_of(desk.live(before_the_merge), "en")
    assert "which is merged into another." in told
    assert "It opens nothing any more: the account was merged." in told
    assert "— what the session rests on" in told


@pytest.mark.parametrize("options", [(), ("--lang", "zh"), ("--json",)])
def test_an_unknown_id_is_an_error(desk, options):
    desk.live(two_accounts)
    answer = desk.type("explain", an_id(), *options)
    assert answer.status == 1
    assert "nothing_found" in answer.out + answer.err
    assert desk.type("explain", "not-an-id").status == 2
