"""`guiyi explain` of a merge and its undoing, in both languages."""

import re

import pytest

from adapters.explaining.facts import moment
from domain.model.identity import IdentityKind
from tests.cli.stories import joined, two_accounts, two_numbers
from tests.unit.pair import merge, merge_ticket_of, refusal_of
from tests.unit.ways_in import unbind

MERGE = {
    "en": [
        "{case} is a merge: account {loser} went into {survivor}, {at}.",
        "Nobody was asked: one person had proven both, and nothing could be lost.",
        "Why {survivor} goes on: with the other one nothing could be lost yet.",
        "Decided by T1 A/A xu=none prov=x: Sign-in by openid",
        "What came over to {survivor}:\n  openid (shop): by a code of WeChat's, {at}",
        "To be taken back until: {until}.",
    ],
    "zh": [
        "{case} 是一次合并：{at}，账号 {loser} 并入 {survivor}。",
        "没有询问：同一个人验证了两个账号，且没有什么可丢的。",
        "为什么保留 {survivor}：另一个是临时账号，没有什么可丢的。",
        "由 T1 A/A xu=none prov=x 这一格判定：用 openid 登录",
        "转到 {survivor} 的身份：\n  openid（shop）：以微信的 code 验证，{at}",
        "撤销期限：{until}。",
    ],
}
UNDOING = {
    "en": [
        "What came over is no longer known.",
        "Taken back [-\\dT:]+Z: two accounts again. The operator wanted it: a mistake",
        "Decided by T11 open later=no A=active proof=operator: Taking a merge back",
        "  the operator wants it",
        "Outcome: unmerged — two accounts again; both sign in anew",
    ],
    "zh": [
        "转移了什么，已没有记录。",
        "[-\\dT:]+Z 已撤销：又是两个账号。管理员要求：a mistake",
        "由 T11 open later=no A=active proof=operator 这一格判定：撤销合并",
        "  管理员要求",
        "结果：unmerged —— 又是两个账号；双方都要重新登录",
    ],
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_merge_and_its_undoing_are_explained(desk, language):
    story = desk.live(joined)
    case = desk.type("explain", story.case, "--json").json
    told = desk.told_of(story.case, language)
    for line in MERGE[language]:
        expected = line.format(
            case=story.case,
            loser=story.loser,
            survivor=story.survivor,
            at=moment(desk.clock.now()),
            until=case["undo_until"],
        )
        assert expected in told
    desk.type("accounts", "undo", story.case, "--reason", "a mistake", "--yes")
    told = desk.told_of(story.case, language)
    for line in UNDOING[language]:
        assert re.search(f"^{line}$", told, re.MULTILINE), line


async def merged_by_its_owner(house):
    two = await two_accounts(house)
    caller = await house.caller(await house.sign_in(two.openid))
    offered = await refusal_of(two.phone.bind(caller))
    return (await merge(house, caller, merge_ticket_of(offered))).merge


def test_a_merge_that_its_owner_wanted_says_why_the_survivor_goes_on(desk):
    case = desk.live(merged_by_its_owner)
    assert "Their owner wanted it, having proven both." in desk.told_of(case.id, "en")
    reason = f"Why {case.survivor_id} goes on: only it has a proven number."
    assert reason in desk.told_of(case.id, "en")
    assert desk.type("explain", case.id, "--json").json["reason"] == "proven_phone"
    zh = f"为什么保留 {case.survivor_id}：只有它有验证过的手机号。"
    assert zh in desk.told_of(case.id, "zh")


def test_so_does_one_that_the_operator_wanted(desk):
    two = desk.live(two_accounts)
    pair = ("--survivor", two.by_wechat, two.by_wechat, two.by_number)
    case = desk.type("accounts", "merge", *pair, "--reason", "by mail", "--yes", "--json").json
    told = desk.told_of(case["id"], "en")
    assert "The operator wanted it: by mail\n" in told
    assert f"Why {two.by_wechat} goes on: it was chosen.\n" in told
    shown = desk.type("accounts", "show", two.by_wechat).out
    assert f"{two.by_number} → {two.by_wechat} (chosen)  " in shown


def test_what_came_over_is_told_though_it_has_left_since(desk):
    async def unbound_since(house):
        two = await two_accounts(house)
        caller = await house.caller(await house.sign_in(two.openid))
        offered = await refusal_of(two.phone.bind(caller))
        merged = await merge(house, caller, merge_ticket_of(offered))
        await unbind(house, await two.phone.sign_in(), IdentityKind.WECHAT_OPENID)
        return merged.merge.id

    case = desk.live(unbound_since)
    told = desk.type("explain", case, "--json").json
    assert {one["kind"] for one in told["moved"]} == {"wechat_openid", "wechat_unionid"}
    assert told["given_up"] == []
    assert "Numbers that were given up" not in desk.told_of(case, "en")


def test_a_number_that_gave_way_came_not_over(desk):
    two = desk.live(two_numbers)
    pair = ("accounts", "merge", two.by_wechat, two.by_number, "--reason", "by mail")
    preview = desk.type(*pair, "--json").json["preview"]
    kept, lost = (
        next(one["id"] for one in preview[side]["identities"] if one["kind"] == "phone")
        for side in ("survivor", "loser")
    )
    case = desk.type(*pair, "--phone", kept, "--yes", "--json").json["id"]
    told = desk.type("explain", case, "--json").json
    assert [one["id"] for one in told["given_up"]] == [lost]
    assert "phone" not in {one["kind"] for one in told["moved"]}
    assert "Numbers that were given up:\n  phone (" in desk.told_of(case, "en")
